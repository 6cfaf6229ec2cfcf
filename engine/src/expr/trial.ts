import { readCell, type Cell } from "../batch/cells.ts";
import type { Column, ColumnType } from "../batch/column.ts";
import { isPlain } from "../batch/words.ts";
import { openMachine } from "../wasm/machine.ts";
import { compileExpression, type Expression, type ExpressionIssue } from "./expression.ts";

/** A column for tests: numbers as they lie in memory, texts, or codes where the type has a dictionary; null is null. */
export interface Given {
  readonly type: Partial<ColumnType> & Pick<ColumnType, "kind">;
  readonly cells: readonly (number | string | null)[];
}

const encoder = new TextEncoder();
const machine = openMachine();

/** The type of a given column, nullable where a cell is null. */
export function typeOf({ type, cells }: Given): ColumnType {
  return { nullable: cells.includes(null), scale: 0, millis: false, ...type };
}

/** The cells in a machine's memory. Null cells hold rubbish, as they may anywhere. */
function layOut(given: Given): Column {
  const { type, cells } = given;
  const bitmap = new Uint8Array((cells.length >> 3) + 1);
  cells.forEach((cell, i) => (bitmap[i >> 3]! |= cell === null ? 0 : 1 << (i & 7)));
  const valid = cells.includes(null) ? machine.alloc(bitmap.length) : 0;
  if (valid !== 0) machine.u8.set(bitmap, valid);
  const { dictionary } = type;
  if (dictionary !== undefined) {
    const at = machine.alloc(cells.length * 4);
    machine.u32.set(
      cells.map((cell) => (cell === null ? 4_000_000_000 : (cell as number))),
      at / 4,
    );
    return { layout: "dict", at, valid, dictionary };
  }
  if (type.kind === "text" || type.kind === "json") {
    const texts = cells.map((cell) => encoder.encode(cell === null ? "rubbish" : (cell as string)));
    const offsets = machine.alloc(4 * (cells.length + 1));
    const bytes = machine.alloc(texts.reduce((sum, text) => sum + text.length, 0));
    let end = 0;
    texts.forEach((text, i) => {
      machine.u32[offsets / 4 + i] = end;
      machine.u8.set(text, bytes + end);
      end += text.length;
    });
    machine.u32[offsets / 4 + cells.length] = end;
    return { layout: "text", offsets, bytes, valid, plain: cells.every((cell) => isPlain(String(cell))) };
  }
  const at = machine.alloc(cells.length * 16);
  if (type.kind !== "uuid") {
    machine.f64.set(
      cells.map((cell) => (cell === null ? NaN : (cell as number))),
      at / 8,
    );
    return { layout: "f64", at, valid };
  }
  cells.forEach((cell, i) => {
    const hex = String(cell ?? "f".repeat(32)).replaceAll("-", "");
    for (let k = 0; k < 16; k++) machine.u8[at + i * 16 + k] = Number.parseInt(hex.slice(k * 2, k * 2 + 2), 16);
  });
  return { layout: "uuid", at, valid };
}

/** What became of an expression: its cells as `readCell` gives them, or its issues. */
export interface Outcome {
  readonly issues: readonly ExpressionIssue[];
  readonly type?: ColumnType;
  readonly cells: readonly Cell[];
  /** The cells as they lie in memory, of numbers and their like. */
  readonly raw: readonly (number | null)[];
  /** Whether a text column promises to be plain. */
  readonly plain?: boolean;
}

export type Target = Parameters<typeof compileExpression>[2];

/** 2026-11-21T10:30:00Z. */
export const NOW = 1_795_257_000_000;

/** Runs a compiled expression over rows [from, from + n) of columns of n cells. */
export function runOver(
  expression: Expression,
  columns: Readonly<Record<string, Given>>,
  from: number,
  n: number,
): Outcome {
  machine.release();
  const inputs = expression.reads.map((path) => layOut(columns[path]!));
  const task = { machine, rows: { from, length: n, numbers: 0 }, inputs, key: { k0: 0, k1: 0 } };
  const [column] = expression.kernel.run(task);
  const header = { name: "it", ...expression.type };
  const cells = Array.from({ length: n }, (_, i) => readCell(machine, header, column!, i));
  const raw = cells.map((cell, i) =>
    cell === null || column!.layout !== "f64" ? null : machine.f64[column!.at / 8 + i]!,
  );
  const plain = column!.layout === "text" && column!.plain;
  if (plain && cells.some((cell) => typeof cell === "string" && !isPlain(cell)))
    throw new Error("a column that promises to be plain is not");
  return { issues: [], type: expression.type, cells, raw, plain };
}

/** Compiles and runs an expression over columns of n cells, rows from `from` on. */
export function trial(
  text: string,
  columns: Readonly<Record<string, Given>>,
  n: number,
  target?: Target,
  from = 0,
): Outcome {
  const resolve = (path: string): ColumnType | undefined =>
    Object.hasOwn(columns, path) ? typeOf(columns[path]!) : undefined;
  const { expression, issues } = compileExpression(text, { resolve, now: NOW }, target);
  return expression === undefined ? { issues, cells: [], raw: [] } : runOver(expression, columns, from, n);
}
