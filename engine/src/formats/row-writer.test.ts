import { describe, expect, it } from "vitest";
import type { Kind, ColumnHeader } from "../batch/column.ts";
import { openMachine } from "../wasm/machine.ts";
import { csv } from "./csv.ts";
import { rawColumn } from "./raw-batch.ts";

/** Numbers as a column of this kind writes them. */
function print(kind: Kind, numbers: Float64Array, more: Partial<ColumnHeader> = {}): readonly string[] {
  const machine = openMachine();
  const header = { table: "t", columns: [rawColumn("n", kind, more)] };
  const pieces: Uint8Array[] = [];
  const part = csv
    .open(header, { headerLine: false })
    .writer(machine)
    .part(0, (view) => pieces.push(view.slice()));
  const at = machine.alloc(numbers.length * 8);
  machine.f64.set(numbers, at / 8);
  part.write({ header, machine, from: 0, length: numbers.length, columns: [{ layout: "f64", at, valid: 0 }] });
  return Buffer.concat(pieces).toString().split("\n").slice(0, -1);
}

let state = 42;
/** 32 bits of a fixed sequence; Steele, Vigna, "LXM", 2021, table 1: a 32-bit mixer. */
function bits(): number {
  state = (state + 0x9e3779b9) >>> 0;
  let z = Math.imul(state ^ (state >>> 16), 0x85ebca6b);
  z = Math.imul(z ^ (z >>> 13), 0xc2b2ae35);
  return (z ^ (z >>> 16)) >>> 0;
}

const many = (count: number, make: (i: number) => number): Float64Array =>
  Float64Array.from({ length: count }, (_, i) => make(i));
/** Index and pair of the first that differ: comparing a million texts by `toEqual` takes long. */
function firstDifference(found: readonly string[], expected: (i: number) => string): string | undefined {
  for (let i = 0; i < found.length; i++) if (found[i] !== expected(i)) return `${i}: ${found[i]} for ${expected(i)}`;
  return undefined;
}

describe("numbers", () => {
  it("floats are what JavaScript prints, so they read back as themselves", () => {
    const word = new Uint32Array(2),
      float = new Float64Array(word.buffer);
    const ofBits = (): number => {
      do word.set([bits(), bits()]);
      while (!Number.isFinite(float[0]));
      return float[0]!;
    };
    const subnormal = (): number => {
      word.set([bits() >>> (bits() & 31), bits() & 0xfffff & (0xfffff >> (bits() % 21))]);
      return float[0]!;
    };
    const unit = (): number => bits() / 2 ** 32 + bits() / 2 ** 64;
    const groups = [
      many(1_000_000, ofBits),
      many(100_000, subnormal),
      many(200_000, () => (unit() - 0.5) * 10 ** (bits() % 24)),
      many(200_000, () => unit() / 10 ** (bits() % 12)),
      many(200_000, () => Math.round(unit() * 1e9) / 10 ** (bits() % 9)),
      many(2 * 2098, (i) => (i % 2 === 0 ? 1 : -1) * 2 ** (Math.floor(i / 2) - 1074)),
      many(620, (i) => Number(`1e${i - 320}`)),
      Float64Array.of(
        -0,
        1e300,
        Number.MAX_VALUE,
        -Number.MAX_VALUE,
        5e-324,
        2 ** 53,
        2 ** 53 + 2,
        0.1 + 0.2,
        1e21,
        1e-7,
        123456789012345680000,
      ),
    ];
    for (const numbers of groups) {
      const found = print("float", numbers);
      expect(found.length).toBe(numbers.length);
      expect(firstDifference(found, (i) => String(numbers[i]))).toBeUndefined();
    }
  });

  it("floats that are no number are null", () => {
    expect(print("float", Float64Array.of(NaN, Infinity, -Infinity, 1))).toEqual(["", "", "", "1"]);
  });

  it("integers are exact up to 2^53 in size", () => {
    const edges = [
      0,
      9,
      10,
      99,
      100,
      2 ** 31,
      2 ** 32 - 1,
      2 ** 32,
      2 ** 32 + 1,
      999_999_999,
      1e9,
      1e9 * 2 ** 32,
      2 ** 53 - 1,
      2 ** 53,
    ];
    const powers = Array.from({ length: 16 }, (_, e) => [10 ** e - 1, 10 ** e, 10 ** e + 1]).flat();
    const numbers = Float64Array.from([
      ...[...edges, ...powers].flatMap((x) => [x, -x]),
      ...many(
        300_000,
        () => (bits() % 2 ? 1 : -1) * Math.floor((bits() * 2 ** 21 + (bits() >>> 11)) / 2 ** (bits() % 53)),
      ),
    ]);
    expect(firstDifference(print("integer", numbers), (i) => BigInt(numbers[i]!).toString())).toBeUndefined();
  });

  it.each([0, 1, 2, 3, 4, 5, 6, 7, 8, 9])("decimals have all %i places", (scale) => {
    const numbers = Float64Array.from([
      0,
      1,
      -1,
      9,
      10,
      99,
      100,
      -100,
      2 ** 32 - 1,
      2 ** 32,
      2 ** 53,
      -(2 ** 53),
      ...many(
        50_000,
        () => (bits() % 2 ? 1 : -1) * Math.floor((bits() * 2 ** 21 + (bits() >>> 11)) / 2 ** (bits() % 53)),
      ),
    ]);
    const expected = (x: number): string => {
      const size = BigInt(Math.abs(x)),
        power = 10n ** BigInt(scale);
      const places = scale === 0 ? "" : `.${(size % power).toString().padStart(scale, "0")}`;
      return `${x < 0 ? "-" : ""}${size / power}${places}`;
    };
    expect(firstDifference(print("decimal", numbers, { scale }), (i) => expected(numbers[i]!))).toBeUndefined();
  });
});

