import { writeDate, writeDays, writeDecimal, writeDuration, writeFloat, writeInteger, writeMoment, writeTime, writeU64, writeUuid } from "./number";
import { writeStyled } from "./escape";
import { copy } from "./text";

const INTEGER: u32 = 0, DECIMAL: u32 = 1, FLOAT: u32 = 2, BOOLEAN: u32 = 3, DATE: u32 = 4, MOMENT: u32 = 5, TIME: u32 = 6, DICTIONARY: u32 = 7, TEXT: u32 = 8, UUID: u32 = 9, DURATION: u32 = 10, NOTHING: u32 = 11, DAYS: u32 = 12;

/** One cell of a row, as `formats/row-writer.ts` lays it out. Addresses are byte offsets; texts are an address and their bytes. */
@unmanaged
class Cell {
  render: u32;
  data: u32;
  valid: u32;
  offsets: u32;
  bytes: u32;
  argument: u32;
  prefix: u32;
  prefixBytes: u32;
  suffix: u32;
  suffixBytes: u32;
  whenNull: u32;
  whenNullBytes: u32;
  quote: u32;
  style: u32;
  plain: u32;
  middle: u32;
  middleBytes: u32;
  separator: u32;
  zulu: u32;
  guard: u32;
  characters: u32;
  nothing: u32;
  nothingBytes: u32;
  other: u32; // the cell that stands in where a number is not in [min, max]
  min: f64;
  max: f64;
}

/** Bytes of a cell's description. */
export function cellBytes(): u32 {
  return offsetof<Cell>();
}

/** Encodes the text [a, e) alone, for dictionaries; returns the end. At most 6 bytes per byte and 8 more are written. */
export function encodeText(p: usize, a: usize, e: usize, cell: usize): usize {
  const c = changetype<Cell>(cell);
  return writeStyled(p, a, e, c.style, c.characters, c.guard != 0, c.nothing, c.nothingBytes);
}

@inline
function writeBoolean(p: usize, yes: bool, how: u32): usize {
  if (how == 1) {
    store<u8>(p, yes ? 49 : 48);
    return p + 1;
  }
  const capitals: u64 = how == 2 ? 0xdfdfdfdfdf : 0xffffffffff;
  store<u64>(p, (yes ? 0x65757274 : 0x65736c6166) & capitals); // true, false
  return p + (yes ? 4 : 5);
}

/** First row not yet written after `writeRows`. */
export let nextRow: i32 = 0;
const NUMBER = memory.data(32); // the row's number as text

/**
 * Writes rows [i0, i1) of `count` cells to `out` until a row might pass `end`; returns the end, sets `nextRow`.
 * `rowMost` bounds a row without its free texts. `firstNumber` is the number of row 0, printed where the first cell has a middle.
 */
export function writeRows(cells: usize, count: i32, i0: i32, i1: i32, rowMost: usize, firstNumber: f64, out: usize, end: usize): usize {
  let p = out, i = i0;
  const stop = cells + <usize>count * offsetof<Cell>(), numbered = changetype<Cell>(cells).middle != 0;
  for (; i < i1; i++) {
    if (p + rowMost > end) break;
    const start = p, wide = <usize>i << 3;
    let spare = end - rowMost - p; // what this row's free texts may take
    const numberBytes = numbered ? writeU64(NUMBER, <u64>(firstNumber + <f64>i)) - NUMBER : 0;
    for (let d = cells; d < stop; d += offsetof<Cell>()) {
      let cell = changetype<Cell>(d);
      const valid = <usize>cell.valid, data = <usize>cell.data;
      if (valid != 0 && ((load<u8>(valid + (<usize>i >> 3)) >> (<u8>i & 7)) & 1) == 0) {
        p = copy(p, cell.whenNull, cell.whenNullBytes);
        continue;
      }
      if (cell.other != 0) {
        const x = load<f64>(data + wide);
        if (!(x >= cell.min && x <= cell.max)) cell = changetype<Cell>(<usize>cell.other);
      }
      p = copy(p, cell.prefix, cell.prefixBytes);
      if (numbered) p = copy(copy(p, NUMBER, numberBytes), cell.middle, cell.middleBytes);
      const quote = cell.quote;
      if (quote != 0) store<u8>(p++, <u8>quote);
      switch (cell.render) {
        case INTEGER: p = writeInteger(p, load<f64>(data + wide) + <f64>cell.argument); break;
        case DECIMAL: p = writeDecimal(p, load<f64>(data + wide), cell.argument); break;
        case FLOAT: p = writeFloat(p, load<f64>(data + wide)); break;
        case BOOLEAN: p = writeBoolean(p, load<f64>(data + wide) != 0, cell.argument); break;
        case DATE: p = writeDate(p, <i32>load<f64>(data + wide)); break;
        case MOMENT: p = writeMoment(p, load<f64>(data + wide), cell.separator, cell.argument != 0, cell.zulu != 0); break;
        case TIME: p = writeTime(p, <u32>load<f64>(data + wide), cell.argument != 0); break;
        case DICTIONARY: {
          const at = <usize>cell.offsets + (<usize>load<u32>(data + (<usize>i << 2)) << 2);
          const a = load<u32>(at);
          p = copy(p, <usize>cell.bytes + a, load<u32>(at, 4) - a);
          break;
        }
        case TEXT: {
          const at = <usize>cell.offsets + (<usize>i << 2), bytes = <usize>cell.bytes;
          const a = bytes + load<u32>(at), e = bytes + load<u32>(at, 4);
          const plain = cell.plain != 0;
          const most = plain ? e - a + 16 : (e - a) * 6 + 16;
          if (most > spare) {
            nextRow = i;
            return start;
          }
          spare -= most;
          p = plain ? copy(p, a, e - a) : writeStyled(p, a, e, cell.style, cell.characters, cell.guard != 0, cell.nothing, cell.nothingBytes);
          break;
        }
        case UUID: p = writeUuid(p, data + (<usize>i << 4)); break;
        case DURATION: p = writeDuration(p, load<f64>(data + wide)); break;
        case DAYS: p = writeDays(p, load<f64>(data + wide), cell.argument); break;
        default:
      }
      if (quote != 0) store<u8>(p++, <u8>quote);
      if (cell.suffixBytes != 0) p = copy(p, cell.suffix, cell.suffixBytes);
    }
  }
  nextRow = i;
  return p;
}
