import { writeDate, writeDecimal, writeDuration, writeFloat, writeInteger, writeMoment, writePadded, writeTime, writeUuid } from "./number";
import { writeJson } from "./escape";
import { copy } from "./text";

// A part is 8 u32: what, data, valid, offsets, bytes, argument, style, presence; `kernels/compose.ts` lays them out by the same names.
const LITERAL: u32 = 0, DICTIONARY: u32 = 1, TEXT: u32 = 2, INTEGER: u32 = 3, PADDED: u32 = 4, DECIMAL: u32 = 5, FLOAT: u32 = 6, DATE: u32 = 7, MOMENT: u32 = 8, TIME: u32 = 9, BOOLEAN: u32 = 10, DURATION: u32 = 11;
const PLAIN: u32 = 0, JSON: u32 = 1, MADE: u32 = 2; // styles: a text as it is, a JSON value of it, or one that is JSON already

@inline
function has(bitmap: usize, i: i32): bool {
  return ((load<u8>(bitmap + (<usize>i >> 3)) >> (<u8>i & 7)) & 1) != 0;
}

/** The text [a, e) as it is, or as the inside of a JSON string. */
@inline
function writeText(p: usize, a: usize, e: usize, style: u32): usize {
  return style == JSON ? writeJson(p, a, e) : copy(p, a, e - a);
}

function writeValue(p: usize, d: usize, i: i32, style: u32): usize {
  const data = <usize>load<u32>(d, 4), at = data + (<usize>i << 3), argument = load<u32>(d, 20);
  switch (load<u32>(d)) {
    case DICTIONARY: {
      const entry = <usize>load<u32>(d, 12) + (<usize>load<u32>(data + (<usize>i << 2)) << 2), bytes = <usize>load<u32>(d, 16);
      return writeText(p, bytes + load<u32>(entry), bytes + load<u32>(entry, 4), style);
    }
    case TEXT: {
      const entry = <usize>load<u32>(d, 12) + (<usize>i << 2), bytes = <usize>load<u32>(d, 16);
      return writeText(p, bytes + load<u32>(entry), bytes + load<u32>(entry, 4), style);
    }
    case INTEGER: return writeInteger(p, load<f64>(at));
    case PADDED: return writePadded(p, <u64>load<f64>(at), argument);
    case DECIMAL: return writeDecimal(p, load<f64>(at), argument);
    case FLOAT: return writeFloat(p, load<f64>(at));
    case DATE: return writeDate(p, <i32>load<f64>(at));
    case MOMENT: return writeMoment(p, load<f64>(at), 84, argument != 0, true);
    case TIME: return writeTime(p, <u32>load<f64>(at), argument != 0);
    case DURATION: return writeDuration(p, load<f64>(at));
    case BOOLEAN: {
      if (load<f64>(at) != 0) {
        store<u32>(p, 0x65757274);
        return p + 4;
      }
      store<u32>(p, 0x736c6166);
      store<u8>(p, 101, 4);
      return p + 5;
    }
    default: return writeUuid(p, data + (<usize>i << 4));
  }
}

/**
 * Like `concat`, but a part may be a JSON value (null where it is null, texts and moments in quotes) and stands only in the rows of its
 * presence bitmap, if it has one. `out` needs the sum of the parts' bounds (six bytes a byte of JSON text) plus 16 bytes.
 */
export function compose(parts: usize, count: i32, n: i32, offsets: usize, out: usize): usize {
  let p = out;
  const end = parts + (<usize>count << 5);
  store<u32>(offsets, 0);
  for (let i = 0; i < n; i++) {
    for (let d = parts; d < end; d += 32) {
      const presence = <usize>load<u32>(d, 28);
      if (presence != 0 && !has(presence, i)) continue;
      const what = load<u32>(d);
      if (what == LITERAL) {
        p = copy(p, <usize>load<u32>(d, 4), <usize>load<u32>(d, 20));
        continue;
      }
      const valid = <usize>load<u32>(d, 8), style = load<u32>(d, 24);
      const absent = valid != 0 && !has(valid, i);
      if (style == PLAIN) {
        if (!absent) p = writeValue(p, d, i, style);
      } else if (absent || (what == FLOAT && load<f64>(<usize>load<u32>(d, 4) + (<usize>i << 3)) - load<f64>(<usize>load<u32>(d, 4) + (<usize>i << 3)) != 0)) {
        store<u32>(p, 0x6c6c756e);
        p += 4;
      } else if (style == MADE || (what >= INTEGER && what <= FLOAT) || what == BOOLEAN) p = writeValue(p, d, i, style);
      else {
        store<u8>(p, 34);
        p = writeValue(p + 1, d, i, style);
        store<u8>(p++, 34);
      }
    }
    store<u32>(offsets + (<usize>(i + 1) << 2), <u32>(p - out));
  }
  return p;
}

/** A bitmap whose bit i is set where the code at i is `code`. */
export function codesAre(codes: usize, n: i32, code: u32, out: usize): void {
  for (let i = 0; i < n; i += 8) {
    let byte: u32 = 0;
    const most = min(8, n - i);
    for (let k = 0; k < most; k++) byte |= <u32>(load<u32>(codes + (<usize>(i + k) << 2)) == code) << k;
    store<u8>(out + (<usize>i >> 3), <u8>byte);
  }
}

/** A bitmap whose bit i is set where the f64 at i is more than `low`. */
export function moreThan(values: usize, n: i32, low: f64, out: usize): void {
  for (let i = 0; i < n; i += 8) {
    let byte: u32 = 0;
    const most = min(8, n - i);
    for (let k = 0; k < most; k++) byte |= <u32>(load<f64>(values + (<usize>(i + k) << 3)) > low) << k;
    store<u8>(out + (<usize>i >> 3), <u8>byte);
  }
}
