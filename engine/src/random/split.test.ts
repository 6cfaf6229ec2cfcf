import { expect, test } from "vitest";
import { openMachine, type Machine } from "../wasm/machine.ts";
import { toDrawer } from "./distribution.ts";
import type { Rows } from "./rows.ts";
import { evenSplit, openSplit, splitTotal, type Amounts } from "./split.ts";
import { streamKey } from "./stream.ts";

const machine = openMachine();
const key = streamKey("split");
const poisson = toDrawer({ kind: "poisson", mean: 2.5 }, { min: 0, max: 12 });
const counts: Amounts = (m, rows) => poisson(m, rows, key);

function slice(from: number, to: number): Rows {
  return { from, length: to - from, numbers: 0 };
}
function gathered(numbers: readonly number[]): Rows {
  const at = machine.alloc(numbers.length * 8);
  machine.f64.set(numbers, at / 8);
  return { from: 0, length: numbers.length, numbers: at };
}
function read(m: Machine, at: number, n: number): number[] {
  return Array.from(m.f64.subarray(at / 8, at / 8 + n));
}
function locate(split: ReturnType<typeof openSplit>, rows: Rows): number[][] {
  const { parents, ordinals } = split.locate(machine, rows);
  const p = read(machine, parents, rows.length),
    o = read(machine, ordinals, rows.length);
  return p.map((parent, i) => [parent, o[i]!]);
}

for (const parents of [1, 5, 1023, 1024, 1025, 5000]) {
  test(`children of ${parents} parents: the whole is the parents' counts in order, and any slice or gather is that of the whole`, () => {
    machine.release();
    const split = openSplit({ parents, counts });
    const sizes = read(machine, counts(machine, slice(0, parents)), parents);
    expect(split.total).toBe(sizes.reduce((a, b) => a + b, 0));
    const whole = locate(split, slice(0, split.total));
    expect(whole).toEqual(sizes.flatMap((size, parent) => Array.from({ length: size }, (_, k) => [parent, k])));
    for (let from = 0; from < split.total; from += 997) {
      const to = Math.min(split.total, from + 333);
      expect(locate(split, slice(from, to))).toEqual(whole.slice(from, to));
    }
    const some = Array.from({ length: split.total && 500 }, (_, i) => (i * 7919) % split.total);
    expect(locate(split, gathered(some))).toEqual(some.map((child) => whole[child]));
    const { firsts, counts: own } = split.childrenOf(machine, gathered([parents - 1, 0]));
    expect(read(machine, own, 2)).toEqual([sizes.at(-1), sizes[0]]);
    expect(read(machine, firsts, 2)).toEqual([split.total - sizes.at(-1)!, 0]);
  });
}

test.each([0, 1, 3, 1000])("where each parent has %i children nothing need be counted", (each) => {
  machine.release();
  const parents = 1500;
  const same: Amounts = (m, rows) => {
    const at = m.alloc(rows.length * 8);
    m.f64.fill(each, at / 8, at / 8 + rows.length);
    return at;
  };
  const [even, counted] = [evenSplit({ parents, each }), openSplit({ parents, counts: same })];
  expect([even.total, even.least, even.most]).toEqual([counted.total, counted.least, counted.most]);
  const some = Array.from({ length: even.total && 500 }, (_, i) => (i * 7919) % even.total);
  expect(locate(even, gathered(some))).toEqual(locate(counted, gathered(some)));
  const owners = gathered([1499, 0, 0, 77]);
  const [a, b] = [even.childrenOf(machine, owners), counted.childrenOf(machine, owners)];
  expect(read(machine, a.firsts, 4)).toEqual(read(machine, b.firsts, 4));
  expect(read(machine, a.counts, 4)).toEqual(read(machine, b.counts, 4));
});

test("any child of a billion parents is found at once", () => {
  machine.release();
  const split = evenSplit({ parents: 1e9, each: 3 });
  expect(locate(split, slice(2_999_999_998, 3_000_000_000))).toEqual([
    [999_999_999, 1],
    [999_999_999, 2],
  ]);
});

test("a split whose machine has grown lets it go", () => {
  const seen = new Set<Machine>();
  const wide: Amounts = (m, rows) => {
    seen.add(m);
    m.keep(9 << 20);
    return m.alloc(rows.length * 8);
  };
  for (let k = 0; k < 3; k++) openSplit({ parents: 1, counts: wide });
  expect(seen.size).toBe(3);
  const small = new Set<Machine>();
  for (let k = 0; k < 3; k++)
    openSplit({
      parents: 1,
      counts: (m, rows) => {
        small.add(m);
        return m.alloc(rows.length * 8);
      },
    });
  expect(small.size).toBe(1);
});

test("parents added later leave old children where they are", () => {
  machine.release();
  const before = openSplit({ parents: 1500, counts }),
    after = openSplit({ parents: 9000, counts });
  expect(locate(after, slice(0, before.total))).toEqual(locate(before, slice(0, before.total)));
});

test("parents without children are passed over, also whole blocks of them", () => {
  machine.release();
  const rare: Amounts = (m, rows) => {
    const at = m.alloc(rows.length * 8);
    for (let i = 0; i < rows.length; i++) m.f64[at / 8 + i] = (rows.from + i) % 3000 === 2999 ? 2 : 0;
    return at;
  };
  const split = openSplit({ parents: 10_000, counts: rare });
  expect(locate(split, slice(0, 6))).toEqual([
    [2999, 0],
    [2999, 1],
    [5999, 0],
    [5999, 1],
    [8999, 0],
    [8999, 1],
  ]);
  expect(openSplit({ parents: 0, counts: rare }).total).toBe(0);
});

test("shares of a total are whole, add up to it, and lie within 1 of their proportion, in any slice", () => {
  const gamma = toDrawer({ kind: "gamma", shape: 0.7, scale: 3 }, { min: 0, max: Infinity });
  const weights: Amounts = (m, rows) => gamma(m, rows, key);
  for (const rows of [1, 1000, 5000]) {
    for (const total of [0, 7, 999_999_999_999]) {
      machine.release();
      const shares = splitTotal({ rows, weights, total });
      const whole = read(machine, shares.shareOf(machine, slice(0, rows)), rows);
      expect(whole.reduce((a, b) => a + b, 0)).toBe(total);
      const w = read(machine, weights(machine, slice(0, rows)), rows),
        sum = w.reduce((a, b) => a + b, 0);
      whole.forEach((share, i) => expect(Math.abs(share - (total * w[i]!) / sum)).toBeLessThan(1.01));
      const part = Math.min(rows, 1200);
      expect(read(machine, shares.shareOf(machine, slice(rows - part, rows)), part)).toEqual(whole.slice(-part));
    }
  }
});
