import { byLargestRemainder } from "../random/remainder.ts";
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
