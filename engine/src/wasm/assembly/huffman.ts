// Prefix codes for deflate. `scratch` is scratchBytes of memory.
const SORTED = 0, LEVELS = 288 * 4, COUNTS = LEVELS + 288 * 4;
export const scratchBytes = COUNTS + 64 * 4;

/** Address of u32 number i at `a`. */
@inline
export function word(a: usize, i: i32): usize {
  return a + (<usize>i << 2);
}

/** Numbers of children to depths, in place, for n sorted weights. Moffat, Katajainen, "In-place calculation of minimum-redundancy codes", WADS 1995. */
function depths(a: usize, n: i32): void {
  if (n == 1) {
    store<u32>(a, 1);
    return;
  }
  store<u32>(a, load<u32>(a) + load<u32>(a, 4));
  let root = 0, leaf = 2;
  for (let next = 1; next < n - 1; next++) {
    const at = word(a, next);
    let sum: u32 = 0;
    for (let k = 0; k < 2; k++) {
      if (leaf >= n || (root < next && load<u32>(word(a, root)) < load<u32>(word(a, leaf)))) {
        sum += load<u32>(word(a, root));
        store<u32>(word(a, root++), next);
      } else sum += load<u32>(word(a, leaf++));
    }
    store<u32>(at, sum);
  }
  store<u32>(word(a, n - 2), 0);
  for (let next = n - 3; next >= 0; next--) {
    const at = word(a, next);
    store<u32>(at, load<u32>(a + (<usize>load<u32>(at) << 2)) + 1);
  }
  let open = 1, used = 0, depth: u32 = 0, next = n - 1;
  root = n - 2;
  while (open > 0) {
    while (root >= 0 && load<u32>(word(a, root)) == depth) {
      used++;
      root--;
    }
    while (open > used) {
      store<u32>(word(a, next--), depth);
      open--;
    }
    open = used << 1;
    depth++;
    used = 0;
  }
}

/** A prefix code for `size` symbols used as counted, none longer than `most`: code | length << 16 each, bits reversed as deflate sends them. */
export function makeCode(scratch: usize, uses: usize, codes: usize, size: i32, most: u32): void {
  const sorted = scratch + SORTED, levels = scratch + LEVELS, counts = scratch + COUNTS;
  let n = 0;
  memory.fill(codes, 0, size * 4);
  for (let s = 0; s < size; s++) {
    const use = load<u32>(word(uses, s));
    if (use == 0) continue;
    const key = (use << 9) | s;
    let k = n++;
    for (; k > 0 && load<u32>(word(sorted, k - 1)) > key; k--) store<u32>(word(sorted, k), load<u32>(word(sorted, k - 1)));
    store<u32>(word(sorted, k), key);
  }
  if (n == 0) return;
  for (let k = 0; k < n; k++) store<u32>(word(levels, k), load<u32>(word(sorted, k)) >> 9);
  depths(levels, n);
  memory.fill(counts, 0, 64 * 4);
  for (let k = 0; k < n; k++) {
    const at = counts + (<usize>min<u32>(load<u32>(word(levels, k)), most) << 2);
    store<u32>(at, load<u32>(at) + 1);
  }
  let total: u32 = 0; // Kraft's sum in units of 2^-most
  for (let l: u32 = 1; l <= most; l++) total += load<u32>(word(counts, l)) << (most - l);
  for (; total > (<u32>1 << most); total--) {
    const deepest = word(counts, most);
    store<u32>(deepest, load<u32>(deepest) - 1);
    let l = most - 1;
    while (load<u32>(word(counts, l)) == 0) l--;
    const at = word(counts, l);
    store<u32>(at, load<u32>(at) - 1);
    store<u32>(at, load<u32>(at, 4) + 2, 4);
  }
  for (let l: u32 = 1, k = n; l <= most; l++)
    for (let left = load<u32>(word(counts, l)); left > 0; left--) store<u32>(codes + (<usize>(load<u32>(word(sorted, --k)) & 511) << 2), l << 16);
  let first: u32 = 0; // RFC 1951, 3.2.2
  for (let l: u32 = 1; l <= most; l++) {
    first = (first + (l == 1 ? 0 : load<u32>(word(counts, l - 1)))) << 1;
    let code = first;
    for (let s = 0; s < size; s++) {
      const at = word(codes, s);
      if (load<u32>(at) >> 16 != l) continue;
      let reversed: u32 = 0;
      for (let b: u32 = 0; b < l; b++) reversed |= ((code >> b) & 1) << (l - 1 - b);
      store<u32>(at, (l << 16) | reversed);
      code++;
    }
  }
}
