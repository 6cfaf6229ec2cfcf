import { crc32, inflateRawSync } from "node:zlib";
import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { openMachine } from "../wasm/machine.ts";
import { joinCrc, openDeflater, type Deflated } from "./deflate.ts";

const machine = openMachine();
const deflater = openDeflater(machine);

/** The stretches of one stream; each stretch is a list of writes. */
function deflate(stretches: readonly (readonly Uint8Array[])[]): { bytes: Buffer; infos: readonly Deflated[] } {
  const pieces: Uint8Array[] = [];
  const infos = stretches.map((writes, k) => {
    deflater.begin((view) => pieces.push(view.slice()));
    for (const write of writes) deflater.write(write);
    return deflater.end(k === stretches.length - 1);
  });
  return { bytes: Buffer.concat(pieces), infos };
}

/** Bytes of `alphabet` different values, with repeats of what was up to `reach` before. */
function mixture(length: number, alphabet: number, repeats: number, reach: number, seed: number): Uint8Array {
  let state = seed;
  const next = (): number => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0; // Knuth's quick and dirty generator
    return state / 2 ** 32;
  };
  const out = new Uint8Array(length);
  for (let i = 0; i < length;) {
    if (i > 0 && next() < repeats) {
      const distance = 1 + Math.floor(next() * Math.min(i, reach));
      for (let n = 1 + Math.floor(next() * 400); n > 0 && i < length; n--, i++) out[i] = out[i - distance]!;
    } else out[i++] = Math.floor(next() * next() * alphabet);
  }
  return out;
}

const inputs = fc
  .record({
    length: fc.oneof(fc.integer({ min: 0, max: 300 }), fc.integer({ min: 0, max: 300_000 })),
    alphabet: fc.integer({ min: 1, max: 256 }),
    repeats: fc.constantFrom(0, 0.001, 0.1, 0.9),
    reach: fc.constantFrom(1, 3, 100, 32_768, 40_000),
    seed: fc.nat(),
  })
  .map((p) => mixture(p.length, p.alphabet, p.repeats, p.reach, p.seed));

describe("deflate", () => {
  it("inflates to what went in, with its size and CRC", () => {
    fc.assert(
      fc.property(fc.array(inputs, { minLength: 1, maxLength: 4 }), (stretches) => {
        const { bytes, infos } = deflate(stretches.map((stretch) => [stretch]));
        const whole = Buffer.concat(stretches);
        expect(Buffer.compare(inflateRawSync(bytes), whole)).toBe(0);
        expect(infos.map(({ rawBytes }) => rawBytes)).toEqual(stretches.map(({ length }) => length));
        expect(infos.map(({ crc }) => crc)).toEqual(stretches.map((stretch) => crc32(stretch)));
        const joined = infos.reduce((crc, info) => joinCrc(crc, info.crc, info.rawBytes), 0);
        expect(joined).toBe(crc32(whole));
        expect(infos.reduce((sum, info) => sum + info.bytes, 0)).toBe(bytes.length);
      }),
      { numRuns: 200 },
    );
  });

  it("does not depend on how its input was cut", () => {
    fc.assert(
      fc.property(inputs, fc.array(fc.integer({ min: 0, max: 300_000 }), { maxLength: 10 }), (input, at) => {
        const cuts = [0, ...at.filter((cut) => cut < input.length).sort((a, b) => a - b), input.length];
        const writes = cuts.slice(1).map((to, k) => input.subarray(cuts[k], to));
        expect(Buffer.compare(deflate([writes]).bytes, deflate([[input]]).bytes)).toBe(0);
      }),
      { numRuns: 50 },
    );
  });

  it("grows what it cannot compress by less than a thousandth, and shrinks what repeats", () => {
    const noise = mixture(1_000_000, 1, 0, 1, 1).map((_, i) => Math.imul(i ^ (i >>> 3), 0x9e3779b1) >>> 24);
    expect(deflate([[noise]]).bytes.length).toBeLessThan(noise.length * 1.001);
    expect(deflate([[new Uint8Array(1_000_000)]]).bytes.length).toBeLessThan(3000);
  });

  it("limits codes of text whose letters grow rarer like Fibonacci's numbers", () => {
    const letters: number[] = [];
    for (let k = 0, a = 1, b = 1; letters.length + a < 60_000; k++, [a, b] = [b, a + b])
      for (let n = 0; n < a; n++) letters.push(k);
    const spread = Uint8Array.from(letters, (_, i) => letters[(i * 7919) % letters.length]!);
    expect(Buffer.compare(inflateRawSync(deflate([[spread]]).bytes), spread)).toBe(0);
  });
});
