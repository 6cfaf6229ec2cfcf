import { once } from "node:events";
import { from as copyFrom } from "pg-copy-streams";
import type { Bulk, Database, Destination, Intake, Live, LiveForeignKey, LiveTable } from "../connector.ts";
import { LEDGER, ledgerSql, toEntry, type LedgerRow } from "../ledger.ts";
import { connect, toFailure, type Session } from "./connect.ts";
import { declaring } from "./declare.ts";
import { inspect, quote } from "./inspect.ts";
import { readRows } from "./read.ts";
import { beginWhole, checkWhole, mayCheckWhole, WORTH_ROWS } from "./whole.ts";

const literal = (text: string): string =>
  text.includes("\\")
    ? ` E'${text.replaceAll("\\", "\\\\").replaceAll("'", "''")}'`
    : `'${text.replaceAll("'", "''")}'`;
const sql = ledgerSql(literal);

async function openCopy({ client, label }: Session, into: Destination, from: number): Promise<Intake> {
  const names = into.columns.map(quote).join(", ");
  const stream = client.query(
    copyFrom(`COPY ${into.table.quoted} (${names}) FROM STDIN (FORMAT ${into.binary ? "binary" : "text"})`),
  );
  const state: { failure?: Error } = {};
  // One listener for the whole life: an error may come between two writes.
  const failed = new Promise<never>((_, reject) => {
    stream.on("error", (error) => {
      state.failure = toFailure(error, label, into.table.id, from);
      reject(state.failure);
    });
  });
  failed.catch(() => {});
  return {
    async write(pieces) {
      for (const piece of pieces) {
        if (state.failure !== undefined) throw state.failure;
        if (!stream.write(piece)) await Promise.race([once(stream, "drain"), failed]);
      }
    },
    async end() {
      stream.end();
      await Promise.race([once(stream, "finish"), failed]);
      return stream.rowCount;
    },
    async abort() {
      if (state.failure !== undefined) return;
      const closed = once(stream, "close").catch(() => {});
      stream.destroy();
      await closed;
    },
  };
}

/** Foreign keys that PostgreSQL would check at the end of each statement. */
const stiff = (keys: readonly LiveForeignKey[]): readonly LiveForeignKey[] => keys.filter((key) => !key.deferrable);

