import { createHash } from "node:crypto";
import { compile, formatOf, generate, openMachine, prepare, tableOf, type Plan } from "@semblance/engine";
import { parse } from "yaml";

const DAY_MS = 86_400_000;

/** The plan of a document, made in Node; `now` is today's midnight, as the page has it. */
export async function planOf(text: string): Promise<Plan> {
  const document: unknown = parse(text, { stringKeys: true });
  const now = Math.floor(Date.now() / DAY_MS) * DAY_MS;
  const { plan, issues } = compile(document, await prepare(document, { now }));
  if (plan === undefined) throw new Error(JSON.stringify(issues));
  return plan;
}

/** Rows [from, to) of a table as a file's bytes. */
export function encode(plan: Plan, table: string, format: string, from: number, to: number): Buffer {
  const encoder = formatOf(format).open(tableOf(plan, table).header, { from });
  const machine = openMachine();
  const pieces: Uint8Array[] = [encoder.head()];
  const part = encoder.writer(machine).part(from, (bytes) => pieces.push(bytes.slice()));
  for (const batch of generate(plan, { table, from, to }, machine)) part.write(batch);
  const info = part.end(); // may still write
  return Buffer.concat([...pieces, encoder.foot([info])]);
}

/** SHA-256, in hexadecimal. */
export const hashOf = (bytes: Uint8Array): string => createHash("sha256").update(bytes).digest("hex");
