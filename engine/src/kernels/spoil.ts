import type { Column, ColumnType, TextColumn } from "../batch/column.ts";
import { isValid, readText } from "../batch/cells.ts";
import { writePieces } from "../batch/pieces.ts";
import { invariant } from "../errors.ts";
import type { Kernel, Task } from "../plan/plan.ts";
import { bits } from "../random/stream.ts";
import type { Machine } from "../wasm/machine.ts";
import { mistype, rewrite } from "../words/mistakes.ts";

/** The share of cells with that spoil, of those where the input `when`, a condition, is true. */
export interface SpoilShare {
  readonly rate: number;
  readonly when?: number;
}

const MOST_UNITS = Number.MAX_SAFE_INTEGER;
const WORD = 4_294_967_296;
// What can be wrong with a cell; 0 is nothing.
const MISSING = 1;
const TYPO = 2;
const OUTLIER = 3;
const FORMAT = 4;
const FACTORS = [10, 100, 1000, -1];
const encoder = new TextEncoder();

function isTrue(machine: Machine, condition: Column, i: number): boolean {
  invariant(condition.layout === "f64", "a condition is 0 or 1");
  return isValid(machine, condition, i) && machine.f64[condition.at / 8 + i] !== 0;
}

function toText(machine: Machine, column: Column, type: ColumnType, n: number): TextColumn {
  if (column.layout === "text") return column;
  return writePieces(machine, n, [{ column, type, valid: column.valid }], column.valid);
}

/** The column with some cells replaced, in the order of their rows. */
function replaced(
  machine: Machine,
  column: TextColumn,
  n: number,
  edits: readonly { readonly row: number; readonly text: string }[],
): TextColumn {
  if (edits.length === 0) return { ...column, plain: false };
  const texts = edits.map(({ text }) => encoder.encode(text));
  const whole = machine.u32[column.offsets / 4 + n]!;
  const offsets = machine.alloc((n + 1) * 4);
  const bytes = machine.alloc(whole + texts.reduce((sum, text) => sum + text.length, 0));
  const { u8, u32 } = machine;
  const old = column.offsets / 4;
  let row = 0;
  let end = 0;
  const copyTo = (to: number): void => {
    const from = u32[old + row]!;
    u8.copyWithin(bytes + end, column.bytes + from, column.bytes + u32[old + to]!);
    const shift = end - from;
    end += u32[old + to]! - from;
    for (; row < to; row++) u32[offsets / 4 + row] = u32[old + row]! + shift;
  };
  edits.forEach((edit, k) => {
    copyTo(edit.row);
    u32[offsets / 4 + row++] = end;
    u8.set(texts[k]!, bytes + end);
    end += texts[k]!.length;
  });
  copyTo(n);
  u32[offsets / 4 + n] = end;
  return { ...column, offsets, bytes, plain: false };
}

/** Ten, a hundred or a thousand times as much, or as much below zero. */
function outlierOf(x: number, random: number, { kind, scale }: ColumnType): number {
  let unit = 1;
  for (let k = 0; k < scale; k++) unit *= 10;
  const far = x === 0 ? 1000 * unit : x * FACTORS[Math.floor(random * FACTORS.length)]!;
  return kind === "float" ? far : Math.max(-MOST_UNITS, Math.min(MOST_UNITS, far));
}

/** Which spoil each cell gets, as f64: at most one, drawn by the shares in their order; null cells get none. */
function choose({ machine, rows, inputs }: Task, shares: readonly SpoilShare[], src: number): number {
  const at = machine.alloc(rows.length * 8);
  const ends: number[] = [];
  for (const { rate } of shares) ends.push((ends.at(-1) ?? 0) + rate * WORD);
  const { f64, u32 } = machine;
  const cell = inputs[0]!;
  const all = ends.at(-1)!;
  f64.fill(0, at / 8, at / 8 + rows.length);
  for (let i = 0; i < rows.length; i++) {
    const draw = u32[src / 4 + 4 * i]!;
    if (draw >= all || !isValid(machine, cell, i)) continue;
    const k = ends.findIndex((end) => draw < end);
    const { when } = shares[k]!;
    if (when === undefined || isTrue(machine, inputs[when]!, i)) f64[at / 8 + i] = k + 1;
  }
  return at;
}