/** Opens a PostgreSQL database for loading. */
export async function openPostgres(address: string): Promise<Database> {
  const session = await connect(address);
  const { client, label } = session;
  const query: Session["query"] = (text, doing) => session.query(text, doing);
  let whole: boolean | undefined;
  let relaxed = false;
  let live: Live = { tables: [], foreignKeys: [] };
  const bulk: Bulk = {
    takes: "bytes",
    format: "postgres-copy",
    options: {},
    chunkBytes: 16 << 20,
    async open(into, from, rows) {
      const { table } = into;
      const keys = live.foreignKeys
        .filter((key) => key.table === table.id)
        .map((key) => ({ ...key, parentTable: live.tables.find(({ id }) => id === key.parent)! }));
      whole ??= await mayCheckWhole(session);
      const alike = keys.every(({ simple }) => simple);
      if (relaxed || !whole || !table.checksWhole || keys.length === 0 || !alike || rows < WORTH_ROWS)
        return openCopy(session, into, from);
      const before = await beginWhole(
        session,
        table,
        keys.map(({ parentTable }) => parentTable),
      );
      const copy = await openCopy(session, into, from);
      return {
        ...copy,
        async end() {
          const taken = await copy.end();
          await checkWhole(session, before, table, keys, taken);
          return taken;
        },
      };
    },
  };
  const alter = async (keys: readonly LiveForeignKey[], tables: readonly LiveTable[], how: string): Promise<void> => {
    for (const { table, name } of stiff(keys)) {
      const { quoted } = tables.find(({ id }) => id === table)!;
      await query(
        `ALTER TABLE ${quoted} ALTER CONSTRAINT ${quote(name)} ${how}`,
        `${table}: ${name} cannot wait for its circle`,
      );
    }
  };
  return {
    kind: "postgres",
    label,
    circlesAtOnce: true,
    bulk,
    declaring,
    ledger: {
      async read() {
        const [there] = await query<{ there: boolean }>(`SELECT to_regclass('${LEDGER}') IS NOT NULL AS there`);
        return there?.there === true ? (await query<LedgerRow>(sql.read)).map(toEntry) : [];
      },
      async begin(entries) {
        await query(sql.create, `the ledger ${LEDGER} cannot be made`);
        await query(sql.insert(entries));
      },
      advance: async (job, table, rows) => void (await query(sql.advance(job, table, rows))),
      async forget(jobs) {
        if (jobs.length > 0) await query(sql.forget(jobs));
        const [found] = await query<{ empty: boolean }>(sql.isEmpty);
        if (found?.empty === true) await query(sql.drop);
      },
    },
    async inspect() {
      live = await inspect(session);
      return live;
    },
    async isEmpty({ quoted, id }) {
      const [found] = await query<{ full: boolean }>(
        `SELECT EXISTS (SELECT FROM ${quoted}) AS full`,
        `${id} cannot be read`,
      );
      return found?.full !== true;
    },
    readRows: (table, columns, most) => readRows(session, table, columns, most),
    async countRows({ quoted, id }) {
      const [found] = await query<{ n: string }>(`SELECT count(*) AS n FROM ${quoted}`, `${id} cannot be read`);
      return Number(found?.n);
    },
    async greatest({ quoted, id }, column) {
      const [found] = await query<{ most: string | null }>(
        `SELECT max(${quote(column)}) AS most FROM ${quoted}`,
        `${id} cannot be read`,
      );
      return found?.most === undefined || found.most === null ? undefined : Number(found.most);
    },
    async clear(tables) {
      // TRUNCATE refuses where a table outside refers to one of these, even an empty one; DELETE looks at its rows.
      const names = tables.map(({ quoted }) => quoted);
      try {
        await client.query(`TRUNCATE ${names.join(", ")}`);
      } catch (error) {
        if ((error as { code?: string }).code !== "0A000")
          throw toFailure(error, label, "the tables cannot be emptied");
        await query("BEGIN");
        try {
          await query("SET CONSTRAINTS ALL DEFERRED");
          for (const { quoted, id } of tables) await query(`DELETE FROM ${quoted}`, `${id} cannot be emptied`);
          await query("COMMIT", "the tables cannot be emptied");
        } catch (failure) {
          await client.query("ROLLBACK").catch(() => {});
          throw failure;
        }
      }
    },
    run: async (statement) => void (await query(statement)),
    begin: async () => void (await query("BEGIN")),
    commit: async () => void (await query("COMMIT", "a chunk cannot be committed")),
    async rollback() {
      await client.query("ROLLBACK").catch(() => {}); // a lost connection has rolled back already
    },
    async relax(keys, tables) {
      await alter(keys, tables, "DEFERRABLE");
      await query("SET CONSTRAINTS ALL DEFERRED");
      relaxed = true;
    },
    async enforce(keys, tables) {
      relaxed = false;
      await query("SET CONSTRAINTS ALL IMMEDIATE", "a foreign key of the circle is violated");
      await alter(keys, tables, "NOT DEFERRABLE");
    },
    async resetCounters({ quoted, id }) {
      const regclass = `${literal(quoted)}::regclass`;
      const counters = await query<{ column: string; counter: string }>(`
        SELECT a.attname AS column, d.refobjid::regclass::text AS counter FROM pg_attrdef f
        JOIN pg_depend d ON d.classid = 'pg_attrdef'::regclass AND d.objid = f.oid AND d.refclassid = 'pg_class'::regclass
        JOIN pg_class s ON s.oid = d.refobjid AND s.relkind = 'S'
        JOIN pg_attribute a ON a.attrelid = f.adrelid AND a.attnum = f.adnum WHERE f.adrelid = ${regclass}
        UNION SELECT a.attname, d.objid::regclass::text FROM pg_depend d
        JOIN pg_class s ON s.oid = d.objid AND s.relkind = 'S'
        JOIN pg_attribute a ON a.attrelid = d.refobjid AND a.attnum = d.refobjsubid
        WHERE d.classid = 'pg_class'::regclass AND d.deptype = 'i' AND d.refobjid = ${regclass}`);
      for (const { column, counter } of counters) {
        await query(
          `SELECT setval(${literal(counter)}, max(${quote(column)})) FROM ${quoted} HAVING max(${quote(column)}) >= 1`,
          `the counter of ${id}.${column} cannot be set`,
        );
      }
    },
    close: () => client.end(),
  };
}
