import type { Machine } from "../wasm/machine.ts";
import type { Sink } from "./format.ts";

const BLOCK = 1 << 16; // input of one block: its code fits the text, and its tokens stay in the second-level cache
const WINDOW = 1 << 15; // RFC 1951, section 2: matches reach back this far
const SPARE = 1 << 10;

/** What went through a stretch of deflate. */
export interface Deflated {
  readonly rawBytes: number;
  readonly bytes: number;
  /** CRC-32 of the raw bytes. */
  readonly crc: number;
}

/** One raw deflate stream (RFC 1951) after the other. Its bytes depend on those written and not on how they were cut into writes. */
export interface Deflater {
  /** Begins a stretch that refers to nothing before it. */
  begin(sink: Sink): void;
  write(bytes: Uint8Array): void;
  /** Ends the stretch on a byte: with `last` the whole stream, otherwise so that another stretch may follow. */
  end(last: boolean): Deflated;
}

export function openDeflater(machine: Machine): Deflater {
  const { loops } = machine;
  const stream = machine.keep(loops.deflateBytes(BLOCK)),
    out = machine.keep(BLOCK + SPARE);
  const input = machine.keep(WINDOW + BLOCK) + WINDOW;
  let filled = 0,
    rawBytes = 0,
    bytes = 0,
    crc = 0;
  let sink: Sink = () => {};

  const give = (end: number): void => {
    bytes += end - out;
    if (end > out) sink(machine.u8.subarray(out, end));
  };
  const pack = (): void => {
    const end = input + filled;
    crc = loops.crc32(crc, input, end);
    give(loops.deflateBlock(stream, input, end, out));
    machine.u8.copyWithin(input - WINDOW, end - WINDOW, end);
    rawBytes += filled;
    filled = 0;
  };

  return {
    begin(to) {
      loops.deflateBegin(stream);
      sink = to;
      filled = rawBytes = bytes = crc = 0;
    },
    write(view) {
      for (let k = 0; k < view.length;) {
        const n = Math.min(view.length - k, BLOCK - filled);
        machine.u8.set(view.subarray(k, k + n), input + filled);
        filled += n;
        k += n;
        if (filled === BLOCK) pack();
      }
    },
    end(last) {
      if (filled > 0) pack();
      give(loops.deflateEnd(stream, out, last));
      return { rawBytes, bytes, crc: crc >>> 0 };
    },
  };
}

const POLYNOMIAL = 0xedb88320; // of CRC-32, ISO 3309, bits reversed

/** a * b modulo the polynomial, bit 31 the lowest power. */
function multiply(a: number, b: number): number {
  let product = 0,
    factor = b;
  for (let bit = 0x80000000; bit !== 0; bit >>>= 1) {
    if ((a & bit) !== 0) product ^= factor;
    factor = (factor & 1) === 0 ? factor >>> 1 : (factor >>> 1) ^ POLYNOMIAL;
  }
  return product >>> 0;
}

/** The CRC-32 of two texts one after the other, from each one's own and the bytes of the second: crc(a) * x^(8 n) + crc(b). */
export function joinCrc(first: number, second: number, secondBytes: number): number {
  let power = 0x80000000, // x^0
    square = 0x00800000; // x^8
  for (let n = secondBytes; n > 0; n = Math.floor(n / 2)) {
    if (n % 2 === 1) power = multiply(power, square);
    square = multiply(square, square);
  }
  return (multiply(power, first) ^ second) >>> 0;
}
