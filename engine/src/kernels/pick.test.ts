import { expect, test } from "vitest";
import type { Column } from "../batch/column.ts";
import { openMachine } from "../wasm/machine.ts";
import { pick } from "./pick.ts";

const machine = openMachine();
const key = { k0: 1, k1: 2 };

function codesOf(words: number, from: number, n: number, weights?: readonly number[]): number[] {
  machine.release();
  const kernel = pick({ words: Array.from({ length: words }, (_, i) => `w${i}`) }, weights);
  const [column] = kernel.run({ machine, rows: { from, length: n, numbers: 0 }, inputs: [], key }) as [
    Extract<Column, { layout: "dict" }>,
  ];
  return Array.from(machine.u32.subarray(column.at / 4, column.at / 4 + n));
}

test.each([2, 1000, 65_536, 65_537, 300_000])(
  "a slice of a column of %i words is that slice of the whole, with and without weights",
  (words) => {
    for (const weights of [undefined, Array.from({ length: words }, (_, i) => 1 + (i % 7))]) {
      const whole = codesOf(words, 0, 100, weights);
      expect(codesOf(words, 41, 30, weights)).toEqual(whole.slice(41, 71));
      expect(whole.every((code) => code < words)).toBe(true);
    }
  },
);

test("weights are kept", () => {
  const n = 100_000;
  const codes = codesOf(4, 0, n, [5, 0, 3, 2]);
  [0.5, 0, 0.3, 0.2].forEach((p, code) => {
    const found = codes.filter((c) => c === code).length;
    expect(Math.abs(found - n * p)).toBeLessThanOrEqual(5 * Math.sqrt(n * p * (1 - p)));
  });
});
