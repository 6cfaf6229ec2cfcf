import type { Batch } from "../batch/batch.ts";
import type { Column, ColumnHeader, Dictionary } from "../batch/column.ts";
import { isPlain, keepTexts } from "../batch/words.ts";
import { invariant } from "../errors.ts";
import type { Machine } from "../wasm/machine.ts";
import type { Sink } from "./format.ts";

/** How texts are escaped; the numbers are those of `wasm/assembly/escape.ts`. */
const styles = { csv: 1, json: 2, sql: 3, xml: 4, embed: 5 } as const;
/** How a cell is rendered; the numbers are those of `wasm/assembly/rows.ts`. */
const renders = {
  integer: 0,
  decimal: 1,
  float: 2,
  boolean: 3,
  date: 4,
  datetime: 5,
  time: 6,
  dict: 7,
  text: 8,
  uuid: 9,
  duration: 10,
  nothing: 11,
  days: 12,
} as const;

/** How one column of a row is written. Literals are written as they are. */
export interface CellStyle {
  readonly render: keyof typeof renders;
  /** Before a value. */
  readonly prefix: string;
  /** With it: prefix, the row's number, `afterNumber`, then the value. All cells of a writer have it, or none. */
  readonly afterNumber?: string;
  readonly suffix: string;
  /** Instead of prefix, value and suffix. */
  readonly whenNull: string;
  /** One ASCII character around the value. */
  readonly quote?: string;
  readonly style: keyof typeof styles;
  /** Characters up to U+00FF, as bytes, that a text must not hold as they are: of at most eight different high nibbles. */
  readonly special: string;
  /** Whether texts known to be plain (`isPlain`) may be copied without a look. */
  readonly trustPlain: boolean;
  /** Decimal places; for a time, 1 shows milliseconds; for a boolean, 1 writes 1 and 0, 2 TRUE and FALSE; for days, those added. */
  readonly argument: number;
  /** Between date and time of a moment. */
  readonly separator?: string;
  /** Whether a moment ends in Z. */
  readonly zulu?: boolean;
  readonly guard?: boolean;
  /** A text that stands for null, so that a CSV text which equals it is quoted. */
  readonly nothing?: string;
  /** Written instead of the dictionary's words, as they are. */
  readonly words?: readonly string[];
  /** Numbers outside [min, max], and NaN, are written as this cell. */
  readonly beyond?: { readonly min: number; readonly max: number; readonly cell: CellStyle };
}

/** The style's defaults for a column: no literals, its own kind. A float that is not a number is null. */
export function toCellStyle(header: ColumnHeader, style: CellStyle["style"], special: string): CellStyle {
  const { kind } = header;
  return {
    render: kind === "text" || kind === "json" ? (header.dictionary === undefined ? "text" : "dict") : kind,
    prefix: "",
    suffix: "",
    whenNull: "",
    style,
    special,
    trustPlain: true,
    argument: kind === "decimal" ? header.scale : (kind === "datetime" || kind === "time") && header.millis ? 1 : 0,
    separator: "T",
    zulu: true,
  };
}

/** The cell with what a float beyond all numbers is: null. */
export function orNull(cell: CellStyle): CellStyle {
  if (cell.render !== "float") return cell;
  const nothing: CellStyle = { ...cell, render: "nothing", prefix: cell.whenNull, suffix: "", quote: "" };
  return { ...cell, beyond: { min: -Number.MAX_VALUE, max: Number.MAX_VALUE, cell: nothing } };
}

const BUFFER = 1 << 18; // 256 KiB: stays in the second-level cache
const NUMBER_MOST = 96; // bytes of the longest number, moment or duration, with the row's own number
const encoder = new TextEncoder();

function keepLiteral(machine: Machine, text: string): [at: number, length: number] {
  const bytes = encoder.encode(text);
  const at = machine.keep(bytes.length);
  machine.u8.set(bytes, at);
  return [at, bytes.length];
}

/** The class of these characters as `wasm/assembly/escape.ts` tests it: one bit per high nibble in use. */
function keepClass(machine: Machine, characters: string): number {
  const nibbles = [...new Set([...characters].map((c) => c.charCodeAt(0) >> 4))];
  invariant(nibbles.length <= 8, "special characters have at most eight high nibbles");
  const at = machine.keep(32);
  machine.u8.fill(0, at, at + 32);
  for (const c of characters) {
    const code = c.charCodeAt(0);
    const bit = 1 << nibbles.indexOf(code >> 4);
    machine.u8[at + (code & 15)]! |= bit;
    machine.u8[at + 16 + (code >> 4)]! |= bit;
  }
  return at;
}

