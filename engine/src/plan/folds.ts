import type { Column } from "../batch/column.ts";
import { invariant } from "../errors.ts";
import { rowNumbers, type Rows } from "../random/rows.ts";
import type { Machine } from "../wasm/machine.ts";
import { withScratch } from "../wasm/scratch.ts";
import type { ColumnId, Family, Fold, Take } from "./plan.ts";

const PIECE_ROWS = 4096; // members evaluated at once: a family of millions takes no more memory than a batch

/** Cells of some columns for some rows, as `evaluate` gives them. */
type Evaluate = (machine: Machine, rows: Rows, wanted: readonly ColumnId[]) => readonly Column[];

/** Stretches of positions, each made into one cell; one that `continues` starts from the result of the one before. */
interface Spans {
  readonly firsts: Float64Array;
  readonly counts: Float64Array;
  readonly continues: (span: number) => boolean;
  /** Where the cell of each span goes. */
  readonly target: (span: number) => number;
}

/** Where the running result stands while cells come in. */
interface Tally {
  value: number;
  seen: number;
}

/** Members of all spans, span after span, in pieces. */
function visitPieces(
  { firsts, counts }: Spans,
  rowsAt: Family["rowsAt"],
  visit: (machine: Machine, rows: Rows) => void,
): void {
  withScratch((machine) => {
    let span = 0,
      done = 0;
    while (span < counts.length) {
      machine.release();
      const at = machine.alloc(PIECE_ROWS * 8);
      let length = 0,
        from = 0,
        isRun = true;
      while (span < counts.length && length < PIECE_ROWS) {
        const many = Math.min(counts[span]! - done, PIECE_ROWS - length);
        if (many > 0) {
          const first = firsts[span]! + done;
          if (length === 0) from = first;
          else if (first !== from + length) isRun = false;
          machine.loops.ramp(first, 1, many, at + length * 8);
          length += many;
          done += many;
        }
        if (done >= counts[span]!) {
          span++;
          done = 0;
        }
      }
      if (length === 0) return;
      const positions: Rows = isRun ? { from, length, numbers: 0 } : { from: 0, length, numbers: at };
      visit(machine, rowsAt === undefined ? positions : { from: 0, length, numbers: rowsAt(machine, positions) });
    }
  });
}

/** Cells of a piece: f64 from index `cells` on, and which of them count. */
interface Piece {
  readonly f64: Float64Array;
  readonly cells: number;
  /** Whether all count; otherwise ask `isIn`. */
  readonly isAll: boolean;
  isIn(i: number): boolean;
}

/** Takes cells [from, to) of a piece into the tally. */
function takeRun(take: Take, tally: Tally, piece: Piece, from: number, to: number): void {
  let { value, seen } = tally;
  const { f64, cells, isAll } = piece;
  const isIn = (i: number): boolean => piece.isIn(i);
  switch (take) {
    case "sum":
    case "mean":
      if (isAll) {
        for (let i = from; i < to; i++) value += f64[cells + i]!;
        seen += to - from;
      } else
        for (let i = from; i < to; i++)
          if (isIn(i)) {
            value += f64[cells + i]!;
            seen++;
          }
      break;
    case "count":
      for (let i = from; i < to; i++) if (isIn(i)) seen++;
      value = seen;
      break;
    case "first":
      for (let i = from; i < to && seen === 0; i++)
        if (isIn(i)) {
          value = f64[cells + i]!;
          seen = 1;
        }
      break;
    case "last":
      for (let i = from; i < to; i++)
        if (isIn(i)) {
          value = f64[cells + i]!;
          seen = 1;
        }
      break;
    default: {
      const sign = take === "min" ? 1 : -1;
      for (let i = from; i < to; i++)
        if (isIn(i) && (seen === 0 || sign * f64[cells + i]! < sign * value)) {
          value = f64[cells + i]!;
          seen++;
        }
    }
  }
  tally.value = value;
  tally.seen = seen;
}

/** A whole quotient, half away from 0; exact up to 2^53. */
function roundedQuotient(sum: number, count: number): number {
  const size = Math.abs(sum);
  const whole = Math.floor(size / count);
  const rest = size - whole * count;
  return Math.sign(sum) * (whole + (2 * rest >= count ? 1 : 0));
}

function finished({ take, factor }: Fold, { value, seen }: Tally): number {
  if (take !== "mean" || seen === 0) return value;
  return factor === undefined ? value / seen : roundedQuotient(value * factor, seen);
}

function numbersOf(column: Column): number {
  invariant(column.layout === "f64", "numbers are taken together");
  return column.at / 8;
}

