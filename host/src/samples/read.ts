import type { Catalogue, CatalogueColumn, CatalogueTable, Note } from "@semblance/engine";
import { MOST_LISTED } from "./dump.ts";
import { openBench, quoteName, type Bench } from "./engine.ts";
import { loadSample, type SampleTable } from "./files.ts";
import { inferColumn, type Inferred } from "./infer.ts";
import { orderOf, type Moments } from "./order.ts";
import { findReferences, keyOf, type FoundReference, type Known } from "./relate.ts";

function toTable(known: Known, references: readonly FoundReference[], notes: Note[]): CatalogueTable {
  const { sample, columns } = known;
  const key = keyOf(known);
  if (key !== undefined)
    notes.push({ path: `${sample.name}.${key}`, text: "taken for the key: never missing, no value twice" });
  const foreignKeys = references.filter(({ table }) => table === sample.name);
  for (const { column, to, key: target } of foreignKeys)
    notes.push({
      path: `${sample.name}.${column}`,
      text: `taken for a reference to ${to}.${target}: named after it, and all its values are there`,
    });
  return {
    name: sample.name,
    columns: sample.columns.map(({ name }): CatalogueColumn => {
      const { type, statistics } = columns.get(name)!;
      return { name, type, nullable: statistics.nulls > 0, statistics };
    }),
    primaryKey: key === undefined ? [] : [key],
    // A reference that no value has twice is one to one.
    unique: foreignKeys
      .filter(({ column }) => columns.get(column)!.unique && column !== key)
      .map(({ column }) => ({ columns: [column], nullsDistinct: true })),
    foreignKeys: foreignKeys.map(({ column, to, key: target }) => ({
      columns: [column],
      table: to,
      references: [target],
    })),
    checks: [],
    rows: sample.rows,
  };
}

const MOST_UNPACKED = 16 * 1024 ** 3;

/** All rows of a short table as texts. */
async function listOf(bench: Bench, { sample }: Known): Promise<readonly (readonly (string | null)[])[]> {
  const cells = sample.columns.map(({ name }, k) => `nullif(trim(${quoteName(name)}::VARCHAR), '') AS c${k}`);
  const rows = await bench.ask(`SELECT ${cells.join(", ")} FROM ${quoteName(sample.id)} ORDER BY rowid`);
  return rows.map((row) => sample.columns.map((_, k) => row[`c${k}`] as string | null));
}

/**
 * What can be learned from files of rows: CSV, JSON, JSONL, Parquet and Excel, one table each. Types, ranges and shares are those of all rows of the files;
 * keys and references are found by names and values. Files packed by gzip are unpacked, to at most so many bytes in all. Throws DataError where a file
 * is none of these or has no rows.
 */
export async function readSamples(paths: readonly string[], unpackedBytes = MOST_UNPACKED): Promise<Catalogue> {
  const room = { bytes: unpackedBytes };
  const bench = await openBench(paths);
  try {
    const tables: Known[] = [];
    const notes: Note[] = [];
    const samples: SampleTable[] = [];
    for (const [k, path] of paths.entries()) samples.push(...(await loadSample(bench, path, `t${k}`, room)));
    for (const sample of samples) {
      notes.push(...sample.notes.map((text) => ({ path: sample.name, text })));
      const columns = new Map<string, Inferred>();
      const moments: Moments[] = [];
      for (const column of sample.columns) {
        const inferred = await inferColumn(bench, sample, column);
        columns.set(column.name, inferred);
        if (inferred.moment !== undefined) moments.push({ name: column.name, sql: inferred.moment });
        notes.push(...inferred.notes.map((text) => ({ path: `${sample.name}.${column.name}`, text })));
      }
      for (const [name, order] of await orderOf(bench, sample.id, moments)) {
        const inferred = columns.get(name)!;
        columns.set(name, { ...inferred, statistics: { ...inferred.statistics, ...order } });
      }
      tables.push({ sample, columns });
    }
    const references = await findReferences(bench, tables);
    const found: CatalogueTable[] = [];
    for (const known of tables) {
      const table = toTable(known, references, notes);
      const isReferred = references.some(({ table: from, to }) => to === table.name && from !== to);
      const isShort = isReferred && known.sample.rows <= MOST_LISTED;
      found.push(isShort ? { ...table, listed: await listOf(bench, known) } : table);
    }
    return { origin: "sample", tables: found, notes };
  } finally {
    await bench.close();
  }
}
