import { DAY_MS } from "../batch/cells.ts";
import type { ColumnHeader, Header } from "../batch/column.ts";
import { toCellStyle, type CellStyle } from "./row-writer.ts";
import { BOLD, formatCode, toXmlText } from "./xlsx-package.ts";

const SHARED_MOST = 1024; // words of a dictionary: more would burden a file of few rows, whose foot holds them all
const EPOCH_DAY = 25_569; // 1970-01-01 as a day number; ECMA-376 part 1, 18.17.4.1
const MARCH_1900 = -25_508; // from this day on numbers are right: before it spreadsheets count a 29 February 1900
const LAST_DAY = 2_932_896; // 9999-12-31
const EXACT_MOST = 999_999_999_999_999; // spreadsheets show 15 digits
const MUST_ESCAPE =
  "&<>_\u00ef" + // \u00ef begins the UTF-8 of U+FFFE and U+FFFF
  Array.from({ length: 32 }, (_, code) => String.fromCharCode(code))
    .filter((c) => c !== "\t" && c !== "\n")
    .join("");
const TEXT_OPEN = '" t="inlineStr"><is><t xml:space="preserve">',
  TEXT_CLOSE = "</t></is></c>";

/** The sheet's columns: cells of a row, styles in use, and the words that cells refer to. */
export interface SheetCells {
  readonly cells: readonly CellStyle[];
  readonly formatCodes: readonly string[];
  readonly sharedWords: readonly string[];
}

/** A, B, ..., Z, AA, ... of column c from 0. */
export function columnName(c: number): string {
  return (c < 26 ? "" : columnName(Math.floor(c / 26) - 1)) + String.fromCharCode(65 + (c % 26));
}

/** The numbers a cell can hold; those beyond are written as text. */
function exactRange({ kind }: ColumnHeader): readonly [min: number, max: number] {
  switch (kind) {
    case "date":
      return [MARCH_1900, LAST_DAY];
    case "datetime":
      return [MARCH_1900 * DAY_MS, (LAST_DAY + 1) * DAY_MS - 1];
    case "duration":
      return [0, EXACT_MOST];
    default:
      return [-EXACT_MOST, EXACT_MOST];
  }
}

function valueCell(column: ColumnHeader, base: CellStyle, style: number): CellStyle {
  const value = (render: CellStyle["render"], argument = base.argument): CellStyle => ({
    ...base,
    render,
    argument,
    afterNumber: style === 0 ? '"><v>' : `" s="${style}"><v>`,
    suffix: "</v></c>",
  });
  switch (column.kind) {
    case "integer":
    case "decimal":
      return value(column.kind);
    case "float":
      return value("float");
    case "date":
      return value("integer", EPOCH_DAY);
    case "datetime":
      return value("days", EPOCH_DAY);
    case "time":
    case "duration":
      return value("days", 0);
    default:
      return { ...base, afterNumber: TEXT_OPEN, suffix: TEXT_CLOSE };
  }
}

/** The sheet's rows as XML, ECMA-376 part 1, 18.3.1.73: a first cell opens the row, the last column closes it, a null is no cell. */
export function toSheetCells(header: Header): SheetCells {
  const formatCodes: string[] = [],
    sharedWords: string[] = [];
  const last = header.columns.length - 1;
  const cells = header.columns.map((column, c): CellStyle => {
    const close = c === last ? "</row>" : "";
    const base: CellStyle = {
      ...toCellStyle(column, "xml", MUST_ESCAPE),
      prefix: `<c r="${columnName(c)}`,
      whenNull: close,
      trustPlain: false,
    };
    const closed = (cell: CellStyle): CellStyle => ({ ...cell, suffix: cell.suffix + close });
    if (column.kind === "boolean")
      return closed({ ...base, argument: 1, afterNumber: '" t="b"><v>', suffix: "</v></c>" });
    const { dictionary } = column;
    if (dictionary !== undefined && dictionary.words.length <= SHARED_MOST) {
      const words = dictionary.words.map((_, k) => String(sharedWords.length + k));
      sharedWords.push(...dictionary.words);
      return closed({ ...base, words, afterNumber: '" t="s"><v>', suffix: "</v></c>" });
    }
    const code = formatCode(column);
    if (code !== undefined && !formatCodes.includes(code)) formatCodes.push(code);
    const style = code === undefined ? 0 : BOLD + 1 + formatCodes.indexOf(code);
    const cell = closed(valueCell(column, base, style));
    if (cell.render === "text" || cell.render === "dict" || cell.render === "uuid") return cell;
    if (column.kind === "float") {
      const nothing: CellStyle = { ...base, render: "nothing", prefix: close, whenNull: close };
      return { ...cell, beyond: { min: -Number.MAX_VALUE, max: Number.MAX_VALUE, cell: nothing } };
    }
    const [min, max] = exactRange(column);
    const asText: CellStyle = { ...base, afterNumber: TEXT_OPEN, suffix: TEXT_CLOSE };
    return { ...cell, beyond: { min, max, cell: closed(asText) } };
  });
  const opening: CellStyle = {
    render: "nothing",
    prefix: '<row r="',
    afterNumber: '">',
    suffix: "",
    whenNull: "",
    style: "xml",
    special: "",
    trustPlain: false,
    argument: 0,
  };
  return { cells: [opening, ...cells], formatCodes, sharedWords };
}

/** The row of names: bold. */
export function headerRow(header: Header): string {
  const cells = header.columns.map(
    ({ name }, c) => `<c r="${columnName(c)}1" s="${BOLD}${TEXT_OPEN}${toXmlText(name)}${TEXT_CLOSE}`,
  );
  return `<row r="1">${cells.join("")}</row>`;
}
