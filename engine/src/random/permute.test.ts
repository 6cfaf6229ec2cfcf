import { expect, test } from "vitest";
import { gammaCdf } from "../math/gamma.ts";
import { openMachine } from "../wasm/machine.ts";
import { streamKey } from "./stream.ts";

const machine = openMachine();
const { k0, k1 } = streamKey("permute");

function permuted(size: number, from: number, length: number, key = { k0, k1 }): Float64Array {
  const at = machine.alloc(length * 8);
  machine.loops.permute(key.k0, key.k1, size, from, 0, length, at);
  return machine.f64.slice(at / 8, at / 8 + length);
}

test("the keyed bijection is one, for every small size and some larger ones", () => {
  for (const size of [
    ...Array.from({ length: 600 }, (_, i) => i + 1),
    1000,
    4095,
    4096,
    4097,
    65_536,
    100_003,
    1_000_000,
  ]) {
    machine.release();
    const seen = new Uint8Array(size);
    for (const y of permuted(size, 0, size)) seen[y]!++;
    expect(
      seen.every((count) => count === 1),
      String(size),
    ).toBe(true);
  }
});

test("in large sizes a million rows have a million values, all within", () => {
  for (const size of [2 ** 31 - 1, 2 ** 32, 2 ** 32 + 1, 10 ** 12, 2 ** 52 + 12_345, 2 ** 53]) {
    machine.release();
    const values = permuted(size, 0, 1_000_000).sort();
    expect(values[0]!).toBeGreaterThanOrEqual(0);
    expect(values.at(-1)!).toBeLessThan(size);
    for (let i = 1; i < values.length; i++)
      if (values[i] === values[i - 1]) throw new Error(`${values[i]} twice in ${size}`);
    // Spread evenly: 1,000 bins, chi-square.
    const bins = new Float64Array(1000);
    for (const v of values) bins[Math.floor((v / size) * 1000)]!++;
    const chi = bins.reduce((sum, count) => sum + (count - 1000) ** 2 / 1000, 0);
    expect(1 - gammaCdf(999 / 2, chi / 2)).toBeGreaterThan(1e-6);
  }
});

test("over many keys each place of a small bijection is equally likely to go anywhere", () => {
  for (const size of [3, 5, 7, 16, 33]) {
    const counts = new Float64Array(size * size),
      keys = 20_000;
    for (let seed = 0; seed < keys; seed++) {
      machine.release();
      const key = { k0: Math.imul(seed, 0x9e3779b1) >>> 0, k1: seed };
      permuted(size, 0, size, key).forEach((y, x) => counts[x * size + y]!++);
    }
    const chi = counts.reduce((sum, count) => sum + (count - keys / size) ** 2 / (keys / size), 0);
    expect(1 - gammaCdf((size - 1) ** 2 / 2, chi / 2), `size ${size}`).toBeGreaterThan(1e-6);
  }
});

test("neighbours do not stay neighbours", () => {
  machine.release();
  const size = 1_000_000,
    values = permuted(size, 0, size);
  let sum = 0,
    near = 0;
  for (let i = 1; i < size; i++) {
    sum += (values[i]! / size - 0.5) * (values[i - 1]! / size - 0.5);
    if (Math.abs(values[i]! - values[i - 1]!) <= 5) near++;
  }
  expect(Math.abs((sum / size) * 12)).toBeLessThan(5 / Math.sqrt(size));
  expect(Math.abs(near - 10)).toBeLessThan(25);
});

test("the bijection by magnitude keeps digits and is injective to 10^7, and works beyond 2^32", () => {
  machine.release();
  const n = 10_000_000;
  const at = machine.alloc(n * 8);
  machine.loops.permuteByMagnitude(k0, k1, 0, 0, n, at);
  const seen = new Uint8Array(n);
  const values = machine.f64.subarray(at / 8, at / 8 + n);
  let wrong = 0;
  for (let i = 0, top = 10; i < n; i++) {
    if (i === top) top *= 10;
    const y = values[i]!;
    if (y >= top || (i >= 10 && y < top / 10) || seen[y]! > 0) wrong++;
    seen[y] = 1;
  }
  expect(wrong).toBe(0);
  for (const from of [1e9 - 2, 1e10 + 7, 1e12, 9e14]) {
    machine.loops.permuteByMagnitude(k0, k1, from, 0, 4, at);
    for (let i = 0; i < 4; i++) expect(String(machine.f64[at / 8 + i]).length).toBe(String(from + i).length);
  }
});
