import { PassThrough } from "node:stream";
import { once } from "node:events";
import type { ResultSetHeader } from "mysql2/promise";
import { DataError } from "@semblance/engine";
import type { Bulk, Database, Destination, Intake, LiveForeignKey } from "../connector.ts";
import { LEDGER, ledgerSql, toEntry, type LedgerRow } from "../ledger.ts";
import { connect, toFailure, type Session } from "./connect.ts";
import { declaring, quote } from "./declare.ts";
import { inspect } from "./inspect.ts";
import { readRows } from "./read.ts";

const literal = (text: string): string => `'${text.replaceAll("\\", "\\\\").replaceAll("'", "''")}'`;
const sql = ledgerSql(literal);

interface Warning {
  readonly Level: string;
  readonly Code: number;
  readonly Message: string;
}

/** LOAD DATA LOCAL turns errors into warnings, and leaves such rows out or bends them: here they are errors again. */
async function checkTaken(
  session: Session,
  into: Destination,
  from: number,
  wanted: number,
  header: ResultSetHeader,
): Promise<void> {
  if (header.warningStatus === 0 && header.affectedRows === wanted) return;
  const warnings = await session.query<Warning>("SHOW WARNINGS LIMIT 100");
  const real = warnings.find(({ Level }) => Level !== "Note");
  if (real === undefined && header.affectedRows === wanted) return;
  const missing = wanted - header.affectedRows;
  const message = real?.Message ?? `${missing} of ${wanted} rows are not taken`;
  const [, line] = / at row (\d+)/.exec(message) ?? [];
  const row = line === undefined ? undefined : from + Number(line) - 1;
  const place = `${into.table.id}${row === undefined ? "" : `, row ${row}`}`;
  throw new DataError(`${place}: ${message.replace(/ at row \d+/, "")}.`, session.label, row);
}

/** One bit columns take numbers, not texts. */
function columnsSql(into: Destination): string {
  const isBit = into.columns.map((_, k) => into.targets[into.fields[k]!]!.type === "bit");
  const names = into.columns.map((name, k) => (isBit[k] ? `@b${k}` : quote(name)));
  const sets = into.columns.flatMap((name, k) => (isBit[k] ? [`${quote(name)} = CAST(@b${k} AS UNSIGNED)`] : []));
  return `(${names.join(", ")})${sets.length === 0 ? "" : ` SET ${sets.join(", ")}`}`;
}

function openLoadData(session: Session, into: Destination, from: number, rows: number): Intake {
  const stream = new PassThrough({ highWaterMark: 1 << 20 });
  const statement =
    `LOAD DATA LOCAL INFILE 'rows' INTO TABLE ${into.table.quoted} CHARACTER SET utf8mb4 ` +
    `FIELDS TERMINATED BY ',' OPTIONALLY ENCLOSED BY '"' ESCAPED BY '' LINES TERMINATED BY '\\n' ${columnsSql(into)}`;
  const done = session.client
    .query<ResultSetHeader>({ sql: statement, infileStreamFactory: () => stream })
    .then(([header]) => header)
    .catch((error: unknown) => {
      throw toFailure(error, session.label, into.table.id);
    });
  done.catch(() => stream.destroy());
  const stopped = done.then(
    () => {},
    () => {},
  );
  return {
    async write(pieces) {
      for (const piece of pieces) {
        if (stream.destroyed) await done;
        if (!stream.write(piece)) await Promise.race([once(stream, "drain"), stopped]);
      }
    },
    async end() {
      stream.end();
      const header = await done;
      await checkTaken(session, into, from, rows, header);
      return header.affectedRows;
    },
    async abort() {
      if (!stream.destroyed) stream.end();
      await stopped;
    },
  };
}

/** Where the server reads no stream: INSERT statements, all of a chunk in one round trip. */
function openInserts(session: Session, into: Destination): Intake {
  const pieces: Uint8Array[] = [];
  return {
    write(more) {
      pieces.push(...more);
      return Promise.resolve();
    },
    async end() {
      try {
        const [headers] = await session.client.query<ResultSetHeader | ResultSetHeader[]>(
          Buffer.concat(pieces).toString(),
        );
        return [headers].flat().reduce((sum, { affectedRows }) => sum + affectedRows, 0);
      } catch (error) {
        throw toFailure(error, session.label, into.table.id);
      }
    },
    abort: () => Promise.resolve(),
  };
}

