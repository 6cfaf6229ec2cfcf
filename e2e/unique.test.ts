import { mkdtempSync, openSync, closeSync, rmSync, writeSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { DuckDBInstance } from "@duckdb/node-api";
import { compile, formatOf, generate, openMachine, type PartInfo } from "@semblance/engine";
import { expect, it } from "vitest";

const ROWS = 10_000_000;

const fields = {
  email: { type: "internet.email", unique: true },
  number: { type: "integer", min: 0, max: 12_000_000, unique: true },
  code: { type: "pattern", pattern: "??-#####", unique: true },
  iban: { type: "finance.iban", unique: true },
};

it("unique fields stay unique at ten million rows, as DuckDB counts them", async () => {
  const { plan, issues } = compile({ seed: 5, tables: { t: { rows: ROWS, fields } } }, { now: Date.UTC(2026, 0, 1) });
  if (plan === undefined) throw new Error(JSON.stringify(issues));
  const folder = mkdtempSync(join(tmpdir(), "semblance-unique-"));
  try {
    const file = join(folder, "t.parquet");
    const fd = openSync(file, "w");
    const encoder = formatOf("parquet").open(plan.tables[0]!.header, {});
    const machine = openMachine();
    const writer = encoder.writer(machine);
    writeSync(fd, encoder.head());
    const infos: PartInfo[] = [];
    const step = encoder.grainRows * 4;
    for (let from = 0; from < ROWS; from += step) {
      const part = writer.part(from, (bytes) => writeSync(fd, bytes));
      for (const batch of generate(plan, { table: "t", from, to: Math.min(ROWS, from + step) }, machine))
        part.write(batch);
      infos.push(part.end());
    }
    writeSync(fd, encoder.foot(infos));
    closeSync(fd);
    const duck = await (
      await DuckDBInstance.create(":memory:", { memory_limit: "3GB", temp_directory: folder })
    ).connect();
    for (const name of Object.keys(fields)) {
      const twice = (
        await duck.runAndReadAll(`SELECT count(*) - count(DISTINCT "${name}") FROM '${file}'`)
      ).getRows()[0]![0];
      expect([name, Number(twice)]).toEqual([name, 0]);
    }
  } finally {
    rmSync(folder, { recursive: true });
  }
});
