import type { DatabaseSync, StatementSync } from "node:sqlite";
import { isValid, readCell, readText, toDecimal, type Batch, type ColumnHeader } from "@semblance/engine";
import type { Bulk, Database, Destination, Live } from "../connector.ts";
import { LEDGER, ledgerSql, toEntry, type LedgerRow } from "../ledger.ts";
import { connect, toFailure } from "./connect.ts";
import { declaring, quote } from "./declare.ts";
import { introspect } from "./introspect.ts";
import { readRows } from "./read.ts";

const sql = ledgerSql((text) => `'${text.replaceAll("'", "''")}'`);

type Value = number | bigint | string | null;

/** What SQLite makes of a declared type: https://www.sqlite.org/datatype3.html#determination_of_column_affinity. */
function keepsNumbers(native: string): boolean {
  return !/CHAR|CLOB|TEXT|BLOB/i.test(native) && native !== "";
}

/** How cells of a column are bound. Moments are texts in UTC, as SQLite's functions read them. */
function reader(header: ColumnHeader, native: string, c: number): (batch: Batch, i: number) => Value {
  const { kind, scale } = header;
  const asText = !keepsNumbers(native);
  return (batch, i) => {
    const { machine } = batch;
    const column = batch.columns[c]!;
    if (!isValid(machine, column, i)) return null;
    if (column.layout === "f64") {
      const value = machine.f64[column.at / 8 + i]!;
      if (kind === "integer" || kind === "boolean") return asText ? BigInt(value) : value;
      if (kind === "decimal") return asText ? toDecimal(value, scale) : value / Number(`1e${scale}`);
      if (kind === "float") return Number.isFinite(value) ? value : null;
      const text = readCell(machine, header, column, i) as string;
      return kind === "datetime" ? text.replace("T", " ").slice(0, -1) : text;
    }
    if (column.layout === "uuid") return readCell(machine, header, column, i) as string;
    return readText(machine, column, i);
  };
}

interface Insert {
  readonly statement: StatementSync;
  readonly readers: readonly ((batch: Batch, i: number) => Value)[];
}

function prepare(file: DatabaseSync, into: Destination, { header }: Batch): Insert {
  const { table, columns, fields } = into;
  const marks = columns.map(() => "?").join(", ");
  const names = columns.map(quote).join(", ");
  const readers = fields.map((field, k) => {
    const c = header.columns.findIndex(({ name }) => name === field);
    const native = table.columns.find(({ name }) => name === columns[k])?.native ?? "";
    return reader(header.columns[c]!, native, c);
  });
  const text =
    columns.length === 0
      ? `INSERT INTO ${table.quoted} DEFAULT VALUES`
      : `INSERT INTO ${table.quoted} (${names}) VALUES (${marks})`;
  return { statement: file.prepare(text), readers };
}

/** The tables of the file, and their foreign keys. */
function inspect(file: DatabaseSync): Live {
  const { tables } = introspect(file);
  const triggered = new Set(
    file
      .prepare("SELECT tbl_name FROM sqlite_schema WHERE type = 'trigger'")
      .all()
      .map(({ tbl_name: name }) => name),
  );
  return {
    tables: tables.map(({ name, columns, primaryKey }) => ({
      id: name,
      name,
      quoted: quote(name),
      primaryKey,
      triggers: triggered.has(name),
      fires: triggered.has(name),
      checksWhole: false,
      columns: columns.map((column) => ({
        name: column.name,
        native: column.type.native,
        nullable: column.nullable,
        fills: column.default !== undefined || column.identity !== undefined || column.generatedAs !== undefined,
        generated: column.generatedAs !== undefined,
        always: false,
        target: { type: column.type.native.toLowerCase() },
      })),
    })),
    foreignKeys: tables.flatMap(({ name, foreignKeys }) =>
      foreignKeys.map((key, k) => ({
        name: key.name ?? `foreign key ${k + 1}`,
        table: name,
        columns: key.columns,
        parent: tables.find((other) => other.name.toLowerCase() === key.table.toLowerCase())?.name ?? key.table,
        references: key.references,
        deferrable: key.deferrable === true,
        simple: true,
      })),
    ),
  };
}

