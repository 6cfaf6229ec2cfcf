import { describe, expect, it } from "vitest";
import { LimitError } from "../errors.ts";
import { openMachine } from "./machine.ts";

describe("a machine", () => {
  it("gives blocks that do not overlap, and the same ones again after a release", () => {
    const machine = openMachine();
    const sizes = [1, 100, 1 << 20, 17, 3 << 20, 64];
    const take = (): number[] => sizes.map((size) => machine.alloc(size));
    const first = take();
    const ends = first.map((at, k) => [at, at + sizes[k]!] as const).sort((a, b) => a[0] - b[0]);
    for (let k = 1; k < ends.length; k++) expect(ends[k]![0]).toBeGreaterThanOrEqual(ends[k - 1]![1]);
    machine.release();
    expect(take()).toEqual(first);
  });

  it("keeps what is kept across releases, apart from what is allocated", () => {
    const machine = openMachine();
    const kept = machine.keep(1000);
    machine.u8.fill(7, kept, kept + 1000);
    for (let round = 0; round < 3; round++) {
      const at = machine.alloc(5 << 20);
      machine.u8.fill(9, at, at + (5 << 20));
      machine.release();
    }
    expect(machine.u8.subarray(kept, kept + 1000).every((byte) => byte === 7)).toBe(true);
  });

  it("gives back what a block does not need", () => {
    const machine = openMachine();
    const at = machine.alloc(100_000);
    machine.trim(at, 10);
    expect(machine.alloc(10)).toBeLessThan(at + 1000);
  });

  it("refuses more than 32-bit addresses reach, instead of wrapping", () => {
    const machine = openMachine();
    for (const bytes of [2 ** 32, 2 ** 40]) expect(() => machine.alloc(bytes)).toThrow(LimitError);
    expect(machine.alloc(16)).toBeGreaterThan(0);
  });
});
