import type { Machine } from "./machine.ts";

/** A buffer in a machine's memory that grows with what is put into it and lives as long as the machine. */
export interface Growing {
  /** Its address; another after `reserve` had to move it. */
  readonly at: number;
  /** Makes room for `more` bytes behind the first `used`, which stay as they are; returns the address. */
  reserve(used: number, more: number): number;
}

/** Each move at least doubles it, so the places left behind are together smaller than the buffer. */
export function openGrowing(machine: Machine, bytes: number): Growing {
  let capacity = bytes,
    at = machine.keep(bytes);
  return {
    get at() {
      return at;
    },
    reserve(used, more) {
      if (used + more > capacity) {
        const from = at;
        capacity = Math.max(used + more, capacity * 2);
        at = machine.keep(capacity);
        machine.u8.copyWithin(at, from, from + used);
      }
      return at;
    },
  };
}
