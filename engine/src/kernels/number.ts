import { andValid } from "../batch/valid.ts";
import { invariant } from "../errors.ts";
import type { Kernel } from "../plan/plan.ts";
import { toDrawer } from "../random/distribution.ts";
import type { Bounds, Spread } from "../random/spread.ts";
import { bits } from "../random/stream.ts";

/**
 * The whole numbers from `first` to `last`, `step` apart, as cells: a drawn number x is the cell x * perUnit (100 for a decimal of scale 2).
 * Ends may be infinite where the spread has an extent of its own; then the cells are the multiples of `step`.
 */
export interface Grid {
  readonly first: number;
  readonly last: number;
  readonly step: number;
  readonly perUnit: number;
}

const WHOLE_MOST = Number.MAX_SAFE_INTEGER; // beyond it a double skips whole numbers

/** Number of cells; Infinity where an end is open. */
export function countCells({ first, last, step }: Grid): number {
  return Math.floor((last - first) / step) + 1;
}

/** The numbers that a grid rounds to its cells: half a step beyond either end, so that the ends weigh no less than their neighbours. */
export function gridBounds({ first, last, step, perUnit }: Grid): Bounds {
  return { min: (first - step / 2) / perUnit, max: (last + step / 2) / perUnit };
}

/** Cells of a grid: each equally likely (to 2^-11 of its chance at worst), by rank from the first (zipf), or the nearest to a drawn number. */
export function gridNumber(spread: Spread, grid: Grid): Kernel {
  const { first, step, perUnit } = grid;
  if (spread.kind === "uniform") {
    const count = countCells(grid);
    return {
      run({ machine, rows, key }) {
        const at = bits(machine, rows, key, 0, 2);
        machine.loops.uniformMultiple(at, rows.length, first, step, count, at);
        return [{ layout: "f64", at, valid: 0 }];
      },
    };
  }
  if (spread.kind === "zipf") {
    const draw = toDrawer(spread, { min: 0, max: countCells(grid) - 1 });
    return {
      run({ machine, rows, key }) {
        const at = draw(machine, rows, key);
        machine.loops.affine(at, rows.length, step, first);
        return [{ layout: "f64", at, valid: 0 }];
      },
    };
  }
  const origin = first === -Infinity ? 0 : first;
  const min = Math.max(first, -WHOLE_MOST),
    max = Math.min(grid.last, WHOLE_MOST);
  const draw = toDrawer(spread, gridBounds(grid));
  return {
    run({ machine, rows, key }) {
      const at = draw(machine, rows, key);
      machine.loops.toCells(at, rows.length, origin / perUnit, step / perUnit, origin, step, min, max);
      return [{ layout: "f64", at, valid: 0 }];
    },
  };
}

/** Any numbers of the closed bounds. */
export function floatNumber(spread: Spread, bounds: Bounds): Kernel {
  const draw = toDrawer(spread, bounds);
  return { run: ({ machine, rows, key }) => [{ layout: "f64", at: draw(machine, rows, key), valid: 0 }] };
}

/** 1 with chance `share`, otherwise 0. */
export function chance(share: number): Kernel {
  return {
    run({ machine, rows, key }) {
      const at = machine.alloc(rows.length * 8);
      machine.loops.chances(bits(machine, rows, key, 0, 1), rows.length, share, at);
      return [{ layout: "f64", at, valid: 0 }];
    },
  };
}

/**
 * Uniform between the row's own bounds, inputs 0 (low) and 1 (high), in cells. Low and high are brought to the cell's unit by the factors; with
 * step 0 any number between them, otherwise low rounded up, high rounded down, and whole multiples of the step from low on. Where low > high
 * the cell is low.
 */
export function numberWithin(step: number, lowFactor: number, highFactor: number): Kernel {
  return {
    run({ machine, rows, inputs, key }) {
      const [low, high] = inputs;
      invariant(low?.layout === "f64" && high?.layout === "f64", "bounds are numbers");
      const { loops } = machine,
        n = rows.length;
      const at = bits(machine, rows, key, 0, 2);
      const from = machine.alloc(n * 8),
        to = machine.alloc(n * 8);
      loops.scaleBound(low.at, n, lowFactor, step === 0 ? 0 : 1, from);
      loops.scaleBound(high.at, n, highFactor, step === 0 ? 0 : -1, to);
      if (step === 0) {
        loops.uniform(at, n, 0, 1, at);
        loops.stretchWithin(at, n, from, to, 0);
      } else loops.uniformIntegerWithin(at, n, from, to, step, at);
      return [{ layout: "f64", at, valid: andValid(machine, low.valid, high.valid, n) }];
    },
  };
}
