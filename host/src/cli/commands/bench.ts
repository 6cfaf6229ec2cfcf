import { existsSync } from "node:fs";
import { cpus } from "node:os";
import { fileURLToPath } from "node:url";
import { deliveredTables, formats, SchemaError } from "@semblance/engine";
import type { Command } from "commander";
import { equip, openPress, pressWhole, type Job } from "../../jobs/press.ts";
import { newCommand, planDocument, wholeNumber } from "../options.ts";
import { bytesText, rateText, say, sayJson, tell } from "../print.ts";

interface Options {
  readonly seconds: number;
  readonly json?: true;
}

const CHUNK_ROWS = 131_072;
const FULL = fileURLToPath(new URL("../../../../bench/run.ts", import.meta.url));

async function bench(schema: string, { seconds, json }: Options): Promise<void> {
  const { plan, document } = await planDocument(schema, { now: "2026-01-01" });
  const table = deliveredTables(plan)[0]?.header.table;
  if (table === undefined) throw new SchemaError([]);
  const results = [];
  for (const { name } of formats) {
    const files = [{ table, from: 0, to: Number.MAX_SAFE_INTEGER }];
    const job: Job = { document, format: name, options: {}, gzip: false, files };
    const press = openPress(await equip(plan, job));
    let rows = 0;
    let bytes = 0;
    let began = performance.now();
    const spare: ArrayBuffer[] = [];
    for (let chunk = 0; performance.now() - began < seconds * 1000; chunk++) {
      const rowsFrom = chunk * CHUNK_ROWS;
      const part = pressWhole(press, { file: 0, from: rowsFrom, to: rowsFrom + CHUNK_ROWS, bytes: 0 }, spare);
      spare.push(...part.pieces.map((piece) => piece.buffer));
      if (chunk === 0) began = performance.now(); // the first one warms up
      else {
        rows += CHUNK_ROWS;
        bytes += part.info.bytes;
      }
    }
    const elapsed = (performance.now() - began) / 1000;
    results.push({
      format: name,
      rowsPerSecond: Math.round(rows / elapsed),
      bytesPerSecond: Math.round(bytes / elapsed),
    });
  }
  const machine = `${cpus()[0]?.model ?? "unknown processor"}, Node ${process.versions.node}`;
  if (json === true) {
    sayJson({ schema, table, machine, results });
    return;
  }
  say(`${table} of ${schema}, one thread, written to nothing; ${machine}`);
  for (const { format, rowsPerSecond, bytesPerSecond } of results) {
    say(`${format.padEnd(8)} ${rateText(rowsPerSecond).padStart(12)} ${bytesText(bytesPerSecond).padStart(8)}/s`);
  }
  if (existsSync(FULL)) tell("`npm run bench` measures every claim.");
}

export function command(): Command {
  return newCommand(["bench", "bench shop.yaml --seconds 5"])
    .argument("[schema]", "the schema whose first table is made", "user")
    .option("--seconds <n>", "how long per format", wholeNumber("--seconds", 1), 1)
    .action(bench);
}
