import type { Dictionary } from "../batch/column.ts";
import type { Kernel } from "../plan/plan.ts";
import { aliasTable } from "../random/alias.ts";
import { bits } from "../random/stream.ts";
import { keepNumbers, keptFor } from "../wasm/kept.ts";

const FINE_COUNT = 65_536; // above it 32 random bits no longer weigh the entries well

/** One word of the dictionary per row, by weight or, without weights, equally likely. Weights are parallel to the words. */
export function pick(dictionary: Dictionary, weights?: readonly number[]): Kernel {
  const count = dictionary.words.length;
  const table = weights === undefined ? undefined : aliasTable(weights);
  const kept = keptFor((machine) => (table === undefined ? 0 : keepNumbers(machine, table)));
  return {
    run({ machine, rows, key }) {
      const at = machine.alloc(rows.length * 4);
      const fine = count > FINE_COUNT;
      const src = bits(machine, rows, key, 0, fine ? 2 : 1);
      if (table === undefined) machine.loops[fine ? "uniformCodeFine" : "uniformCode"](src, rows.length, count, at);
      else if (fine) machine.loops.aliasFine(src, rows.length, kept(machine), count, at);
      else machine.loops.alias(src, rows.length, kept(machine), count, at);
      return [{ layout: "dict", at, valid: 0, dictionary }];
    },
  };
}
