import { DAY_MS } from "../batch/cells.ts";
import type { Column, Kind } from "../batch/column.ts";
import { andValid } from "../batch/valid.ts";
import { invariant } from "../errors.ts";
import type { Machine } from "../wasm/machine.ts";
import { FLOAT_MOST } from "./rounding.ts";
import type { Run, Term } from "./term.ts";

/** Fills n cells of `out` from those of a. Views of one column each: V8 runs them twice as fast as indexes into the whole memory. */
export type Loop1 = (a: Float64Array, out: Float64Array, n: number) => void;
/** The same from two columns. */
export type Loop2 = (a: Float64Array, b: Float64Array, out: Float64Array, n: number) => void;

/** The f64 cells of n rows at an address. */
function view(machine: Machine, at: number, n: number): Float64Array {
  return machine.f64.subarray(at / 8, at / 8 + n);
}

const WHOLE_MOST = Number.MAX_SAFE_INTEGER;
const FIRST_DAY = -719_162; // 0001-01-01
const LAST_DAY = 2_932_896; // 9999-12-31

/** The least and the greatest cell of a kind. */
export const RANGE: Readonly<Partial<Record<Kind, readonly [number, number]>>> = {
  integer: [-WHOLE_MOST, WHOLE_MOST],
  decimal: [-WHOLE_MOST, WHOLE_MOST],
  float: [-FLOAT_MOST, FLOAT_MOST],
  duration: [-WHOLE_MOST, WHOLE_MOST],
  date: [FIRST_DAY, LAST_DAY],
  datetime: [FIRST_DAY * DAY_MS, LAST_DAY * DAY_MS + DAY_MS - 1],
};

/**
 * What a loop makes. `partial` says that it marks rows without a result by NaN: they become null. `loose` says that it may leave the
 * range of its kind: dates and durations are brought back at once, numbers by `finished`, so that what lies between may be larger.
 */
export interface Made {
  readonly kind: Kind;
  readonly scale?: number;
  readonly millis?: boolean;
  readonly partial?: boolean;
  readonly loose?: boolean;
  readonly wholeDays?: boolean;
}

/** Columns in the f64 layout. */
export type Numbers = Extract<Column, { layout: "f64" }>;

export function toNumbers(column: Column): Numbers {
  invariant(column.layout === "f64", "a column of numbers");
  return column;
}

/** Bit i of the bitmap at `valid`; 0 stands for all set. */
export function bitOf(u8: Uint8Array, valid: number, i: number): number {
  return valid === 0 ? 1 : (u8[valid + (i >> 3)]! >> (i & 7)) & 1;
}

/** The column with every NaN null. */
export function nullWhereNaN(machine: Machine, column: Numbers, n: number): Numbers {
  const c = column.at / 8;
  const { f64 } = machine;
  let first = 0;
  while (first < n && !Number.isNaN(f64[c + first])) first++;
  if (first === n) return column;
  const bits = machine.alloc((n + 7) >> 3);
  const { u8, f64: f } = machine;
  u8.fill(255, bits, bits + ((n + 7) >> 3));
  for (let i = first; i < n; i++) {
    if (!Number.isNaN(f[c + i])) continue;
    f[c + i] = 0;
    const at = bits + (i >> 3);
    u8[at] = u8[at]! & ~(1 << (i & 7));
  }
  return { layout: "f64", at: column.at, valid: andValid(machine, column.valid, bits, n) };
}

function isMoment(kind: Kind): boolean {
  return kind === "date" || kind === "datetime" || kind === "duration";
}

/** The cells that a loop has left at an address, as a column. */
function settled(machine: Machine, type: Made, at: number, valid: number, n: number): Numbers {
  const range = RANGE[type.kind];
  if (type.loose === true && range !== undefined && isMoment(type.kind)) machine.loops.clamp(at, n, range[0], range[1]);
  const column: Numbers = { layout: "f64", at, valid };
  return type.partial === true ? nullWhereNaN(machine, column, n) : column;
}

function made(type: Made, nullable: boolean, run: Run): Term {
  const { kind, scale = 0, millis = false, partial = false, loose = false, wholeDays = false } = type;
  return { kind, scale, millis, nullable: nullable || partial, loose, wholeDays, run };
}

/** One loop over the cells of a term. */
export function mapped(type: Made, a: Term, loop: Loop1): Term {
  return made(type, a.nullable, (task) => {
    const { machine, rows } = task;
    const x = toNumbers(a.run(task));
    const n = rows.length;
    const at = machine.alloc(n * 8);
    loop(view(machine, x.at, n), view(machine, at, n), n);
    return settled(machine, type, at, x.valid, n);
  });
}

/** One loop over the cells of two terms; null where either is. */
export function combined(type: Made, a: Term, b: Term, loop: Loop2): Term {
  return made(type, a.nullable || b.nullable, (task) => {
    const { machine, rows } = task;
    const n = rows.length;
    const x = toNumbers(a.run(task));
    const y = toNumbers(b.run(task));
    const at = machine.alloc(n * 8);
    loop(view(machine, x.at, n), view(machine, y.at, n), view(machine, at, n), n);
    return settled(machine, type, at, andValid(machine, x.valid, y.valid, n), n);
  });
}