describe("days and times", () => {
  const DAY = 86_400_000;
  const first = Date.UTC(1600, 0, 1) / DAY,
    last = Date.UTC(2400, 11, 31) / DAY;

  it("every date of eight hundred years is that of another calendar", () => {
    const days = many(last - first + 1, (i) => first + i);
    const expected = (i: number): string => new Date(days[i]! * DAY).toISOString().slice(0, 10);
    expect(firstDifference(print("date", days), expected)).toBeUndefined();
    expect(print("date", Float64Array.of(-719_528, 2_932_896))).toEqual(["0000-01-01", "9999-12-31"]);
  });

  it("moments are those of another clock, before 1970 too", () => {
    const moments = many(300_000, () => (first + (bits() % (last - first))) * DAY + (bits() % DAY));
    const iso = (i: number): string => new Date(moments[i]!).toISOString();
    expect(firstDifference(print("datetime", moments, { millis: true }), iso)).toBeUndefined();
    const whole = (i: number): string => `${iso(i).slice(0, 19)}Z`;
    expect(firstDifference(print("datetime", moments), whole)).toBeUndefined();
  });

  it("every second of a day has its time", () => {
    const times = many(86_400, (i) => i * 1000 + (i % 1000));
    const iso = (i: number): string => new Date(times[i]!).toISOString();
    expect(firstDifference(print("time", times, { millis: true }), (i) => iso(i).slice(11, 23))).toBeUndefined();
    expect(firstDifference(print("time", times), (i) => iso(i).slice(11, 19))).toBeUndefined();
  });

  it("durations are ISO 8601 and add up", () => {
    const spans = many(100_000, (i) => (i % 3 ? 1 : -1) * Math.floor(bits() * 2 ** (bits() % 12)) * (i % 2 ? 1 : 1000));
    const found = print("duration", spans);
    const total = (text: string): number => {
      const m = /^(-?)P(?:(\d+)D)?(?:T(?:(\d+)H)?(?:(\d+)M)?(?:(\d+)(?:\.(\d{3}))?S)?)?$/.exec(text)!;
      const [d, h, min, s, ms] = m.slice(2).map((part) => Number(part ?? 0));
      return (m[1] === "-" ? -1 : 1) * (d! * DAY + h! * 3_600_000 + min! * 60_000 + s! * 1000 + ms!);
    };
    expect(
      firstDifference(
        found.map((text) => String(total(text))),
        (i) => String(spans[i]! + 0),
      ),
    ).toBeUndefined();
    expect(print("duration", Float64Array.of(0, 1, -1000, DAY, 93_784_500, 3_600_000, 60_000))).toEqual([
      "PT0S",
      "PT0.001S",
      "-PT1S",
      "P1D",
      "P1DT2H3M4.500S",
      "PT1H",
      "PT1M",
    ]);
  });
});
