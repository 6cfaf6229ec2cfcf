import { permuteOne } from "./bits";

// A shape is 8 u32: classes, length, end of the given positions, start of the numbered ones, capacity of those (f64), 0, 0.
// A class (one per position) is 4 u32: address of its characters, their number, whether it takes a fresh random word, 0.

/** Writes `rest` in the mixed radix of the class sizes to positions [from, to) of the text at `p`, last position fastest. */
@inline
function writeRadix(p: usize, classes: usize, from: u32, to: u32, rest: u64): void {
  for (let k = to; k > from; ) {
    k--;
    const c = classes + (<usize>k << 4), size = load<u32>(c, 4);
    let digit: u32;
    if ((size & (size - 1)) == 0) {
      digit = <u32>rest & (size - 1);
      rest >>= ctz<u32>(size);
    } else if (rest <= 0xffffffff) {
      const r = <u32>rest, t = r / size;
      digit = r - t * size;
      rest = t;
    } else {
      const t = rest / size;
      digit = <u32>(rest - t * size);
      rest = t;
    }
    store<u8>(p + k, load<u8>(<usize>load<u32>(c) + digit));
  }
}

/**
 * One text per row from shape `codes[i]` (shape 0 where `codes` is 0): first the positions that render the f64 at `given`, then random
 * ones, then those that render the keyed bijection of the row's number (f64 at `rows`), so that no two rows of a shape agree.
 * `src` has `stride` random words a row. Returns the end; `offsets` gets n + 1 offsets.
 */
export function shapes(codes: usize, table: usize, given: usize, src: usize, stride: i32, rows: usize, k0: u32, k1: u32, n: i32, offsets: usize, out: usize): usize {
  let p = out;
  store<u32>(offsets, 0);
  for (let i = 0; i < n; i++) {
    const shape = table + (codes == 0 ? 0 : <usize>load<u32>(codes + (<usize>i << 2)) << 5);
    const classes = <usize>load<u32>(shape), length = load<u32>(shape, 4), givenTo = load<u32>(shape, 8), numberedFrom = load<u32>(shape, 12);
    if (givenTo != 0) writeRadix(p, classes, 0, givenTo, <u64>load<f64>(given + (<usize>i << 3)));
    let words = src + ((<usize>i * stride) << 2), x: u64 = 0;
    for (let k = givenTo; k < numberedFrom; k++) {
      const c = classes + (<usize>k << 4);
      if (load<u32>(c, 8) != 0) {
        x = load<u32>(words);
        words += 4;
      }
      x = (x & 0xffffffff) * load<u32>(c, 4);
      store<u8>(p + k, load<u8>(<usize>load<u32>(c) + <usize>(x >> 32)));
    }
    if (numberedFrom < length) writeRadix(p, classes, numberedFrom, length, <u64>permuteOne(k0, k1, load<f64>(shape, 16), load<f64>(rows + (<usize>i << 3))));
    p += length;
    store<u32>(offsets + (<usize>(i + 1) << 2), <u32>(p - out));
  }
  return p;
}
