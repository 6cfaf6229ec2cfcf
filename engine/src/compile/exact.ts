import { exactShares } from "../kernels/exact.ts";
import type { Dictionary } from "../batch/column.ts";
import { z } from "zod";
import type { Made } from "./field-type.ts";

/** The parameter of types whose shares can be exact. */
export const exactParam = z
  .boolean()
  .optional()
  .describe(
    "Shares are exact over all rows of the table, nulls too: counts by largest remainder. Then cells depend on the number of rows.",
  );

/** `total` whole units by weight: what is left after rounding down goes to the largest remainders, the first of equals. */
export function byLargestRemainder(total: number, weights: readonly number[]): readonly number[] {
  const sum = weights.reduce((all, weight) => all + weight, 0);
  const exact = weights.map((weight) => (total * weight) / sum);
  const counts = exact.map(Math.floor);
  const order = exact.map((_, k) => k).toSorted((a, b) => exact[b]! - counts[b]! - (exact[a]! - counts[a]!) || a - b);
  let left = total - counts.reduce((all, count) => all + count, 0);
  for (const k of order) if (left-- > 0) counts[k]!++;
  return counts;
}

/** A column of exact shares over so many rows. */
export function exactMade(
  rows: number,
  weights: readonly number[],
  nulls: number,
  cells: { readonly dictionary: Dictionary } | { readonly numbers: readonly number[] },
): Pick<Made, "kernel" | "nullable"> {
  const sum = weights.reduce((all, weight) => all + weight, 0);
  const counts = byLargestRemainder(rows, [...weights.map((weight) => ((1 - nulls) * weight) / sum), nulls]);
  return { kernel: exactShares(rows, counts.slice(0, -1), cells), nullable: counts.at(-1)! > 0 };
}
