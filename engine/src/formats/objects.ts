import type { ColumnHeader } from "../batch/column.ts";
import { orNull, toCellStyle, type CellStyle } from "./row-writer.ts";

const MUST_ESCAPE = '"\\' + Array.from({ length: 32 }, (_, code) => String.fromCharCode(code)).join(""); // RFC 8259, section 7
const BREAKS = "\n\r\t"; // what would cut an embedded value over lines
const QUOTED: ReadonlySet<string> = new Set(["text", "uuid", "date", "datetime", "time", "duration"]);

/** Cells that write each row as one JSON object (RFC 8259) after `before` and followed by `after`, members in the table's order. */
export function toObjectCells(columns: readonly ColumnHeader[], before: string, after: string): readonly CellStyle[] {
  return columns.map((column, c) => {
    const embedded = column.kind === "json";
    const key = `${c === 0 ? `${before}{` : ","}${JSON.stringify(column.name)}:`,
      close = c === columns.length - 1 ? `}${after}` : "";
    const quote = QUOTED.has(column.kind) ? '"' : "";
    return orNull({
      ...toCellStyle(column, embedded ? "embed" : "json", embedded ? BREAKS : MUST_ESCAPE),
      prefix: key + quote,
      suffix: quote + close,
      whenNull: `${key}null${close}`,
      trustPlain: !embedded,
    });
  });
}