/** One cell per span, f64; null where nothing was taken and the empty result is not 0. */
function foldSpans(
  machine: Machine,
  fold: Fold,
  column: ColumnId,
  spans: Spans,
  rowsAt: Family["rowsAt"],
  evaluate: Evaluate,
): Column {
  const n = spans.counts.length;
  const results = new Float64Array(n);
  const bytes = (n + 7) >> 3;
  const valid = new Uint8Array(bytes);
  const hasZero = fold.take === "sum" || fold.take === "count";
  const takesRow = fold.take === "first" || fold.take === "last";
  const tally: Tally = { value: 0, seen: 0 };
  let span = -1,
    left = 0,
    isNullable = false;
  const next = (): void => {
    for (;;) {
      if (span >= 0) {
        const to = spans.target(span);
        results[to] = finished(fold, tally);
        if (hasZero || tally.seen > 0) valid[to >> 3] = valid[to >> 3]! | (1 << (to & 7));
        else isNullable = true;
      }
      span++;
      if (span === n) return;
      if (!spans.continues(span)) tally.value = tally.seen = 0;
      left = spans.counts[span]!;
      if (left > 0) return;
    }
  };
  next();
  const { where, present = [] } = fold;
  const wanted = [column, ...(where === undefined ? [] : [where]), ...present];
  visitPieces(spans, rowsAt, (scratch, rows) => {
    const columns = evaluate(scratch, rows, wanted);
    const own = columns[0]!;
    const masks = columns.flatMap(({ valid: mask }) => (mask === 0 ? [] : [mask]));
    const condition = where === undefined ? undefined : numbersOf(columns[1]!);
    const cells = takesRow ? rowNumbers(scratch, rows) / 8 : fold.take === "count" ? 0 : numbersOf(own);
    const { u8, f64 } = scratch;
    const isIn = (i: number): boolean => {
      for (const mask of masks) if (((u8[mask + (i >> 3)]! >> (i & 7)) & 1) === 0) return false;
      return condition === undefined || f64[condition + i] === 1;
    };
    const piece: Piece = { f64, cells, isAll: masks.length === 0 && condition === undefined, isIn };
    for (let i = 0; i < rows.length;) {
      const to = Math.min(rows.length, i + left);
      takeRun(fold.take, tally, piece, i, to);
      left -= to - i;
      i = to;
      if (left === 0) next();
    }
  });
  const at = machine.alloc(n * 8);
  const mask = isNullable ? machine.alloc(bytes) : 0;
  machine.f64.set(results, at / 8);
  if (isNullable) machine.u8.set(valid, mask);
  return { layout: "f64", at, valid: mask };
}

/** Copies of f64 that stand in a machine. */
function copied(machine: Machine, at: number, length: number): Float64Array {
  return machine.f64.slice(at / 8, at / 8 + length);
}

/** One cell per row, made of the cells of `column` in the members of each. */
export function foldFamily(
  machine: Machine,
  rows: Rows,
  column: ColumnId,
  fold: Fold & { readonly over: Family },
  evaluate: Evaluate,
): Column {
  const { firsts, counts } = fold.over.spansOf(machine, rows);
  const spans: Spans = {
    firsts: copied(machine, firsts, rows.length),
    counts: copied(machine, counts, rows.length),
    continues: () => false,
    target: (span) => span,
  };
  return foldSpans(machine, fold, column, spans, fold.over.rowsAt?.bind(fold.over), evaluate);
}

/** One cell per row, made of the cells of `column` from the row number in `firsts` to the row's own. Rows of one family are gone through once. */
export function foldSiblings(
  machine: Machine,
  rows: Rows,
  column: ColumnId,
  fold: Fold,
  firsts: Column,
  evaluate: Evaluate,
): Column {
  const n = rows.length;
  const numbers = copied(machine, rowNumbers(machine, rows), n);
  const starts = copied(machine, numbersOf(firsts) * 8, n);
  const order = Uint32Array.from({ length: n }, (_, i) => i);
  if (rows.numbers !== 0) order.sort((a, b) => numbers[a]! - numbers[b]! || a - b);
  const continues = (span: number): boolean => span > 0 && starts[order[span]!] === starts[order[span - 1]!];
  const spans: Spans = {
    firsts: new Float64Array(n),
    counts: new Float64Array(n),
    continues,
    target: (span) => order[span]!,
  };
  for (let span = 0; span < n; span++) {
    const i = order[span]!;
    const from = continues(span) ? numbers[order[span - 1]!]! + 1 : starts[i]!;
    spans.firsts[span] = from;
    spans.counts[span] = numbers[i]! + 1 - from;
  }
  return foldSpans(machine, fold, column, spans, undefined, evaluate);
}
