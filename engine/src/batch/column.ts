/** What the cells of a column mean; the layout says how they lie in memory. */
export type Kind =
  | "integer"
  | "decimal"
  | "float"
  | "boolean"
  | "date"
  | "datetime"
  | "time"
  | "duration"
  | "text"
  | "json"
  | "uuid";

/** A fixed list of words that cells point into. */
export interface Dictionary {
  readonly words: readonly string[];
}

/**
 * The cells of one column for the rows of a batch, in a machine's linear memory; every address is a byte offset.
 * `valid` is the address of a bitmap (bit i of byte i / 8, lowest first; 1 = a value), or 0 when no cell is null.
 *
 * | kind | layout | cell |
 * |---|---|---|
 * | integer | f64 | a whole number, at most 2^53 in size |
 * | decimal | f64 | a whole number of units of 10^-scale |
 * | float, boolean | f64 | the number; 0 or 1 |
 * | date | f64 | days from 1970-01-01 |
 * | datetime | f64 | milliseconds from 1970-01-01T00:00Z |
 * | time | f64 | milliseconds from midnight |
 * | duration | f64 | milliseconds |
 * | text, json | dict or text | UTF-8 |
 * | uuid | uuid | 16 bytes |
 */
export type Column =
  | { readonly layout: "f64"; readonly at: number; readonly valid: number }
  | { readonly layout: "dict"; readonly at: number; readonly valid: number; readonly dictionary: Dictionary }
  | TextColumn
  | { readonly layout: "uuid"; readonly at: number; readonly valid: number };

/** Cell i is the bytes [bytes + offsets[i], bytes + offsets[i + 1]); `plain` promises that no cell is empty or holds a character any format must escape. */
export interface TextColumn {
  readonly layout: "text";
  readonly offsets: number;
  readonly bytes: number;
  readonly valid: number;
  readonly plain: boolean;
}

/** What a column's cells mean and can be, known before the first row. */
export interface ColumnType {
  readonly kind: Kind;
  readonly nullable: boolean;
  /** Decimal places of a decimal; 0 elsewhere. */
  readonly scale: number;
  /** Whether a datetime or time shows milliseconds. */
  readonly millis: boolean;
  /** Present exactly where cells lie in the dict layout: all words they can hold. */
  readonly dictionary?: Dictionary;
}

/** A column's name and type, the same for all its batches. */
export interface ColumnHeader extends ColumnType {
  readonly name: string;
}

/** One table's name and columns. */
export interface Header {
  readonly table: string;
  readonly columns: readonly ColumnHeader[];
}
