import { deliveredTables, formatOf, generate, openMachine } from "@semblance/engine";
import { atLeast, atMost, median, short, type Claim, type Figure } from "../claim.ts";
import { planOf } from "../ours.ts";

const ROUNDS = 3;
const MIB = 2 ** 20;

/** A star schema whose months add up to the cent, each day's sales to that day: all five tables to nowhere. */
export const star: Claim = {
  name: "star",
  says: "exact monthly totals and roll-ups stream: `star`, five tables and a million sales, as CSV on one thread",
  async measure(): Promise<readonly Figure[]> {
    const plan = await planOf("star");
    const tables = deliveredTables(plan);
    const rows = tables.reduce((sum, table) => sum + table.rows, 0);
    const rates: number[] = [];
    for (let round = 0; round <= ROUNDS; round++) {
      const before = process.cpuUsage();
      for (const { header, rows: to } of tables) {
        const machine = openMachine();
        const part = formatOf("csv")
          .open(header, {})
          .writer(machine)
          .part(0, () => undefined);
        for (const batch of generate(plan, { table: header.table, from: 0, to }, machine)) part.write(batch);
        part.end();
      }
      const { user, system } = process.cpuUsage(before);
      if (round > 0) rates.push(rows / ((user + system) / 1e6)); // the first round warms up
    }
    return [
      { what: "rows", value: short(rows) },
      atLeast("thousand rows per second of processor time, the median of three", median(rates) / 1000, 700, ""),
      atMost("memory of the process", process.memoryUsage().rss / MIB, 400, " MiB"),
    ];
  },
};
