import { deliveredTables, formatOf, generate, openMachine, type Plan } from "@semblance/engine";
import type { Measure } from "./builder-protocol.ts";

const WARM_ROWS = 256;
const ROWS = 4096;
const MOST_MS = 400; // of all tables together: past this the rest is taken as the mean of those before

/** What each table of a plan costs in a format, measured by making some rows of it. `clock` gives ms. */
export function measure(plan: Plan, name: string, clock: () => number): readonly Measure[] {
  const machine = openMachine();
  const begin = clock();
  const format = formatOf(name);
  const made: Measure[] = [];
  for (const { header, rows } of deliveredTables(plan)) {
    const { table } = header;
    if (rows === 0 || clock() - begin > MOST_MS) {
      const known = made.filter(({ rowBytes }) => rowBytes > 0);
      const mean = (of: (one: Measure) => number): number =>
        known.length === 0 ? 0 : known.reduce((sum, one) => sum + of(one), 0) / known.length;
      made.push({
        table,
        rows,
        rowBytes: mean((one) => one.rowBytes),
        msPerThousand: mean((one) => one.msPerThousand),
      });
      continue;
    }
    const encoder = format.open(header, {});
    const run = (from: number, to: number): { bytes: number; ms: number } => {
      const start = clock();
      let bytes = 0;
      const part = encoder.writer(machine).part(from, (chunk) => (bytes += chunk.length));
      for (const batch of generate(plan, { table, from, to }, machine)) part.write(batch);
      const told = part.end().bytes;
      return { bytes: Math.max(bytes, told), ms: clock() - start };
    };
    run(0, Math.min(rows, WARM_ROWS));
    const to = Math.min(rows, ROWS);
    const { bytes, ms } = run(0, to);
    made.push({ table, rows, rowBytes: bytes / to, msPerThousand: (ms / to) * 1000 });
  }
  return made;
}
