import { readFileSync } from "node:fs";
import {
  deliveredTables,
  compile,
  formatOf,
  generate,
  openMachine,
  parseText,
  prepare,
  type FormatOptions,
  type Plan,
} from "@semblance/engine";

const NOW = Date.UTC(2026, 0, 1);

/** The plan of one of `examples/`. */
export async function planOf(template: string): Promise<Plan> {
  const { document } = parseText(readFileSync(new URL(`../examples/${template}.yaml`, import.meta.url), "utf8"));
  const { plan, issues } = compile(document, await prepare(document, { now: NOW }));
  if (plan === undefined) throw new Error(issues.map((i) => `${i.path}: ${i.message}`).join("\n"));
  return plan;
}

/** Rows [0, rows) of the plan's first delivered table in a format, to the sink, on this thread. */
export function writeOurs(
  plan: Plan,
  format: string,
  rows: number,
  sink: (bytes: Uint8Array) => void,
  options: FormatOptions = {},
): void {
  const table = deliveredTables(plan)[0]!;
  const encoder = formatOf(format).open(table.header, options);
  const machine = openMachine();
  const writer = encoder.writer(machine);
  sink(encoder.head());
  const infos = [];
  for (let from = 0; from < rows;) {
    const to = Math.min(rows, from + Math.max(encoder.grainRows, 1 << 20));
    const part = writer.part(from, sink);
    for (const batch of generate(plan, { table: table.header.table, from, to }, machine)) part.write(batch);
    infos.push(part.end());
    from = to;
  }
  sink(encoder.foot(infos));
}
