import { describe, expect, it, test } from "vitest";
import { childWeights, type Per } from "./children.ts";

function meanOf(per: Omit<Per, "per">): number {
  const spread = childWeights({ per: "parents", ...per });
  if ("complaint" in spread) throw new Error(spread.complaint);
  const sum = spread.weights.reduce((a, b) => a + b, 0);
  return spread.weights.reduce((moment, w, k) => moment + (w / sum) * (spread.min + k), 0);
}

function complaintOf(per: Omit<Per, "per">): string {
  const spread = childWeights({ per: "parents", ...per });
  return "complaint" in spread ? spread.complaint : "";
}

describe("the mean of the weights is the mean asked for", () => {
  const ranges = [
    [0, 10, 0.001],
    [0, 10, 3],
    [0, 10, 9.999],
    [1, 1000, 1.5],
    [0, 1000, 999.9],
    [0, 100_000, 2],
    [0, 100_000, 99_999],
    [900_000, 1_000_000, 950_123],
  ] as const;
  const names = ["uniform", "exponential", "poisson", "zipf"] as const;
  const cases = names.flatMap((distribution) =>
    ranges
      .filter(([min, max, mean]) => distribution !== "zipf" || mean <= (min + max) / 2)
      .map(([min, max, mean]) => ({ distribution, min, max, mean })),
  );
  it.each(cases)("$distribution from $min to $max around $mean", (per) => {
    expect(Math.abs(meanOf(per) / per.mean - 1)).toBeLessThan(1e-6);
  });
});

test("a distribution's own mean counts, and sets the greatest number where none is given", () => {
  for (const name of ["exponential", "poisson"] as const) {
    const distribution = { [name]: { mean: 30 } } as unknown as Per["distribution"] & object;
    expect(meanOf({ distribution })).toBeCloseTo(30, 6);
    expect(childWeights({ per: "parents", distribution })).toEqual(
      childWeights({ per: "parents", distribution: name, mean: 30 }),
    );
    expect(childWeights({ per: "parents", distribution, mean: 30 })).toEqual(
      childWeights({ per: "parents", distribution }),
    );
    expect(complaintOf({ distribution, mean: 31 })).toBe(`mean is 31, but ${name} says 30.`);
    expect(complaintOf({ distribution, max: 20 })).toContain("a mean of 30 cannot come from 0 to 20");
  }
});

test("the s of zipf counts, and leaves no room for a mean", () => {
  const distribution = { zipf: { s: 2 } };
  const spread = childWeights({ per: "parents", distribution, min: 1, max: 3 });
  expect("weights" in spread && spread.weights).toEqual([1, 1 / 4, 1 / 9]);
  expect(complaintOf({ distribution, mean: 2 })).toContain("the s of zipf decides the mean");
});
