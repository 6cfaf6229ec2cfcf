import { andValid } from "../batch/valid.ts";
import { invariant } from "../errors.ts";
import type { Kernel } from "../plan/plan.ts";
import { toDrawer } from "../random/distribution.ts";
import type { Spread } from "../random/spread.ts";
import { bits } from "../random/stream.ts";

/** Moments from `first` to `last`, whole multiples of `step` from `first` on: days for a date, ms for all else. */
export interface Interval {
  readonly first: number;
  readonly last: number;
  readonly step: number;
}

/** Moments of a fixed interval. `spread` is over the interval as [0, 1]; each moment holds an equal part of it. */
export function moment(spread: Spread, { first, last, step }: Interval): Kernel {
  const count = Math.floor((last - first) / step) + 1;
  if (spread.kind === "uniform") {
    return {
      run({ machine, rows, key }) {
        const at = bits(machine, rows, key, 0, 2);
        machine.loops.uniformMultiple(at, rows.length, first, step, count, at);
        return [{ layout: "f64", at, valid: 0 }];
      },
    };
  }
  const draw = toDrawer(spread, { min: 0, max: 1 });
  return {
    run({ machine, rows, key }) {
      const at = draw(machine, rows, key);
      machine.loops.toCells(at, rows.length, 0.5 / count, 1 / count, first, step, first, first + (count - 1) * step);
      return [{ layout: "f64", at, valid: 0 }];
    },
  };
}

/** An interval per row. Inputs are `after` if there is one, then `before` if there is one; all in the unit of the cells. */
export interface Limits extends Interval {
  /** What brings the input `after` to the unit of the cells, or undefined without one. */
  readonly after?: number;
  readonly before?: number;
  /** At most this far past `after`; Infinity for any. */
  readonly within: number;
  /** The smallest unit that cells have: 1 day, 1000 ms or 1 ms. */
  readonly unit: number;
  /** Whether the moment may be earlier on the same day or second as `after`: for dates after a datetime. */
  readonly same: boolean;
}

const NO_LIMIT = { layout: "f64", at: 0, valid: 0 } as const;

/**
 * Moments between the row's own limits, which count as inside. `spread` is over the interval as [0, 1]. Where the limits leave nothing the
 * cell is `after` (so never before it) or, without it, `before`.
 */
export function momentWithin(spread: Spread, limits: Limits): Kernel {
  const draw = spread.kind === "uniform" ? undefined : toDrawer(spread, { min: 0, max: 1 });
  return {
    run({ machine, rows, inputs, key }) {
      const n = rows.length,
        { loops } = machine;
      const after = limits.after === undefined ? NO_LIMIT : inputs[0];
      const before = limits.before === undefined ? NO_LIMIT : inputs[inputs.length - 1];
      invariant(after?.layout === "f64" && before?.layout === "f64", "limits are moments");
      const at = draw === undefined ? bits(machine, rows, key, 0, 2) : draw(machine, rows, key);
      const low = machine.alloc(n * 8),
        high = machine.alloc(n * 8);
      const { first, last, step, within, unit, same } = limits;
      loops.momentBounds(
        n,
        after.at,
        limits.after ?? 1,
        before.at,
        limits.before ?? 1,
        first,
        last,
        within,
        unit,
        same,
        low,
        high,
      );
      if (draw === undefined) loops.uniformIntegerWithin(at, n, low, high, step, at);
      else loops.stretchWithin(at, n, low, high, step);
      return [{ layout: "f64", at, valid: andValid(machine, after.valid, before.valid, n) }];
    },
  };
}
