import { createHash } from "node:crypto";
import * as fc from "fast-check";
import { snappyUncompress } from "hyparquet";
import { describe, expect, it } from "vitest";
import { openMachine } from "../wasm/machine.ts";

const machine = openMachine();

function compress(input: Uint8Array): Uint8Array {
  machine.release();
  const at = machine.alloc(input.length),
    out = machine.alloc(64 + Math.ceil((input.length * 7) / 6));
  machine.u8.set(input, at);
  return machine.u8.slice(out, machine.loops.snappy(at, input.length, out));
}

function uncompress(bytes: Uint8Array, length: number): Uint8Array {
  const out = new Uint8Array(length);
  snappyUncompress(bytes, out);
  return out;
}

const noise = (length: number, values: number): Uint8Array =>
  Uint8Array.from(
    { length },
    (_, i) => ((Math.imul(i + 1, 0x9e3779b1) ^ Math.imul(i >>> 3, 0x85ebca6b)) >>> 13) % values,
  );

describe("snappy", () => {
  it.each([0, 1, 14, 15, 16, 59, 60, 61, 255, 256, 257, 65_535, 65_536, 65_537, 200_000])(
    "gives back %i bytes of noise, of few values and of one",
    (length) => {
      for (const values of [256, 3, 1]) {
        const input = noise(length, values);
        expect(Buffer.compare(uncompress(compress(input), length), input)).toBe(0);
      }
    },
  );

  it("gives back whatever repeats", () => {
    const pieces = fc.array(
      fc.tuple(fc.uint8Array({ minLength: 1, maxLength: 90 }), fc.integer({ min: 1, max: 400 })),
      {
        maxLength: 20,
      },
    );
    fc.assert(
      fc.property(pieces, (repeated) => {
        const input = Uint8Array.from(
          repeated.flatMap(([piece, times]) => Array.from({ length: times }, () => [...piece]).flat()),
        );
        expect(Buffer.compare(uncompress(compress(input), input.length), input)).toBe(0);
      }),
    );
  });

  it("stays within the bound that the format gives", () => {
    for (let length = 0; length < 3000; length += 7)
      expect(compress(noise(length, 256)).length).toBeLessThanOrEqual(32 + length + length / 6);
  });

  it("makes text small, the same bytes for ever", () => {
    const text = new TextEncoder().encode(
      Array.from({ length: 5000 }, (_, k) => `${k % 97} Some Street No. ${k}`).join("\n"),
    );
    const bytes = compress(text);
    expect(bytes.length).toBeLessThan(text.length / 2);
    expect(createHash("sha256").update(bytes).digest("hex").slice(0, 16)).toBe("15a9f8bde34cea40");
  });
});
