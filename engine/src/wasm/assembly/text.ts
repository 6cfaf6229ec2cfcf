import { writeDate, writeDecimal, writeDuration, writeFloat, writeInteger, writeMoment, writePadded, writeTime, writeUuid } from "./number";

/** Copies n bytes in strides of 16; may write up to 15 bytes past the end. */
@inline
export function copy(p: usize, q: usize, n: usize): usize {
  for (let k: usize = 0; k < n; k += 16) v128.store(p + k, v128.load(q + k));
  return p + n;
}

// A part of a text is 8 u32: what, data, valid, offsets, bytes, argument, 0, 0.
const LITERAL: u32 = 0, DICTIONARY: u32 = 1, TEXT: u32 = 2, INTEGER: u32 = 3, PADDED: u32 = 4, DECIMAL: u32 = 5, FLOAT: u32 = 6, DATE: u32 = 7, MOMENT: u32 = 8, TIME: u32 = 9, BOOLEAN: u32 = 10, DURATION: u32 = 12;

/**
 * Concatenates `count` parts for each of n rows: bytes to `out`, n + 1 offsets relative to `out` to `offsets`; returns the end.
 * A null part writes nothing. `out` needs the sum of the parts' bounds plus 16 bytes.
 */
export function concat(parts: usize, count: i32, n: i32, offsets: usize, out: usize): usize {
  let p = out;
  const end = parts + (<usize>count << 5);
  store<u32>(offsets, 0);
  for (let i = 0; i < n; i++) {
    for (let d = parts; d < end; d += 32) {
      const what = load<u32>(d), data = <usize>load<u32>(d, 4), valid = <usize>load<u32>(d, 8);
      if (valid != 0 && ((load<u8>(valid + (<usize>i >> 3)) >> (<u8>i & 7)) & 1) == 0) continue;
      switch (what) {
        case LITERAL: p = copy(p, data, <usize>load<u32>(d, 20)); break;
        case DICTIONARY: {
          const at = <usize>load<u32>(d, 12) + (<usize>load<u32>(data + (<usize>i << 2)) << 2);
          const a = load<u32>(at);
          p = copy(p, <usize>load<u32>(d, 16) + a, load<u32>(at, 4) - a);
          break;
        }
        case TEXT: {
          const at = <usize>load<u32>(d, 12) + (<usize>i << 2);
          const a = load<u32>(at);
          p = copy(p, <usize>load<u32>(d, 16) + a, load<u32>(at, 4) - a);
          break;
        }
        case INTEGER: p = writeInteger(p, load<f64>(data + (<usize>i << 3))); break;
        case PADDED: p = writePadded(p, <u64>load<f64>(data + (<usize>i << 3)), load<u32>(d, 20)); break;
        case DECIMAL: p = writeDecimal(p, load<f64>(data + (<usize>i << 3)), load<u32>(d, 20)); break;
        case FLOAT: p = writeFloat(p, load<f64>(data + (<usize>i << 3))); break;
        case DATE: p = writeDate(p, <i32>load<f64>(data + (<usize>i << 3))); break;
        case MOMENT: p = writeMoment(p, load<f64>(data + (<usize>i << 3)), 84, load<u32>(d, 20) != 0, true); break;
        case TIME: p = writeTime(p, <u32>load<f64>(data + (<usize>i << 3)), load<u32>(d, 20) != 0); break;
        case BOOLEAN:
          if (load<f64>(data + (<usize>i << 3)) != 0) {
            store<u32>(p, 0x65757274);
            p += 4;
          } else {
            store<u32>(p, 0x736c6166);
            store<u8>(p, 101, 4);
            p += 5;
          }
          break;
        case DURATION: p = writeDuration(p, load<f64>(data + (<usize>i << 3))); break;
        default: p = writeUuid(p, data + (<usize>i << 4));
      }
    }
    store<u32>(offsets + (<usize>(i + 1) << 2), <u32>(p - out));
  }
  return p;
}

/**
 * Texts from patterns: word `codes[i]` of the dictionary (`words` offsets, `bytes`) with every '#' a digit and every '@' one of the
 * `letterCount` letters, taken from the 64 random bits of the row. `out` needs the longest pattern times n, and 16 bytes.
 */
export function fillPatterns(src: usize, codes: usize, words: usize, bytes: usize, letters: usize, letterCount: u32, n: i32, offsets: usize, out: usize): usize {
  let p = out;
  store<u32>(offsets, 0);
  for (let i = 0; i < n; i++) {
    const word = words + (<usize>load<u32>(codes + (<usize>i << 2)) << 2);
    const a = bytes + load<u32>(word), e = bytes + load<u32>(word, 4);
    let rest = load<u64>(src + (<usize>i << 3)) >> 5; // a fraction of 59 bits: times 26 still fits
    for (let q = a; q < e; q++) {
      let c = <u32>load<u8>(q);
      if (c == 35) {
        rest *= 10;
        c = 48 + <u32>(rest >> 59);
        rest &= 0x7ffffffffffffff;
      } else if (c == 64) {
        rest *= letterCount;
        c = load<u8>(letters + <usize>(rest >> 59));
        rest &= 0x7ffffffffffffff;
      }
      store<u8>(p++, <u8>c);
    }
    store<u32>(offsets + (<usize>(i + 1) << 2), <u32>(p - out));
  }
  return p;
}
