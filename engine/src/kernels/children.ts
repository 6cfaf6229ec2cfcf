import type { Kernel } from "../plan/plan.ts";
import { aliasTable } from "../random/alias.ts";
import type { Amounts, Split } from "../random/split.ts";
import { bits, type StreamKey } from "../random/stream.ts";
import { keepNumbers, keptFor } from "../wasm/kept.ts";

/** How many children each parent row has: min + k with the chance of `weights[k]`, from a stream of its own. */
export function childCounts(min: number, weights: readonly number[], key: StreamKey): Amounts {
  const table = aliasTable(weights);
  const kept = keptFor((machine) => keepNumbers(machine, table));
  return (machine, rows) => {
    const address = kept(machine);
    const codes = machine.alloc(rows.length * 4);
    const at = machine.alloc(rows.length * 8);
    machine.loops.alias(bits(machine, rows, key, 0, 1), rows.length, address, weights.length, codes);
    const { f64, u32 } = machine;
    for (let i = 0; i < rows.length; i++) f64[at / 8 + i] = min + u32[codes / 4 + i]!;
    return at;
  };
}

/** The parent's row number of each child row. */
export function parentRows(split: Split): Kernel {
  return { run: ({ machine, rows }) => [{ layout: "f64", at: split.locate(machine, rows).parents, valid: 0 }] };
}