/** Counts rows of a foreign key that refer to nobody; throws DataError. */
async function verify(session: Session, { table, columns, parent, references, name }: LiveForeignKey): Promise<void> {
  const equal = columns.map((column, k) => `p.${quote(references[k]!)} = c.${quote(column)}`).join(" AND ");
  const given = columns.map((column) => `c.${quote(column)} IS NOT NULL`).join(" AND ");
  const [found] = await session.query<{ n: number | string }>(
    `SELECT count(*) AS n FROM ${quote(table)} c WHERE ${given} AND NOT EXISTS (SELECT 1 FROM ${quote(parent)} p WHERE ${equal})`,
  );
  const orphans = Number(found?.n);
  if (orphans === 0) return;
  const hint = "Mend the schema, then load again with --truncate.";
  throw new DataError(`${table}: ${orphans} rows refer to no row of ${parent} (${name}).\n${hint}`, session.label);
}

/** Opens a MySQL or MariaDB database for loading. */
export async function openMysql(address: string): Promise<Database> {
  const session = await connect(address);
  const { client, label } = session;
  const query: Session["query"] = (text, doing) => session.query(text, doing);
  const [reads] = await query<{ on: number }>("SELECT @@global.local_infile AS `on`");
  const bulk: Bulk =
    reads?.on === 1
      ? {
          takes: "bytes",
          format: "mysql-load",
          options: {},
          chunkBytes: 16 << 20,
          open: (into, from, rows) => Promise.resolve(openLoadData(session, into, from, rows)),
        }
      : {
          takes: "bytes",
          format: "sql",
          options: { dialect: "mysql" },
          chunkBytes: 4 << 20, // below every server's default of max_allowed_packet
          open: (into) => Promise.resolve(openInserts(session, into)),
        };
  return {
    kind: "mysql",
    label,
    circlesAtOnce: false,
    bulk,
    declaring,
    ledger: {
      async read() {
        const found = await query(`SHOW TABLES LIKE '${LEDGER.replaceAll("_", "\\_")}'`);
        return found.length > 0 ? (await query<LedgerRow>(sql.read)).map(toEntry) : [];
      },
      async begin(entries) {
        await query(`${sql.create} ENGINE=InnoDB`, `the ledger ${LEDGER} cannot be made`);
        await query(sql.insert(entries));
      },
      advance: async (job, table, rows) => void (await query(sql.advance(job, table, rows))),
      async forget(jobs) {
        if (jobs.length > 0) await query(sql.forget(jobs));
        const [found] = await query<{ empty: number }>(sql.isEmpty);
        if (Number(found?.empty) === 1) await query(sql.drop);
      },
    },
    inspect: () => inspect(session),
    async isEmpty({ quoted, id }) {
      return (await query(`SELECT 1 FROM ${quoted} LIMIT 1`, `${id} cannot be read`)).length === 0;
    },
    readRows: (table, columns, most) => readRows(session, table, columns, most),
    async countRows({ quoted, id }) {
      const [found] = await query<{ n: number | string }>(
        `SELECT count(*) AS n FROM ${quoted}`,
        `${id} cannot be read`,
      );
      return Number(found?.n);
    },
    async greatest({ quoted, id }, column) {
      const [found] = await query<{ most: string | number | null }>(
        `SELECT max(${quote(column)}) AS most FROM ${quoted}`,
        `${id} cannot be read`,
      );
      return found?.most === undefined || found.most === null ? undefined : Number(found.most);
    },
    async clear(tables) {
      await query("BEGIN");
      try {
        await query("SET foreign_key_checks = 0"); // circles have no order; what refers from outside is checked below
        for (const { quoted, id } of tables) await query(`DELETE FROM ${quoted}`, `${id} cannot be emptied`);
        const gone = new Set(tables.map(({ id }) => id));
        const { foreignKeys } = await inspect(session);
        for (const key of foreignKeys) if (gone.has(key.parent) && !gone.has(key.table)) await verify(session, key);
        await query("COMMIT");
      } catch (error) {
        await client.query("ROLLBACK").catch(() => {});
        throw error;
      } finally {
        await client.query("SET foreign_key_checks = 1").catch(() => {});
      }
    },
    run: async (statement) => void (await query(statement)),
    begin: async () => void (await query("BEGIN")),
    commit: async () => void (await query("COMMIT", "a chunk cannot be committed")),
    async rollback() {
      await client.query("ROLLBACK").catch(() => {}); // a lost connection has rolled back already
    },
    relax: async () => void (await query("SET foreign_key_checks = 0")),
    async enforce(keys) {
      await query("SET foreign_key_checks = 1");
      for (const key of keys) await verify(session, key);
    },
    resetCounters: () => Promise.resolve(), // InnoDB's AUTO_INCREMENT follows the values that rows bring
    close: () => client.end().catch(() => {}),
  };
}
