import { expect, test } from "vitest";
import { openMachine } from "../wasm/machine.ts";
import type { Rows } from "./rows.ts";
import { bits, streamKey, type Width } from "./stream.ts";

const machine = openMachine();

/** Philox4x32-10 as its paper writes it: an independent implementation in whole numbers. */
function philox(key: readonly [number, number], counter: readonly [number, number, number, number]): number[] {
  const low = (x: bigint): bigint => x & 0xffffffffn;
  let [k0, k1] = key.map(BigInt) as [bigint, bigint];
  let [a, b, c, d] = counter.map(BigInt) as [bigint, bigint, bigint, bigint];
  for (let round = 0; round < 10; round++) {
    const p = 0xd2511f53n * a,
      q = 0xcd9e8d57n * c;
    [a, b, c, d] = [(q >> 32n) ^ b ^ k0, low(q), (p >> 32n) ^ d ^ k1, low(p)];
    k0 = low(k0 + 0x9e3779b9n);
    k1 = low(k1 + 0xbb67ae85n);
  }
  return [a, b, c, d].map(Number);
}

function wordsOf(rows: Rows, key: { k0: number; k1: number }, draw: number, width: Width): number[] {
  const at = bits(machine, rows, key, draw, width) / 4;
  return Array.from(machine.u32.subarray(at, at + rows.length * width));
}

function gathered(numbers: readonly number[]): Rows {
  const at = machine.alloc(numbers.length * 8);
  machine.f64.set(numbers, at / 8);
  return { from: 0, length: numbers.length, numbers: at };
}

// https://github.com/DEShawResearch/random123/blob/main/tests/kat_vectors
test("a block is that of the known-answer vectors of Random123", () => {
  const out = machine.alloc(16);
  const blockOf = (k0: number, k1: number, ...counter: readonly [number, number, number, number]): string[] => {
    machine.loops.block(k0, k1, ...counter, out);
    return Array.from(machine.u32.subarray(out / 4, out / 4 + 4), (w) => w.toString(16).padStart(8, "0"));
  };
  expect(blockOf(0, 0, 0, 0, 0, 0)).toEqual(["6627e8d5", "e169c58d", "bc57ac4c", "9b00dbd8"]);
  expect(blockOf(0xffffffff, 0xffffffff, 0xffffffff, 0xffffffff, 0xffffffff, 0xffffffff)).toEqual([
    "408f276d",
    "41c83b0e",
    "a20bc7c6",
    "6d5451fd",
  ]);
  expect(blockOf(0xa4093822, 0x299f31d0, 0x243f6a88, 0x85a308d3, 0x13198a2e, 0x03707344)).toEqual([
    "d16cfe09",
    "94fdcceb",
    "5001e420",
    "24126ea1",
  ]);
});

const key = streamKey(7, "t", "f");

test("row r has the words r * width onwards of its stream's blocks, contiguous or gathered, below and above 2^32", () => {
  for (const width of [1, 2, 4] as const) {
    for (const from of [0, 1, 2, 3, 1001, 2 ** 32 - 3, 2 ** 34 - 9, 2 ** 34 + 5, 2 ** 46 + 1]) {
      for (const length of [1, 2, 3, 4, 5, 33]) {
        machine.release();
        const expected: number[] = [];
        for (let r = from; r < from + length; r++) {
          const first = BigInt(r) * BigInt(width);
          const block = philox([key.k0, key.k1], [Number((first >> 2n) & 0xffffffffn), Number(first >> 34n), 3, width]);
          for (let w = 0; w < width; w++) expected.push(block[Number(first & 3n) + w]!);
        }
        expect(wordsOf({ from, length, numbers: 0 }, key, 3, width)).toEqual(expected);
        const numbers = Array.from({ length }, (_, i) => from + length - 1 - i);
        const reversed: number[] = [];
        for (let i = length - 1; i >= 0; i--) reversed.push(...expected.slice(i * width, (i + 1) * width));
        expect(wordsOf(gathered(numbers), key, 3, width)).toEqual(reversed);
      }
    }
  }
});

test("a key is named by the seed and the exact list of names", () => {
  const keys = [
    streamKey(0),
    streamKey("0"),
    streamKey(0, ""),
    streamKey(0, "a", "b"),
    streamKey(0, "ab"),
    streamKey(0, "a", "", "b"),
    streamKey(1, "a", "b"),
  ].map((k) => `${k.k0} ${k.k1}`);
  expect(new Set(keys).size).toBe(6); // 0 and "0" are the same seed
});

test("neighbouring rows, draws, widths and fields are independent", () => {
  const n = 200_000,
    bound = 5 / Math.sqrt(n);
  const units = (rows: Rows, k: { k0: number; k1: number }, draw: number, width: Width): Float64Array => {
    const words = bits(machine, rows, k, draw, width) / 4;
    return Float64Array.from({ length: n }, (_, i) => machine.u32[words + i * width]! / 2 ** 32 - 0.5);
  };
  const correlation = (a: Float64Array, b: Float64Array, shift = 0): number => {
    let sum = 0;
    for (let i = 0; i < n; i++) sum += a[i]! * b[(i + shift) % n]!;
    return (sum / n) * 12;
  };
  const rows: Rows = { from: 0, length: n, numbers: 0 };
  const base = units(rows, key, 0, 2);
  for (const shift of [1, 2, 3, 4, 7, 64])
    expect(Math.abs(correlation(base, base, shift)), `shift ${shift}`).toBeLessThan(bound);
  for (const other of [
    units(rows, key, 1, 2),
    units(rows, key, 0, 1),
    units(rows, key, 0, 4),
    units(rows, streamKey(7, "t", "g"), 0, 2),
    units(rows, streamKey(8, "t", "f"), 0, 2),
    units(rows, { k0: key.k0 + 1, k1: key.k1 }, 0, 2),
  ]) {
    expect(Math.abs(correlation(base, other))).toBeLessThan(bound);
  }
});

test("nulls come at their rate, and cells past the end are not counted", () => {
  const n = 200_003;
  for (const rate of [0, 0.001, 0.3, 0.5, 1]) {
    machine.release();
    const bitmap = machine.alloc(n / 8 + 1);
    machine.loops.nulls(bits(machine, { from: 5, length: n, numbers: 0 }, key, 0, 1), n, rate, bitmap);
    const nulls = n - machine.loops.countBits(bitmap, n);
    expect(Math.abs(nulls - n * rate)).toBeLessThanOrEqual(5 * Math.sqrt(n * rate * (1 - rate)));
  }
});
