import type { Dictionary } from "../batch/column.ts";
import { invariant } from "../errors.ts";
import type { Kernel, Task } from "../plan/plan.ts";
import { rowRandom, type RowRandom } from "../random/row-random.ts";
import type { Rows } from "../random/rows.ts";
import type { Amounts } from "../random/split.ts";
import { bits, type StreamKey } from "../random/stream.ts";
import type { Machine } from "../wasm/machine.ts";

/** The whole numbers that belong to one parent, one per child, from the parent's random numbers alone. Pushes them to an empty list. */
export type Draws = (random: RowRandom, list: number[]) => void;

/** Calls `visit` with the list of each row. Rows that follow each other and are the same one are drawn once. */
function eachList(
  machine: Machine,
  rows: Rows,
  key: StreamKey,
  draws: Draws,
  visit: (i: number, list: readonly number[]) => void,
): void {
  const words = bits(machine, rows, key, 0, 4) / 4;
  const { u32, f64 } = machine;
  const random = rowRandom();
  const list: number[] = [];
  let last = -1;
  for (let i = 0; i < rows.length; i++) {
    const row = rows.numbers === 0 ? rows.from + i : f64[rows.numbers / 8 + i]!;
    if (row !== last) {
      const at = words + i * 4;
      random.start(u32[at]!, u32[at + 1]!, u32[at + 2]!, u32[at + 3]!);
      list.length = 0;
      draws(random, list);
      last = row;
    }
    visit(i, list);
  }
}

/** How many numbers each parent has: its children. */
export function drawnCounts(draws: Draws, key: StreamKey): Amounts {
  return (machine, rows) => {
    const at = machine.alloc(rows.length * 8);
    eachList(machine, rows, key, draws, (i, list) => {
      machine.f64[at / 8 + i] = list.length;
    });
    return at;
  };
}

/** Each child's own number: input 0 holds the parent's row, input 1 the child's place. With a dictionary the numbers are its codes. */
export function drawnNumbers(draws: Draws, key: StreamKey, dictionary?: Dictionary): Kernel {
  return {
    run({ machine, rows, inputs }: Task) {
      const [parents, ordinals] = inputs;
      invariant(parents?.layout === "f64" && ordinals?.layout === "f64", "children have a parent and a place");
      const n = rows.length;
      const at = machine.alloc(n * 8);
      const parentRows = { from: 0, length: n, numbers: parents.at };
      eachList(machine, parentRows, key, draws, (i, list) => {
        const own = list[machine.f64[ordinals.at / 8 + i]!]!;
        if (dictionary === undefined) machine.f64[at / 8 + i] = own;
        else machine.u32[at / 4 + i] = own;
      });
      return [
        dictionary === undefined ? { layout: "f64", at, valid: 0 } : { layout: "dict", at, valid: 0, dictionary },
      ];
    },
  };
}