/** Opens an SQLite file for loading. */
export function openSqlite(address: string): Promise<Database> {
  const { file, label } = connect(address);
  const attempt = <T>(doing: string, work: () => T): Promise<T> =>
    new Promise((resolve, reject) => {
      try {
        resolve(work());
      } catch (error) {
        reject(toFailure(error, label, doing));
      }
    });
  const run = (text: string, doing = "a statement failed"): Promise<void> => attempt(doing, () => file.exec(text));
  const one = (text: string, doing: string) => attempt(doing, () => file.prepare(text).get());
  const inserts = new Map<Destination, Insert>();
  const bulk: Bulk = {
    takes: "batches",
    insert(into, batch) {
      let insert = inserts.get(into);
      if (insert === undefined) inserts.set(into, (insert = prepare(file, into, batch)));
      const { statement, readers } = insert;
      const values: Value[] = Array.from({ length: readers.length }, () => null);
      for (let i = 0; i < batch.length; i++) {
        for (let k = 0; k < readers.length; k++) values[k] = readers[k]!(batch, i);
        try {
          statement.run(...values);
        } catch (error) {
          throw toFailure(error, label, `${into.table.id}, row ${batch.from + i}`);
        }
      }
    },
  };
  return Promise.resolve({
    kind: "sqlite",
    label,
    circlesAtOnce: true,
    bulk,
    declaring,
    ledger: {
      async read() {
        const there = await one(`SELECT 1 FROM sqlite_schema WHERE name = '${LEDGER}'`, "the file cannot be read");
        return there === undefined ? [] : (file.prepare(sql.read).all() as unknown as LedgerRow[]).map(toEntry);
      },
      async begin(entries) {
        await run(sql.create, `the ledger ${LEDGER} cannot be made`);
        await run(sql.insert(entries));
      },
      advance: (job, table, rows) => run(sql.advance(job, table, rows)),
      async forget(jobs) {
        if (jobs.length > 0) await run(sql.forget(jobs));
        if ((await one(sql.isEmpty, "the ledger cannot be read"))?.["empty"] === 1) await run(sql.drop);
      },
    },
    inspect: () => attempt("the file cannot be read", () => inspect(file)),
    isEmpty: async ({ quoted, id }) =>
      (await one(`SELECT 1 FROM ${quoted} LIMIT 1`, `${id} cannot be read`)) === undefined,
    readRows: (table, columns, most) => readRows(file, table, columns, most),
    countRows: async ({ quoted, id }) =>
      Number((await one(`SELECT count(*) AS n FROM ${quoted}`, `${id} cannot be read`))?.["n"]),
    async greatest({ quoted, id }, column) {
      const found = await one(`SELECT max(${quote(column)}) AS most FROM ${quoted}`, `${id} cannot be read`);
      return found?.["most"] === null || found?.["most"] === undefined ? undefined : Number(found["most"]);
    },
    async clear(tables) {
      await run("BEGIN");
      try {
        await run("PRAGMA defer_foreign_keys = ON");
        for (const { quoted, id } of tables) await run(`DELETE FROM ${quoted}`, `${id} cannot be emptied`);
        await run("COMMIT", "the tables cannot be emptied");
      } catch (error) {
        await run("ROLLBACK").catch(() => {});
        throw error;
      }
    },
    run: (statement) => run(statement),
    begin: () => run("BEGIN IMMEDIATE", "a chunk cannot begin"),
    commit: () => run("COMMIT", "a chunk cannot be committed"),
    rollback: () => run("ROLLBACK").catch(() => {}), // some errors have rolled back already
    relax: () => run("PRAGMA defer_foreign_keys = ON"),
    enforce: () => Promise.resolve(), // COMMIT checks them
    resetCounters: () => Promise.resolve(), // AUTOINCREMENT follows the values that rows bring
    close: () => Promise.resolve(file.close()),
  });
}
