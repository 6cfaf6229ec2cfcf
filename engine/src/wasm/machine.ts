import { LimitError } from "../errors.ts";
import { binary } from "./binary.generated.ts";
import type { Loops } from "./loops.ts";

/** One instance of the hot loops with its own linear memory. Short-lived cells come from `alloc`, what lives as long as the machine from `keep`. */
export interface Machine {
  readonly loops: Loops;
  /** Views of the whole memory. They are replaced when memory grows: read them anew after every `alloc` and `keep`. */
  readonly u8: Uint8Array;
  readonly u32: Uint32Array;
  readonly f64: Float64Array;
  /** Address of `bytes` bytes (16-aligned, 64 bytes of slack behind) that hold until the next `release`. Not zeroed. */
  alloc(bytes: number): number;
  /** Gives back what the last `alloc` at `address` does not need: only `bytes` of it stay. */
  trim(address: number, bytes: number): void;
  /** As `alloc`, for the machine's life. */
  keep(bytes: number): number;
  /** Forgets everything from `alloc`. */
  release(): void;
  /** Bytes of linear memory held. */
  readonly size: number;
}

/** Whole blocks of 16 bytes, with slack behind; not in 32-bit arithmetic, which a large batch would wrap. */
const rounded = (bytes: number): number => Math.ceil((bytes + SLACK) / 16) * 16;

const PAGE = 65536;
const SLACK = 64; // loops read and write up to 15 bytes past a cell
const MOST = 65_535 * PAGE; // what 32-bit addresses reach
const STEP = 1 << 20; // memory grows by at least 1 MiB

let compiled: WebAssembly.Module | undefined;

function fromBase64(text: string): Uint8Array<ArrayBuffer> {
  const codes = new Uint8Array(128);
  for (let i = 0; i < 64; i++)
    codes["ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/".charCodeAt(i)] = i;
  const padding = text.endsWith("==") ? 2 : text.endsWith("=") ? 1 : 0;
  const bytes = new Uint8Array((text.length / 4) * 3 - padding);
  for (let i = 0, p = 0; i < text.length; i += 4) {
    const v =
      (codes[text.charCodeAt(i)]! << 18) |
      (codes[text.charCodeAt(i + 1)]! << 12) |
      (codes[text.charCodeAt(i + 2)]! << 6) |
      codes[text.charCodeAt(i + 3)]!;
    bytes[p++] = v >> 16;
    bytes[p++] = v >> 8;
    bytes[p++] = v;
  }
  return bytes;
}

function instantiate(): Loops {
  if (typeof WebAssembly === "undefined")
    throw new Error(
      "Semblance needs WebAssembly, and this page's content policy forbids it. Allow 'wasm-unsafe-eval'.",
    );
  compiled ??= new WebAssembly.Module(fromBase64(binary));
  return new WebAssembly.Instance(compiled).exports as unknown as Loops;
}

interface Region {
  at: number;
  end: number;
}

/** A fresh machine; about 0.1 ms after the first. */
export function openMachine(): Machine {
  const loops = instantiate();
  const { memory } = loops;
  let u8 = new Uint8Array(memory.buffer),
    u32 = new Uint32Array(memory.buffer),
    f64 = new Float64Array(memory.buffer);
  let top = (loops.heapBase() + 15) & ~15;
  const kept: Region = { at: 0, end: 0 };
  const arena: { from: number; end: number }[] = [];
  let current = 0,
    cursor = 0,
    last = 0;

  const claim = (bytes: number): number => {
    const from = top;
    const end = top + bytes;
    if (end > MOST) {
      const message = "a batch of this table takes more than 4 GiB of memory. Shorten its texts or lists.";
      throw new LimitError(message, MOST, end, "bytes");
    }
    const missing = end - memory.buffer.byteLength;
    if (missing > 0) {
      memory.grow(Math.ceil(missing / PAGE));
      u8 = new Uint8Array(memory.buffer);
      u32 = new Uint32Array(memory.buffer);
      f64 = new Float64Array(memory.buffer);
    }
    top = end;
    return from;
  };

  return {
    loops,
    get u8() {
      return u8;
    },
    get u32() {
      return u32;
    },
    get f64() {
      return f64;
    },
    get size() {
      return memory.buffer.byteLength;
    },
    keep(bytes) {
      const need = rounded(bytes);
      if (kept.at + need > kept.end) {
        const size = Math.max(need, STEP >> 2);
        kept.at = claim(size);
        kept.end = kept.at + size;
      }
      const at = kept.at;
      kept.at += need;
      return at;
    },
    alloc(bytes) {
      const need = rounded(bytes);
      while (current < arena.length && cursor + need > arena[current]!.end) {
        current++;
        cursor = arena[current]?.from ?? 0;
      }
      if (current === arena.length) {
        const size = Math.max(need, STEP);
        cursor = claim(size);
        arena.push({ from: cursor, end: cursor + size });
      }
      last = cursor;
      cursor += need;
      return last;
    },
    trim(address, bytes) {
      if (address === last) cursor = address + rounded(bytes);
    },
    release() {
      current = 0;
      cursor = arena[0]?.from ?? 0;
      last = 0;
    },
  };
}

let shared: Loops | undefined;
/** The math functions of the hot loops, for work outside them: the same bits on every runtime. */
export function exactMath(): Loops {
  shared ??= instantiate();
  return shared;
}
