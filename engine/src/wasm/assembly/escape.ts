// Texts in the styles of the formats. A class of characters is 32 bytes: byte c belongs where low[c & 15] & high[c >> 4] is not 0.
// The two-table look-up is that of Langdale, Lemire, "Parsing gigabytes of JSON per second", doi:10.1007/s00778-019-00578-5, section 3.1.2.
const CSV: u32 = 1, JSON: u32 = 2, SQL: u32 = 3, XML: u32 = 4, EMBED: u32 = 5;
const CELL_MOST: u32 = 32767; // UTF-16 units of a spreadsheet's cell: ECMA-376 part 1, 18.18.17

@inline
function inClass(characters: usize, c: u32): bool {
  return (load<u8>(characters + (c & 15)) & load<u8>(characters + (c >> 4), 16)) != 0;
}

/** Copies [a, e) to p unless a byte is in the class: then returns 0. May write up to 15 bytes past the end. */
@inline
function copyPlain(p: usize, a: usize, e: usize, characters: usize): usize {
  const low = v128.load(characters), high = v128.load(characters, 16), four = i8x16.splat(15);
  let n = <i32>(e - a);
  const end = p + n;
  for (; n > 0; n -= 16, a += 16, p += 16) {
    const x = v128.load(a);
    const found = v128.and(v128.swizzle(low, v128.and(x, four)), v128.swizzle(high, v128.shr<u8>(x, 4)));
    v128.store(p, x);
    if (v128.any_true(found)) {
      const mask = i8x16.bitmask(i8x16.ne(found, i8x16.splat(0)));
      if (n >= 16 || (mask & ((1 << n) - 1)) != 0) return 0;
    }
  }
  return end;
}

@inline
function hex(v: u32): u8 {
  return <u8>(v + (v < 10 ? 48 : 87));
}

function writeCsv(p: usize, a: usize, e: usize): usize {
  store<u8>(p++, 34);
  for (let k = a; k < e; k++) {
    const c = load<u8>(k);
    if (c == 34) store<u8>(p++, 34);
    store<u8>(p++, c);
  }
  store<u8>(p++, 34);
  return p;
}

/** RFC 8259, section 7. */
export function writeJson(p: usize, a: usize, e: usize): usize {
  for (let k = a; k < e; k++) {
    const c = load<u8>(k);
    if (c >= 32 && c != 34 && c != 92) {
      store<u8>(p++, c);
      continue;
    }
    store<u8>(p++, 92);
    if (c == 34 || c == 92) store<u8>(p++, c);
    else if (c == 10) store<u8>(p++, 110);
    else if (c == 13) store<u8>(p++, 114);
    else if (c == 9) store<u8>(p++, 116);
    else {
      store<u32>(p, 0x30303075); // u000
      store<u8>(p, hex(c >> 4), 3);
      store<u8>(p, hex(c & 15), 4);
      p += 5;
    }
  }
  return p;
}

/** Doubles what is in the class; no SQL text can hold NUL. */
function writeSql(p: usize, a: usize, e: usize, characters: usize): usize {
  for (let k = a; k < e; k++) {
    const c = load<u8>(k);
    if (c == 0) continue;
    if (inClass(characters, c)) store<u8>(p++, c);
    store<u8>(p++, c);
  }
  return p;
}

/** Whether `_xHHHH_` stands at k: spreadsheets read it as a character, ECMA-376 part 1, 22.9.2.19. */
function isEscape(k: usize, e: usize): bool {
  if (e - k < 7 || load<u8>(k, 1) != 120 || load<u8>(k, 6) != 95) return false;
  for (let i: usize = 2; i < 6; i++) {
    const c = load<u8>(k + i), letter = c | 32;
    if (!((c >= 48 && c <= 57) || (letter >= 97 && letter <= 102))) return false;
  }
  return true;
}

/** XML 1.0, section 2.2 and 2.4, of at most one spreadsheet cell; characters that XML cannot hold are left out. */
function writeXml(p: usize, a: usize, e: usize): usize {
  let units: u32 = 0;
  for (let k = a; k < e; k++) {
    const c = load<u8>(k);
    units += c < 128 || (c >= 0xc0 && c < 0xf0) ? 1 : c >= 0xf0 ? 2 : 0;
    if (units > CELL_MOST) break;
    if (c == 38) {
      store<u32>(p, 0x706d6126); // &amp
      store<u8>(p, 59, 4);
      p += 5;
    } else if (c == 60 || c == 62) {
      store<u32>(p, c == 60 ? 0x3b746c26 : 0x3b746726);
      p += 4;
    } else if (c == 13) {
      store<u32>(p, 0x33312326); // &#13
      store<u8>(p, 59, 4);
      p += 5;
    } else if (c == 95 && isEscape(k, e)) {
      store<u64>(p, 0x005f46353030785f); // _x005F_
      p += 7;
    } else if (c == 0xef && e - k >= 3 && load<u8>(k, 1) == 0xbf && load<u8>(k, 2) >= 0xbe) k += 2; // U+FFFE, U+FFFF
    else if (c >= 32 || c == 9 || c == 10) store<u8>(p++, c);
  }
  return p;
}

/** JSON text as it is, on one line: control characters there are white space, RFC 8259, section 2. */
function writeEmbedded(p: usize, a: usize, e: usize): usize {
  for (let k = a; k < e; k++) {
    const c = load<u8>(k);
    store<u8>(p++, c < 32 ? 32 : c);
  }
  return p;
}

@inline
function equals(a: usize, e: usize, b: usize, n: usize): bool {
  if (e - a != n) return false;
  for (let k: usize = 0; k < n; k++) if (load<u8>(a + k) != load<u8>(b + k)) return false;
  return true;
}

/**
 * One text in its style, quotes included where the style has them; `guard` puts an apostrophe before what a spreadsheet would take
 * for a formula. A CSV text that is empty or the `nothing` text is quoted, so that it stays apart from null.
 */
export function writeStyled(p: usize, a: usize, e: usize, style: u32, characters: usize, guard: bool, nothing: usize, nothingBytes: usize): usize {
  if (style == CSV) {
    if (a == e) {
      store<u16>(p, 0x2222);
      return p + 2;
    }
    const c = load<u8>(a);
    if (guard && (c == 61 || c == 43 || c == 45 || c == 64 || c == 9 || c == 13)) {
      const q = writeCsv(p + 1, a, e);
      store<u16>(p, 0x2722); // "'
      return q;
    }
    const q = copyPlain(p, a, e, characters);
    return q == 0 || (nothingBytes != 0 && equals(a, e, nothing, nothingBytes)) ? writeCsv(p, a, e) : q;
  }
  if (style != XML || e - a <= CELL_MOST) {
    const q = copyPlain(p, a, e, characters);
    if (q != 0) return q;
  }
  switch (style) {
    case JSON: return writeJson(p, a, e);
    case SQL: return writeSql(p, a, e, characters);
    case XML: return writeXml(p, a, e);
    case EMBED: return writeEmbedded(p, a, e);
    default: return 0;
  }
}
