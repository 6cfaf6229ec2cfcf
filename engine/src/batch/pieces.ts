import type { Machine } from "../wasm/machine.ts";
import type { Column, ColumnType, TextColumn } from "./column.ts";
import { isPlain, isSafe, loadWords } from "./words.ts";

// As the loop `concat` in wasm/assembly/text.ts counts them.
const KIND = {
  literal: 0,
  dict: 1,
  text: 2,
  integer: 3,
  padded: 4,
  decimal: 5,
  float: 6,
  date: 7,
  datetime: 8,
  time: 9,
  boolean: 10,
  uuid: 11,
  duration: 12,
} as const;
const NUMBER_MOST = 48; // bytes of the longest number, date, moment, duration or uuid
const encoder = new TextEncoder();

/**
 * One piece of a composed text: a literal, or a column as text. It is written where the bitmap `valid` is set; 0 stands for everywhere.
 * `padded` writes a whole number with leading zeros to that many digits.
 */
export type Piece =
  | { readonly literal: string; readonly valid: number }
  | {
      readonly column: Column;
      readonly type: { readonly kind: string } & Pick<ColumnType, "scale" | "millis">;
      readonly valid: number;
      readonly padded?: number;
    };

/** A piece as the loop reads it; what it adds: at most so many bytes in all rows; whether it may begin a plain text, and whether it may follow in one. */
interface Laid {
  readonly row: readonly number[];
  readonly most: number;
  readonly plain: boolean;
  readonly safe: boolean;
}

function lay(machine: Machine, piece: Piece, n: number): Laid {
  const { valid } = piece;
  if ("literal" in piece) {
    const bytes = encoder.encode(piece.literal);
    const data = machine.alloc(bytes.length);
    machine.u8.set(bytes, data);
    const row = [KIND.literal, data, valid, 0, 0, bytes.length, 0, 0];
    return { row, most: bytes.length * n, plain: isPlain(piece.literal), safe: isSafe(piece.literal) };
  }
  const { column, type, padded } = piece;
  if (column.layout === "dict") {
    const words = loadWords(machine, column.dictionary);
    const row = [KIND.dict, column.at, valid, words.offsets, words.bytes, 0, 0, 0];
    return { row, most: words.longest * n, plain: words.plain, safe: words.safe };
  }
  if (column.layout === "text") {
    const row = [KIND.text, 0, valid, column.offsets, column.bytes, 0, 0, 0];
    return { row, most: machine.u32[column.offsets / 4 + n]!, plain: column.plain, safe: column.plain };
  }
  const kind = padded !== undefined ? "padded" : type.kind in KIND ? (type.kind as keyof typeof KIND) : "integer";
  const argument = padded ?? (kind === "decimal" ? type.scale : type.millis ? 1 : 0);
  const signed = kind === "integer" || kind === "decimal" || kind === "float" || kind === "duration";
  const row = [KIND[kind], column.at, valid, 0, 0, argument, 0, 0];
  return { row, most: NUMBER_MOST * n, plain: !signed, safe: kind !== "float" };
}

/** The pieces of each of n rows one after another, as text with that validity. */
export function writePieces(machine: Machine, n: number, pieces: readonly Piece[], valid: number): TextColumn {
  const laid = pieces.map((piece) => lay(machine, piece, n));
  const table = machine.alloc(pieces.length * 32);
  const rows = laid.flatMap((l) => l.row);
  machine.u32.set(rows, table / 4);
  const offsets = machine.alloc((n + 1) * 4);
  const bytes = machine.alloc(laid.reduce((sum, l) => sum + l.most, 0));
  const end = machine.loops.concat(table, pieces.length, n, offsets, bytes);
  machine.trim(bytes, end - bytes);
  // A piece that is left out in some rows is no sure beginning, unless the whole text is null there.
  const begins = laid.length > 0 && laid[0]!.plain && (pieces[0]!.valid === 0 || pieces[0]!.valid === valid);
  return { layout: "text", offsets, bytes, valid, plain: begins && laid.every((l) => l.safe) };
}