/** The dictionary's words escaped once. */
function keepEscaped(machine: Machine, dictionary: Dictionary, cell: CellStyle, described: number): EscapedWords {
  const texts = (cell.words ?? dictionary.words).map((word) => {
    const raw = encoder.encode(word);
    if (cell.words !== undefined || (cell.trustPlain && isPlain(word))) return raw;
    const from = machine.alloc(raw.length),
      to = machine.alloc(raw.length * 6 + 8);
    machine.u8.set(raw, from);
    const end = machine.loops.encodeText(to, from, from + raw.length, described);
    return machine.u8.slice(to, end);
  });
  return keepTexts(machine, texts);
}

interface EscapedWords {
  readonly offsets: number;
  readonly bytes: number;
  readonly longest: number;
}

/** Lays a cell out at `at`; returns the most bytes it takes without a free text. */
function describe(machine: Machine, at: number, cell: CellStyle, header: ColumnHeader | undefined): number {
  const prefix = keepLiteral(machine, cell.prefix),
    suffix = keepLiteral(machine, cell.suffix),
    whenNull = keepLiteral(machine, cell.whenNull),
    nothing = keepLiteral(machine, cell.nothing ?? "");
  const middle = cell.afterNumber === undefined ? ([0, 0] as const) : keepLiteral(machine, cell.afterNumber);
  const special = keepClass(machine, cell.special);
  const { beyond } = cell;
  const other = beyond === undefined ? 0 : machine.keep(machine.loops.cellBytes());
  const otherMost = beyond === undefined ? 0 : describe(machine, other, beyond.cell, header);
  const w = at / 4;
  machine.u32.fill(0, w, w + machine.loops.cellBytes() / 4);
  const quote = cell.quote === undefined || cell.quote === "" ? 0 : cell.quote.charCodeAt(0);
  machine.u32.set([cell.argument, ...prefix, ...suffix, ...whenNull, quote, styles[cell.style], 0, ...middle], w + 5);
  machine.u32.set([cell.separator?.charCodeAt(0) ?? 32, cell.zulu === true ? 1 : 0], w + 17);
  machine.u32.set([cell.guard === true ? 1 : 0, special, ...nothing, other], w + 19);
  machine.f64.set([beyond?.min ?? 0, beyond?.max ?? 0], at / 8 + 12);
  machine.u32[w] = renders[cell.render];
  let longest = 0;
  if (cell.render === "dict" && header?.dictionary !== undefined) {
    const words = keepEscaped(machine, header.dictionary, cell, at);
    machine.u32.set([words.offsets, words.bytes], w + 3);
    ({ longest } = words);
  }
  const most = prefix[1] + suffix[1] + whenNull[1] + middle[1] + longest + NUMBER_MOST;
  return Math.max(most, otherMost);
}

/** Writes batches as rows of text by the given cell styles to a sink. `cells` may hold one more than the columns: a first cell of its own, rendered "nothing". */
export interface RowWriter {
  /** Writes rows [from, to) of the batch; `firstNumber` is printed for the batch's row 0 where styles ask for it. */
  write(batch: Batch, from: number, to: number, firstNumber: number, sink: Sink): void;
}

export function openRowWriter(
  machine: Machine,
  headers: readonly ColumnHeader[],
  cells: readonly CellStyle[],
): RowWriter {
  const { loops } = machine;
  const lead = cells.length - headers.length,
    step = loops.cellBytes();
  invariant(lead === 0 || lead === 1, "one style per column, and at most one before them");
  const table = machine.keep(cells.length * step);
  let rowMost = NUMBER_MOST;
  cells.forEach((cell, c) => {
    rowMost += describe(machine, table + c * step, cell, headers[c - lead]);
  });
  let capacity = Math.max(BUFFER, rowMost * 4);
  let buffer = machine.keep(capacity);

  const point = (column: Column, c: number): void => {
    const at = (table + c * step) / 4,
      { u32 } = machine;
    u32[at + 2] = column.valid;
    if (column.layout === "text") {
      u32[at + 3] = column.offsets;
      u32[at + 4] = column.bytes;
      u32[at + 14] = column.plain && cells[c]!.trustPlain ? 1 : 0;
    } else u32[at + 1] = column.at;
  };

  return {
    write(batch, from, to, firstNumber, sink) {
      batch.columns.forEach((column, c) => point(column, c + lead));
      for (let i = from; i < to;) {
        const end = loops.writeRows(table, cells.length, i, to, rowMost, firstNumber, buffer, buffer + capacity);
        const next = loops.nextRow.value;
        if (next === i) {
          capacity *= 2; // one row is longer than the buffer
          buffer = machine.keep(capacity);
          continue;
        }
        sink(machine.u8.subarray(buffer, end));
        i = next;
      }
    },
  };
}
