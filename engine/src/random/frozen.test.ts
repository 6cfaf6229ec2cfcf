import { expect, test } from "vitest";
import { openMachine } from "../wasm/machine.ts";
import { aliasTable } from "./alias.ts";
import { toDrawer } from "./distribution.ts";
import frozen from "./frozen.json" with { type: "json" };
import { openSplit } from "./split.ts";
import type { Spread } from "./spread.ts";
import { bits, streamKey, type Width } from "./stream.ts";

// The values in frozen.json may change only with a new edition: they are in everybody's data.
const machine = openMachine();
const key = streamKey(42, "orders", "total");

function hex(values: Float64Array): string[] {
  return Array.from(new BigUint64Array(values.slice().buffer), (x) => x.toString(16).padStart(16, "0"));
}

function read(at: number, n: number): Float64Array {
  return machine.f64.slice(at / 8, at / 8 + n);
}

test("stream keys keep their bits", () => {
  for (const { names, k0, k1 } of frozen.keys)
    expect(streamKey(...(names as [string, ...string[]]))).toEqual({ k0, k1 });
  expect(frozen.keys.length).toBeGreaterThan(3);
});

test("random bits keep theirs", () => {
  expect(frozen.bits.length).toBeGreaterThan(5);
  for (const { from, draw, width, words } of frozen.bits) {
    const at = bits(machine, { from, length: 2, numbers: 0 }, key, draw, width as Width) / 4;
    expect(Array.from(machine.u32.subarray(at, at + 2 * width), (w) => w.toString(16).padStart(8, "0"))).toEqual(words);
  }
});

test("bijections keep their values", () => {
  const at = machine.alloc(64);
  for (const { size, from, values } of frozen.permute) {
    machine.loops.permute(key.k0, key.k1, size, from, 0, values.length, at);
    expect(Array.from(read(at, values.length))).toEqual(values);
  }
  for (const { from, values } of frozen.permuteByMagnitude) {
    machine.loops.permuteByMagnitude(key.k0, key.k1, from, 0, values.length, at);
    expect(Array.from(read(at, values.length))).toEqual(values);
  }
});

test("every distribution keeps its first cells", () => {
  const kinds = new Set<string>();
  for (const { spread, min, max, cells } of frozen.distributions) {
    kinds.add(spread.kind);
    const at = toDrawer(spread as Spread, { min: min ?? -Infinity, max: max ?? Infinity })(
      machine,
      { from: 0, length: cells.length, numbers: 0 },
      key,
    );
    expect(hex(read(at, cells.length)), JSON.stringify(spread)).toEqual(cells);
  }
  expect(kinds.size).toBe(14);
});

test("alias tables and splits keep theirs", () => {
  expect(hex(aliasTable([5, 1, 0, 3.5, 0.25]))).toEqual(frozen.alias);
  const counts = toDrawer({ kind: "poisson", mean: 2.5 }, { min: 0, max: 12 });
  const split = openSplit({ parents: 5000, counts: (m, rows) => counts(m, rows, key) });
  const { parents, ordinals } = split.locate(machine, { from: 6000, length: 4, numbers: 0 });
  expect({
    total: split.total,
    parents: Array.from(read(parents, 4)),
    ordinals: Array.from(read(ordinals, 4)),
  }).toEqual(frozen.split);
});