/**
 * Input 0 with some cells spoiled, as text where `asText`, and which spoil each got. `shares` are those of missing cells, typos, outliers and formats. Of a row's four
 * random words the first chooses the spoil, the others how.
 */
export function spoil(shares: readonly SpoilShare[], type: ColumnType, asText: boolean): Kernel {
  const mayMiss = shares[MISSING - 1]!.rate > 0;
  return {
    run(task) {
      const { machine, rows, inputs, key } = task;
      const n = rows.length;
      const src = bits(machine, rows, key, 0, 4);
      const kinds = choose(task, shares, src);
      const random = (i: number, k: number): number => machine.u32[src / 4 + 4 * i + k]! / WORD;
      let column = inputs[0]!;
      if (column.layout === "f64" && shares[OUTLIER - 1]!.rate > 0) {
        const at = machine.alloc(n * 8);
        const { f64 } = machine;
        f64.copyWithin(at / 8, column.at / 8, column.at / 8 + n);
        for (let i = 0; i < n; i++) {
          if (f64[kinds / 8 + i] !== OUTLIER) continue;
          const x = f64[at / 8 + i]!;
          f64[at / 8 + i] = outlierOf(x, random(i, 1), type);
          if (f64[at / 8 + i] === x) f64[kinds / 8 + i] = 0;
        }
        column = { ...column, at };
      }
      if (asText) {
        const text = toText(machine, column, type, n);
        const edits: { row: number; text: string }[] = [];
        for (let row = 0; row < n; row++) {
          const kind = machine.f64[kinds / 8 + row]!;
          if (kind !== TYPO && kind !== FORMAT) continue;
          const clean = readText(machine, text, row);
          const spoiled =
            kind === TYPO
              ? mistype(clean, random(row, 1), random(row, 2), random(row, 3))
              : rewrite(type.kind, clean, random(row, 1));
          if (spoiled === clean) machine.f64[kinds / 8 + row] = 0;
          else edits.push({ row, text: spoiled });
        }
        column = replaced(machine, text, n, edits);
      }
      if (mayMiss) {
        const size = (n + 7) >> 3;
        const valid = machine.alloc(size);
        const { u8, f64 } = machine;
        if (column.valid === 0) u8.fill(255, valid, valid + size);
        else u8.copyWithin(valid, column.valid, column.valid + size);
        for (let i = 0; i < n; i++) if (f64[kinds / 8 + i] === MISSING) u8[valid + (i >> 3)]! &= ~(1 << (i & 7));
        column = { ...column, valid };
      }
      return [column, { layout: "f64", at: kinds, valid: 0 }];
    },
  };
}

/** Input 0, a text, with a typo where input 1 is `ordinal` and the cell is clean; and input 2, which spoil each cell has. */
export function spoilNear(ordinal: number, type: ColumnType): Kernel {
  return {
    run({ machine, rows, inputs, key }) {
      const [cell, near, before] = inputs;
      invariant(cell !== undefined && near?.layout === "f64" && before?.layout === "f64", "a cell and two numbers");
      const n = rows.length;
      const text = toText(machine, cell, type, n);
      const src = bits(machine, rows, key, 0, 4);
      const kinds = machine.alloc(n * 8);
      machine.f64.copyWithin(kinds / 8, before.at / 8, before.at / 8 + n);
      const random = (i: number, k: number): number => machine.u32[src / 4 + 4 * i + k]! / WORD;
      const edits: { row: number; text: string }[] = [];
      for (let row = 0; row < n; row++) {
        // A second typo could undo a first one.
        const isClean = machine.f64[kinds / 8 + row] === 0 && isValid(machine, text, row);
        if (machine.f64[near.at / 8 + row] !== ordinal || !isClean) continue;
        const clean = readText(machine, text, row);
        const spoiled = mistype(clean, random(row, 1), random(row, 2), random(row, 3));
        if (spoiled === clean) continue;
        machine.f64[kinds / 8 + row] = TYPO;
        edits.push({ row, text: spoiled });
      }
      return [replaced(machine, text, n, edits), { layout: "f64", at: kinds, valid: 0 }];
    },
  };
}
