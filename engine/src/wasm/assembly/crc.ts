const CRC = memory.data(8 * 256 * 4);

/** Tables of eight bytes at once: Kounavis, Berry, "A systematic approach to building high performance software-based CRC generators", ISCC 2005. */
function fillCrc(): void {
  for (let i: u32 = 0; i < 256; i++) {
    let c = i;
    for (let k = 0; k < 8; k++) c = c & 1 ? 0xedb88320 ^ (c >> 1) : c >> 1; // the reversed polynomial of ISO 3309
    store<u32>(CRC + (i << 2), c);
  }
  for (let i: u32 = 256; i < 2048; i++) {
    const c = load<u32>(CRC + ((i - 256) << 2));
    store<u32>(CRC + (i << 2), load<u32>(CRC + ((c & 255) << 2)) ^ (c >> 8));
  }
}
fillCrc();

/** The CRC-32 of zip and gzip, continued from `crc` (0 at first) over [a, e). */
export function crc32(crc: u32, a: usize, e: usize): u32 {
  let c = ~crc, k = a;
  for (; k + 8 <= e; k += 8) {
    const x = load<u32>(k) ^ c, y = load<u32>(k, 4);
    c = load<u32>(CRC + 7168 + ((x & 255) << 2)) ^ load<u32>(CRC + 6144 + (((x >> 8) & 255) << 2)) ^ load<u32>(CRC + 5120 + (((x >> 16) & 255) << 2)) ^ load<u32>(CRC + 4096 + ((x >> 24) << 2))
      ^ load<u32>(CRC + 3072 + ((y & 255) << 2)) ^ load<u32>(CRC + 2048 + (((y >> 8) & 255) << 2)) ^ load<u32>(CRC + 1024 + (((y >> 16) & 255) << 2)) ^ load<u32>(CRC + ((y >> 24) << 2));
  }
  for (; k < e; k++) c = load<u32>(CRC + (((c ^ load<u8>(k)) & 255) << 2)) ^ (c >> 8);
  return ~c;
}
