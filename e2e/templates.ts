import { createHash } from "node:crypto";
import { readdirSync, readFileSync } from "node:fs";
import {
  compile,
  formatOf,
  generate,
  openMachine,
  parseText,
  prepare,
  type Machine,
  type PartInfo,
  type Plan,
  type PlannedTable,
} from "@semblance/engine";

/** What `now` means in every frozen file. */
const NOW = Date.UTC(2026, 0, 1);

const folder = new URL("../examples/", import.meta.url);

/** Names of all of `examples/`. */
export const templates: readonly string[] = readdirSync(folder)
  .filter((file) => file.endsWith(".yaml"))
  .map((file) => file.slice(0, -5))
  .sort();

/** The document of a template. */
export function documentOf(template: string): unknown {
  const { document, issues } = parseText(readFileSync(new URL(`${template}.yaml`, folder), "utf8"));
  if (issues.length > 0) throw new Error(`${template}: ${JSON.stringify(issues)}`);
  return document;
}

/** The plan of a template, with so many rows in every table that has a plain number of them; throws where it has issues. */
export async function planOf(template: string, rows?: number): Promise<Plan> {
  const document = documentOf(template) as { tables: Record<string, { rows: unknown }> };
  if (rows !== undefined)
    for (const table of Object.values(document.tables)) if (typeof table.rows !== "object") table.rows = rows;
  const { plan, issues } = compile(document, await prepare(document, { now: NOW }));
  if (plan === undefined) throw new Error(`${template}: ${JSON.stringify(issues, null, 1)}`);
  return plan;
}

/** One table of rows [0, rows) as a file, made in the parts that `cuts` (ascending row numbers) divide it into; one machine for each part where `fresh`. */
export function fileOf(
  plan: Plan,
  table: PlannedTable,
  format: string,
  rows: number,
  cuts: readonly number[] = [],
  fresh = false,
): Uint8Array {
  const encoder = formatOf(format).open(table.header, {});
  const pieces: Uint8Array[] = [encoder.head().slice()];
  const infos: PartInfo[] = [];
  let machine: Machine = openMachine();
  let writer = encoder.writer(machine);
  const edges = [0, ...cuts.filter((cut) => cut > 0 && cut < rows), rows];
  for (let k = 0; k + 1 < edges.length; k++) {
    if (fresh && k > 0) {
      machine = openMachine();
      writer = encoder.writer(machine);
    }
    const part = writer.part(edges[k]!, (view) => pieces.push(view.slice()));
    for (const batch of generate(plan, { table: table.header.table, from: edges[k]!, to: edges[k + 1]! }, machine))
      part.write(batch);
    infos.push(JSON.parse(JSON.stringify(part.end())) as PartInfo);
  }
  pieces.push(encoder.foot(infos).slice());
  return Buffer.concat(pieces);
}

/** SHA-256 in hexadecimal. */
export function sha256(bytes: Uint8Array): string {
  return createHash("sha256").update(bytes).digest("hex");
}
