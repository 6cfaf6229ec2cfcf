import {
  readRows,
  SchemaError,
  type Catalogue,
  type CatalogueColumn,
  type CatalogueTable,
  type Dialect,
  type InsertedCell,
  type InsertedRow,
  type Note,
} from "@semblance/engine";
import { openBench, type Bench } from "./engine.ts";
import { loadCells } from "./files.ts";
import { inferDeclared } from "./infer.ts";
import { orderOf, type Moments } from "./order.ts";

const MOST_CHARACTERS = 64_000_000; // of a script; rows behind them are not read
const MOST_ROWS = 40_000; // kept of a table; of more every second is, and so on

/** Rows of a table that is a short list. */
export const MOST_LISTED = 120;

/** Rows of one table, spread over all that the script has. */
interface Kept {
  readonly table: CatalogueTable;
  readonly rows: (readonly InsertedCell[])[];
  count: number;
  /** Every how many rows one is kept. */
  step: number;
}

const keyOf = (name: string, namespace = ""): string => `${namespace}.${name}`.toLowerCase();

/** Finds the table that a row goes to, by its name space too where both say one. */
function openTables(tables: readonly CatalogueTable[]): (row: InsertedRow) => CatalogueTable | undefined {
  const whole = new Map(tables.map((table) => [keyOf(table.name, table.namespace), table]));
  const bare = Map.groupBy(tables, ({ name }) => name.toLowerCase());
  return ({ table: { name, namespace } }) => {
    const alone = bare.get(name.toLowerCase());
    return whole.get(keyOf(name, namespace)) ?? (alone?.length === 1 ? alone[0] : undefined);
  };
}

/** The row's cells in the order of the table's columns; undefined where they are not those of the table. */
function inOrder(
  { columns: all }: CatalogueTable,
  { columns, cells }: InsertedRow,
): readonly InsertedCell[] | undefined {
  if (columns === undefined) return cells.length === all.length ? cells : undefined;
  const places = new Map(columns.map((name, k) => [name.toLowerCase(), k]));
  return all.map(({ name }) => {
    const place = places.get(name.toLowerCase());
    return place === undefined ? undefined : cells[place];
  });
}

function keepRows(
  catalogue: Catalogue,
  text: string,
  dialect: Dialect,
): { readonly kept: readonly Kept[]; readonly isCut: boolean } {
  const kept = new Map<CatalogueTable, Kept>();
  const tableOf = openTables(catalogue.tables);
  for (const row of readRows(text, dialect)) {
    if (row.to > MOST_CHARACTERS) return { kept: [...kept.values()], isCut: true };
    const table = tableOf(row);
    const cells = table && inOrder(table, row);
    if (table === undefined || cells === undefined) continue;
    let one = kept.get(table);
    if (one === undefined) kept.set(table, (one = { table, rows: [], count: 0, step: 1 }));
    if (one.count++ % one.step === 0) one.rows.push(cells);
    if (one.rows.length < MOST_ROWS) continue;
    one.rows.splice(0, one.rows.length, ...one.rows.filter((_, k) => k % 2 === 0));
    one.step *= 2;
  }
  return { kept: [...kept.values()], isCut: false };
}

async function learn(
  bench: Bench,
  id: string,
  { table, rows, count }: Kept,
  isReferred: boolean,
): Promise<CatalogueTable> {
  await loadCells(
    bench,
    id,
    table.columns.map((_, k) => `c${k}`),
    rows,
  );
  const columns: CatalogueColumn[] = [];
  const moments: Moments[] = [];
  for (const [k, column] of table.columns.entries()) {
    const told = rows.reduce((sum, cells) => sum + (cells[k] === undefined ? 0 : 1), 0);
    if (told === 0 || column.generatedAs !== undefined) {
      columns.push(column);
      continue;
    }
    const { type, statistics, moment } = await inferDeclared(
      bench,
      { id, rows: rows.length },
      { name: `c${k}`, type: column.type },
    );
    // Cells that are not told are no nulls.
    const nulls = Math.max(0, 1 - ((1 - statistics.nulls) * rows.length) / told);
    columns.push({ ...column, type, statistics: { ...statistics, nulls } });
    if (moment !== undefined && statistics.min !== undefined) moments.push({ name: column.name, sql: moment });
  }
  const order = await orderOf(bench, id, moments);
  const listed =
    count <= MOST_LISTED && isReferred ? rows.map((cells) => cells.map((cell) => cell ?? null)) : undefined;
  const ordered = columns.map((column) =>
    order.has(column.name) ? { ...column, statistics: { ...column.statistics!, ...order.get(column.name) } } : column,
  );
  return { ...table, columns: ordered, rows: count, ...(listed === undefined ? {} : { listed }) };
}

/** The other tables that one refers to. */
const referredBy = ({ name: own, foreignKeys }: CatalogueTable): readonly string[] =>
  foreignKeys.filter(({ table }) => table !== own).map(({ table, namespace }) => keyOf(table, namespace));

const LEAVE_OUT = "leave the rows out where they should not be looked at: pg_dump --schema-only, mysqldump --no-data";

/**
 * The catalogue of a script with what the rows in it say of its columns: how many there are, shares, ranges, frequent values. Of large tables every
 * second row is looked at, or fewer, and of a large script its beginning.
 */
export async function learnRows(catalogue: Catalogue, text: string, dialect: Dialect): Promise<Catalogue> {
  let read: ReturnType<typeof keepRows>;
  try {
    read = keepRows(catalogue, text, dialect);
  } catch (error) {
    if (!(error instanceof SchemaError)) throw error;
    const note = {
      path: "",
      text: `its rows cannot be read, and say nothing of the data: ${error.issues[0]!.message}`,
    };
    return { ...catalogue, notes: [...catalogue.notes, note] };
  }
  if (read.kept.length === 0) return catalogue;
  const bench = await openBench([]);
  try {
    const learned = new Map<CatalogueTable, CatalogueTable>();
    const referred = new Set(catalogue.tables.flatMap((table) => referredBy(table)));
    for (const [k, kept] of read.kept.entries()) {
      const { name, namespace } = kept.table;
      learned.set(kept.table, await learn(bench, `t${k}`, kept, referred.has(keyOf(name, namespace))));
    }
    const count = read.kept.reduce((sum, { count }) => sum + count, 0);
    const notes: Note[] = [
      {
        path: "",
        text: `${count} rows of ${learned.size} tables were read: numbers of rows, shares, ranges and frequent values are theirs; ${LEAVE_OUT}`,
      },
    ];
    if (read.isCut) notes.push({ path: "", text: "rows behind the first 64 million characters were not read" });
    return {
      ...catalogue,
      tables: catalogue.tables.map((table) => learned.get(table) ?? table),
      notes: [...catalogue.notes, ...notes],
    };
  } finally {
    await bench.close();
  }
}
