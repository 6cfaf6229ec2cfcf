/** The exports of the compiled `assembly/`: addresses are byte offsets, lengths are rows; see there for what each does. */
export interface Loops {
  readonly memory: WebAssembly.Memory;
  heapBase(): number;
  bits(k0: number, k1: number, from: number, n: number, draw: number, width: number, out: number): number;
  bitsAt(k0: number, k1: number, rows: number, n: number, draw: number, width: number, out: number): number;
  block(k0: number, k1: number, c0: number, c1: number, c2: number, c3: number, out: number): void;
  permuteOne(k0: number, k1: number, size: number, x: number): number;
  permute(k0: number, k1: number, size: number, from: number, rows: number, n: number, out: number): void;
  unpermute(k0: number, k1: number, size: number, from: number, rows: number, n: number, out: number): void;
  splitTree(
    k0: number,
    k1: number,
    first: number,
    count: number,
    total: number,
    min: number,
    max: number,
    alpha: number,
    places: number,
    i: number,
    end: number,
    out: number,
  ): void;
  permuteByMagnitude(k0: number, k1: number, from: number, rows: number, n: number, out: number): void;
  uniform(src: number, n: number, min: number, span: number, out: number): void;
  uniformInteger(src: number, n: number, min: number, count: number, out: number): void;
  uniformMultiple(src: number, n: number, first: number, step: number, count: number, out: number): void;
  uniformIntegerWithin(src: number, n: number, low: number, high: number, step: number, out: number): void;
  stretchWithin(at: number, n: number, low: number, high: number, step: number): void;
  uniformCode(src: number, n: number, count: number, out: number): void;
  uniformCodeFine(src: number, n: number, count: number, out: number): void;
  alias(src: number, n: number, table: number, count: number, out: number): void;
  aliasFine(src: number, n: number, table: number, count: number, out: number): void;
  aliasNumber(src: number, n: number, table: number, count: number, out: number): void;
  aliasByGroup(src: number, n: number, groups: number, tables: number, bases: number, out: number): void;
  chances(src: number, n: number, share: number, out: number): void;
  nulls(src: number, n: number, rate: number, out: number): void;
  normal(src: number, n: number, mean: number, sd: number, out: number): void;
  normalBetween(src: number, n: number, mean: number, sd: number, pFrom: number, span: number, out: number): void;
  normalByCode(src: number, n: number, codes: number, table: number, out: number): void;
  expInPlace(at: number, n: number): void;
  powInPlace(at: number, n: number, power: number, scale: number): void;
  exponential(src: number, n: number, from: number, mean: number, mass: number, out: number): void;
  triangular(src: number, n: number, min: number, mode: number, max: number, out: number): void;
  empirical(src: number, n: number, knots: number, count: number, out: number): void;
  copyWhere(codes: number, code: number, n: number, from: number, out: number): void;
  gamma(
    k0: number,
    k1: number,
    from: number,
    rows: number,
    n: number,
    draw: number,
    shape: number,
    scale: number,
    min: number,
    max: number,
    out: number,
  ): void;
  beta(
    k0: number,
    k1: number,
    from: number,
    rows: number,
    n: number,
    draw: number,
    a: number,
    b: number,
    out: number,
  ): void;
  zipf(
    k0: number,
    k1: number,
    from: number,
    rows: number,
    n: number,
    draw: number,
    size: number,
    s: number,
    out: number,
  ): void;
  quantise(at: number, n: number, scale: number, min: number, max: number): void;
  toCells(
    at: number,
    n: number,
    origin: number,
    unit: number,
    originCell: number,
    step: number,
    min: number,
    max: number,
  ): void;
  scaleBound(src: number, n: number, factor: number, direction: number, out: number): void;
  affine(at: number, n: number, factor: number, offset: number): void;
  clamp(at: number, n: number, min: number, max: number): void;
  momentBounds(
    n: number,
    after: number,
    afterFactor: number,
    before: number,
    beforeFactor: number,
    from: number,
    to: number,
    within: number,
    unit: number,
    same: boolean | number,
    low: number,
    high: number,
  ): void;
  stampUuid4(at: number, n: number): void;
  stampUuid7(at: number, ms: number, n: number): void;
  gather64(codes: number, table: number, n: number, out: number): void;
  gather32(codes: number, table: number, n: number, out: number): void;
  ramp(from: number, step: number, n: number, out: number): void;
  andBits(a: number, b: number, bytes: number, out: number): void;
  truths(values: number, n: number, out: number): void;
  countBits(bitmap: number, n: number): number;
  concat(parts: number, count: number, n: number, offsets: number, out: number): number;
  shapes(
    codes: number,
    table: number,
    given: number,
    src: number,
    stride: number,
    rows: number,
    k0: number,
    k1: number,
    n: number,
    offsets: number,
    out: number,
  ): number;
  phrases(root: number, src: number, n: number, offsets: number, out: number, end: number): number;
  compose(parts: number, count: number, n: number, offsets: number, out: number): number;
  codesAre(codes: number, n: number, code: number, out: number): void;
  moreThan(values: number, n: number, low: number, out: number): void;
  fillPatterns(
    src: number,
    codes: number,
    words: number,
    bytes: number,
    letters: number,
    letterCount: number,
    n: number,
    offsets: number,
    out: number,
  ): number;
  cellBytes(): number;
  encodeText(p: number, a: number, e: number, cell: number): number;
  writeRows(
    columns: number,
    count: number,
    i0: number,
    i1: number,
    rowMost: number,
    firstNumber: number,
    out: number,
    end: number,
  ): number;
  readonly nextRow: { readonly value: number };
  deflateBytes(block: number): number;
  deflateBegin(stream: number): void;
  deflateBlock(stream: number, from: number, to: number, out: number): number;
  deflateEnd(stream: number, out: number, last: boolean | number): number;
  crc32(crc: number, a: number, e: number): number;
  putF64(src: number, valid: number, i0: number, i1: number, gap: number, out: number): number;
  putI64(src: number, valid: number, i0: number, i1: number, gap: number, out: number): number;
  putI32(src: number, valid: number, i0: number, i1: number, gap: number, out: number): number;
  putI128(src: number, valid: number, i0: number, i1: number, gap: number, out: number): number;
  putU32(src: number, valid: number, i0: number, i1: number, gap: number, out: number): number;
  putUuid(src: number, valid: number, i0: number, i1: number, gap: number, out: number): number;
  putBooleans(src: number, valid: number, i0: number, i1: number, gap: number, out: number, at: number): number;
  putValid(valid: number, i0: number, i1: number, out: number, at: number): number;
  putTexts(
    offsets: number,
    bytes: number,
    valid: number,
    i0: number,
    i1: number,
    ends: number,
    base: number,
    out: number,
  ): number;
  putDurations(src: number, valid: number, i0: number, i1: number, offsets: number, out: number): number;
  putByteArrays(offsets: number, bytes: number, valid: number, i0: number, i1: number, out: number): number;
  putCodes(src: number, valid: number, i0: number, i1: number, seen: number, out: number): number;
  numberSeen(seen: number, count: number, map: number): number;
  putSeen(seen: number, count: number, offsets: number, bytes: number, out: number): number;
  packCodes(codes: number, n: number, map: number, width: number, out: number): number;
  rangeF64(src: number, valid: number, i0: number, i1: number, slot: number): void;
  rangeUuid(src: number, valid: number, i0: number, i1: number, slot: number): void;
  rangeTexts(offsets: number, bytes: number, valid: number, i0: number, i1: number, skip: number, slot: number): void;
  snappy(src: number, length: number, out: number): number;
  exp(x: number): number;
  expm1(x: number): number;
  log(x: number): number;
  log1p(x: number): number;
  log2(x: number): number;
  log10(x: number): number;
  pow(x: number, y: number): number;
  cbrt(x: number): number;
  sin(x: number): number;
  cos(x: number): number;
  tan(x: number): number;
  asin(x: number): number;
  acos(x: number): number;
  atan(x: number): number;
  atan2(y: number, x: number): number;
  tanh(x: number): number;
  normalQuantile(p: number): number;
}
