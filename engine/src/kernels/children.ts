import { andValid } from "../batch/valid.ts";
import { invariant } from "../errors.ts";
import type { Family, Kernel } from "../plan/plan.ts";
import { aliasTable } from "../random/alias.ts";
import { openCounted } from "../random/counted.ts";
import type { Amounts, Split } from "../random/split.ts";
import { bits, type StreamKey } from "../random/stream.ts";
import { keepNumbers, keptFor } from "../wasm/kept.ts";

/** How many children each parent row has: min + k with the chance of `weights[k]`, from a stream of its own. */
export function childCounts(min: number, weights: readonly number[], key: StreamKey): Amounts {
  const table = aliasTable(weights);
  const kept = keptFor((machine) => keepNumbers(machine, table));
  return (machine, rows) => {
    const address = kept(machine);
    const codes = machine.alloc(rows.length * 4);
    const at = machine.alloc(rows.length * 8);
    machine.loops.alias(bits(machine, rows, key, 0, 1), rows.length, address, weights.length, codes);
    const { f64, u32 } = machine;
    for (let i = 0; i < rows.length; i++) f64[at / 8 + i] = min + u32[codes / 4 + i]!;
    return at;
  };
}

/** The parent's row number of each child row, and the child's place among its siblings, from 0. */
export function parentRows(split: Split): Kernel {
  return {
    run({ machine, rows }) {
      const { parents, ordinals } = split.locate(machine, rows);
      return [
        { layout: "f64", at: parents, valid: 0 },
        { layout: "f64", at: ordinals, valid: 0 },
      ];
    },
  };
}

/** Of input 0, parents' row numbers: the row number of the first child, and the number of children. */
export function familyOf(split: Split): Kernel {
  return {
    run({ machine, rows, inputs }) {
      const [parents] = inputs;
      invariant(parents?.layout === "f64", "parents are row numbers");
      const { firsts, counts } = split.childrenOf(machine, { from: 0, length: rows.length, numbers: parents.at });
      return [
        { layout: "f64", at: firsts, valid: 0 },
        { layout: "f64", at: counts, valid: 0 },
      ];
    },
  };
}

/** Of input 0, parents' row numbers: one of the parent's children, equally likely; null where it has none, which never is where each has `some`. */
export function childAmong(split: Split, some: boolean): Kernel {
  return {
    run({ machine, rows, inputs, key }) {
      const n = rows.length;
      const [parents] = inputs;
      invariant(parents?.layout === "f64", "parents are row numbers");
      const { firsts, counts } = split.childrenOf(machine, { from: 0, length: n, numbers: parents.at });
      const at = machine.alloc(n * 8);
      machine.loops.uniform(bits(machine, rows, key, 0, 2), n, 0, 1, at);
      const { f64 } = machine;
      for (let i = 0; i < n; i++) {
        const count = f64[counts / 8 + i]!;
        const place = f64[firsts / 8 + i]! + Math.floor(f64[at / 8 + i]! * count);
        f64[at / 8 + i] = count > 0 ? place : 0;
      }
      if (some) return [{ layout: "f64", at, valid: parents.valid }];
      const valid = machine.alloc((n + 7) >> 3);
      machine.loops.truths(counts, n, valid);
      return [{ layout: "f64", at, valid: andValid(machine, parents.valid, valid, n) }];
    },
  };
}

/** The owner's row number of each of `rows` rows that are counted: what `openCounted` says under the step's key. */
export function countedRow(shape: {
  readonly rows: number;
  readonly owners: number;
  readonly s: number | undefined;
}): Kernel {
  return {
    run({ machine, rows, key }) {
      return [{ layout: "f64", at: openCounted(shape, key).ownersOf(machine, rows), valid: 0 }];
    },
  };
}

/** The number of members of each row's family. */
export function memberCount(family: Family): Kernel {
  return { run: ({ machine, rows }) => [{ layout: "f64", at: family.spansOf(machine, rows).counts, valid: 0 }] };
}

/** The row number of the first member of each row's family, or of the last; null where there is none. */
export function memberAt(family: Family, end: "first" | "last"): Kernel {
  return {
    run({ machine, rows }) {
      const { firsts, counts } = family.spansOf(machine, rows);
      const bytes = (rows.length + 7) >> 3;
      const valid = machine.alloc(bytes),
        positions = machine.alloc(rows.length * 8);
      const { f64, u8 } = machine;
      u8.fill(0, valid, valid + bytes);
      for (let i = 0; i < rows.length; i++) {
        const count = f64[counts / 8 + i]!;
        if (count > 0) u8[valid + (i >> 3)] = u8[valid + (i >> 3)]! | (1 << (i & 7));
        f64[positions / 8 + i] = count > 0 ? f64[firsts / 8 + i]! + (end === "first" ? 0 : count - 1) : 0;
      }
      const at = family.rowsAt?.(machine, { from: 0, length: rows.length, numbers: positions }) ?? positions;
      return [{ layout: "f64", at, valid }];
    },
  };
}
