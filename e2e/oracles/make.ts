/** Writes files of a table with every kind of column, and what they must hold: `node e2e/oracles/make.ts <folder>`. */
import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { arrow } from "../../engine/src/formats/arrow.ts";
import { cellsOf, encodeParts, everyKind } from "../../engine/src/formats/every-kind.ts";
import type { Encoder } from "../../engine/src/formats/format.ts";
import { loadZstd } from "../../engine/src/formats/parquet-zstd.ts";
import { parquet } from "../../engine/src/formats/parquet.ts";
import { xlsx } from "../../engine/src/formats/xlsx.ts";

const ROWS = [0, 1, 5000];

const folder = process.argv[2];
if (folder === undefined) throw new Error("make: expected a folder; found none");
const zstd = await loadZstd();
const encoders: Readonly<Record<string, Encoder>> = {
  "none.parquet": parquet.open(everyKind, { compression: "none" }),
  "snappy.parquet": parquet.open(everyKind, { compression: "snappy" }),
  "zstd.parquet": parquet.open(everyKind, { compression: "zstd", zstd }),
  "every-kind.arrow": arrow.open(everyKind, {}),
  "every-kind.xlsx": xlsx.open(everyKind, {}),
};
for (const rows of ROWS) {
  const place = join(folder, `rows-${rows}`);
  mkdirSync(place, { recursive: true });
  const columns = everyKind.columns.map(({ name, kind, nullable, scale, millis }) => ({ name, kind, nullable, scale, millis }));
  writeFileSync(join(place, "columns.json"), JSON.stringify(columns));
  const lines = cellsOf(everyKind, 0, rows).map((row) => `${JSON.stringify(row)}\n`);
  writeFileSync(join(place, "expected.jsonl"), lines.join(""));
  for (const [name, encoder] of Object.entries(encoders))
    writeFileSync(join(place, name), encodeParts(encoder, everyKind, [0, rows]).bytes);
}
