import type { Column, Dictionary } from "../batch/column.ts";
import { andValid } from "../batch/valid.ts";
import { invariant } from "../errors.ts";
import type { Kernel } from "../plan/plan.ts";
import { rowNumbers } from "../random/rows.ts";
import { bits } from "../random/stream.ts";
import { splitCells, type Shape } from "../random/total.ts";

function addressOf(column: Column | undefined): number {
  invariant(column?.layout === "f64", "places and totals are numbers");
  return column.at;
}

/** The group in which a place lies: the last one that starts at or before it and is not empty. */
function groupAt(starts: readonly number[], place: number): number {
  let low = 0,
    high = starts.length - 2;
  while (low < high) {
    const middle = (low + high + 1) >>> 1;
    if (starts[middle]! <= place) low = middle;
    else high = middle - 1;
  }
  return low;
}

/** Cells of input 0, places, whose sum over group g, places [starts[g], starts[g + 1]), is `totals[g]`. */
export function shareOfGroup(starts: readonly number[], totals: readonly number[], shape: Shape): Kernel {
  return {
    run({ machine, rows, inputs, key }) {
      const places = addressOf(inputs[0]);
      const [firsts, counts, sums] = [0, 1, 2].map(() => machine.alloc(rows.length * 8)) as [number, number, number];
      const { f64 } = machine;
      let group = 0;
      for (let i = 0; i < rows.length; i++) {
        const place = f64[places / 8 + i]!;
        if (place < starts[group]! || place >= starts[group + 1]!) group = groupAt(starts, place);
        f64[firsts / 8 + i] = starts[group]!;
        f64[counts / 8 + i] = starts[group + 1]! - starts[group]!;
        f64[sums / 8 + i] = totals[group]!;
      }
      const at = splitCells(machine, key, rows.length, { places, firsts, counts, totals: sums }, shape);
      return [{ layout: "f64", at, valid: 0 }];
    },
  };
}

/** Cells that add up, over the siblings of a row, to `factor` times input 0, the parent's total; inputs 1 and 2 are the first sibling's row number and their count. */
export function shareOfParent(factor: number, shape: Shape): Kernel {
  return {
    run({ machine, rows, inputs, key }) {
      const [total, firsts, counts] = inputs.map(addressOf) as [number, number, number];
      const totals = machine.alloc(rows.length * 8);
      const places = rowNumbers(machine, rows);
      const { f64 } = machine;
      for (let i = 0; i < rows.length; i++) f64[totals / 8 + i] = f64[total / 8 + i]! * factor;
      const at = splitCells(machine, key, rows.length, { places, firsts, counts, totals }, shape);
      return [
        {
          layout: "f64",
          at,
          valid: inputs.reduce((valid, input) => andValid(machine, valid, input.valid, rows.length), 0),
        },
      ];
    },
  };
}

/** Word g where input 0, a place, lies in group g. */
export function wordOfGroup(starts: readonly number[], dictionary: Dictionary): Kernel {
  return {
    run({ machine, rows, inputs }) {
      const places = addressOf(inputs[0]);
      const at = machine.alloc(rows.length * 4);
      const { f64, u32 } = machine;
      for (let i = 0; i < rows.length; i++) u32[at / 4 + i] = groupAt(starts, f64[places / 8 + i]!);
      return [{ layout: "dict", at, valid: 0, dictionary }];
    },
  };
}

/** First and last moment of a group, both inside, in cells. */
export interface Period {
  readonly first: number;
  readonly last: number;
}

/**
 * A moment of period g where input 0, a place, lies in group g: drawn, a multiple of `step` past the first, or with `even` those of a group spread
 * over its days, no day twice as long as there are days enough.
 */
export function momentOfGroup(
  starts: readonly number[],
  periods: readonly Period[],
  step: number,
  even: boolean,
): Kernel {
  return {
    run({ machine, rows, inputs, key }) {
      const n = rows.length;
      const places = addressOf(inputs[0]);
      const at = even ? machine.alloc(n * 8) : bits(machine, rows, key, 0, 2);
      const low = machine.alloc(n * 8),
        high = machine.alloc(n * 8);
      const { f64 } = machine;
      for (let i = 0; i < n; i++) {
        const place = f64[places / 8 + i]!;
        const group = groupAt(starts, place);
        const { first, last } = periods[group]!;
        f64[low / 8 + i] = first;
        f64[high / 8 + i] = last;
        if (even) {
          const count = starts[group + 1]! - starts[group]!;
          f64[at / 8 + i] = first + Math.floor(((place - starts[group]!) * (last - first + 1)) / count);
        }
      }
      if (!even) machine.loops.uniformIntegerWithin(at, n, low, high, step, at);
      return [{ layout: "f64", at, valid: 0 }];
    },
  };
}
