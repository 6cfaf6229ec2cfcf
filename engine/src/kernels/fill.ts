import type { Dictionary } from "../batch/column.ts";
import { isPlain, loadWords } from "../batch/words.ts";
import { invariant } from "../errors.ts";
import type { Kernel } from "../plan/plan.ts";
import { bits } from "../random/stream.ts";
import { keptFor } from "../wasm/kept.ts";

const CAPITALS = "ABCDEFGHIJKLMNOPQRSTUVWXYZ";

/** The pattern that dict input 0 holds, with every '#' a digit and every '@' one of the (at most 26) letters; at most 12 of them, from 59 random bits. */
export function fillPatterns(patterns: Dictionary, letters = CAPITALS): Kernel {
  const plain = patterns.words.every((word) => isPlain(word.replaceAll("#", "0").replaceAll("@", "A")));
  const kept = keptFor((machine) => {
    const at = machine.keep(letters.length);
    for (let k = 0; k < letters.length; k++) machine.u8[at + k] = letters.charCodeAt(k);
    return at;
  });
  return {
    run({ machine, rows, inputs, key }) {
      const [input] = inputs;
      invariant(input?.layout === "dict", "patterns are words");
      const n = rows.length;
      const words = loadWords(machine, patterns);
      const alphabet = kept(machine);
      const src = bits(machine, rows, key, 0, 2);
      const offsets = machine.alloc((n + 1) * 4);
      const bytes = machine.alloc(words.longest * n);
      const end = machine.loops.fillPatterns(
        src,
        input.at,
        words.offsets,
        words.bytes,
        alphabet,
        letters.length,
        n,
        offsets,
        bytes,
      );
      machine.trim(bytes, end - bytes);
      return [{ layout: "text", offsets, bytes, valid: input.valid, plain }];
    },
  };
}
