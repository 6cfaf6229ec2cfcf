import type { Kernel } from "../plan/plan.ts";
import { rowNumbers } from "../random/rows.ts";
import { bits } from "../random/stream.ts";

const LIMB = 10_000_000; // base 10^7: products of two limbs stay exact
const STEPS = 4_194_304; // ids of one millisecond
const ROOM = 9_007_199_254_740_992;
const WIDTH = 20; // digits of the greatest 64-bit number

/** ms * 2^22 + low in decimal at `to`; returns its length. Both whole; ms below 2^42. */
function writeId(bytes: Uint8Array, to: number, ms: number, low: number): number {
  let l0 = (ms % LIMB) * STEPS + low;
  let l1 = (Math.floor(ms / LIMB) % LIMB) * STEPS + Math.floor(l0 / LIMB);
  let l2 = Math.floor(l1 / LIMB);
  l0 %= LIMB;
  l1 %= LIMB;
  for (let k = to + 20; k > to + 13; k--, l0 = Math.floor(l0 / 10)) bytes[k] = 48 + (l0 % 10);
  for (let k = to + 13; k > to + 6; k--, l1 = Math.floor(l1 / 10)) bytes[k] = 48 + (l1 % 10);
  for (let k = to + 6; k >= to; k--, l2 = Math.floor(l2 / 10)) bytes[k] = 48 + (l2 % 10);
  let first = to;
  while (first < to + 20 && bytes[first] === 48) first++;
  bytes.copyWithin(to, first, to + 21);
  return to + 21 - first;
}

/**
 * Snowflake ids: ms since `epoch`, then 22 bits, as one decimal number in text. The time is input 0, or else within `spanMs` from `from`;
 * then no two rows agree, because time and bits render a keyed bijection of the row number.
 */
export function snowflake(epoch: number, from: number, spanMs: number): Kernel {
  const size = Math.min(ROOM, spanMs * STEPS);
  const perMs = size / spanMs;
  return {
    run({ machine, rows, inputs, key }) {
      const n = rows.length;
      const given = inputs[0]?.layout === "f64" ? inputs[0] : undefined;
      const places = machine.alloc(n * 8);
      if (given === undefined) machine.loops.permute(key.k0, key.k1, size, 0, rowNumbers(machine, rows), n, places);
      const random = bits(machine, rows, key, 0, 1);
      const offsets = machine.alloc((n + 1) * 4);
      const at = machine.alloc(n * (WIDTH + 1));
      const { u8, u32, f64 } = machine;
      u32[offsets / 4] = 0;
      let p = at;
      for (let i = 0; i < n; i++) {
        const word = u32[random / 4 + i]!;
        const place = f64[places / 8 + i]!;
        const ms = given === undefined ? from + Math.floor(place / perMs) : f64[given.at / 8 + i]!;
        const low =
          given === undefined ? Math.min(STEPS - 1, Math.floor(((place % perMs) / perMs) * STEPS)) : word >>> 10;
        p += writeId(u8, p, Math.max(0, ms - epoch), low);
        u32[offsets / 4 + i + 1] = p - at;
      }
      machine.trim(at, p - at);
      return [{ layout: "text", offsets, bytes: at, valid: given?.valid ?? 0, plain: true }];
    },
  };
}
