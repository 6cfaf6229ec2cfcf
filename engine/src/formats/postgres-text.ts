import type { Batch } from "../batch/batch.ts";
import { isValid, readCell, readText, toDecimal, type Cell } from "../batch/cells.ts";
import type { ColumnHeader } from "../batch/column.ts";
import type { LoadTarget, Sink } from "./format.ts";

// PostgreSQL's text COPY, for columns whose types have no binary form here: the server reads every type from text.
// https://www.postgresql.org/docs/current/sql-copy.html#id-1.9.3.55.9.2

const encoder = new TextEncoder();
const ESCAPES: Readonly<Record<string, string>> = { "\\": "\\\\", "\t": "\\t", "\n": "\\n", "\r": "\\r" };
const escape = (text: string): string => text.replace(/[\\\t\n\r]/g, (c) => ESCAPES[c]!);

/** `{1,NULL,"a\"b"}`. */
function toArray(value: Cell): string {
  if (value === null) return "NULL";
  if (Array.isArray(value)) return `{${value.map(toArray).join(",")}}`;
  if (typeof value === "string") return `"${value.replace(/["\\]/g, "\\$&")}"`;
  return typeof value === "object" ? toArray(JSON.stringify(value)) : String(value);
}

const plain = (value: Cell): string => (typeof value === "string" ? value : JSON.stringify(value));

function toText(batch: Batch, header: ColumnHeader, target: LoadTarget, c: number, i: number): string | undefined {
  const column = batch.columns[c]!;
  const { machine } = batch;
  if (!isValid(machine, column, i)) return undefined;
  if (column.layout === "f64") {
    const value = machine.f64[column.at / 8 + i]!;
    if (header.kind === "decimal") return toDecimal(value, header.scale);
    if (header.kind === "float" && !Number.isFinite(value)) return undefined;
    if (header.kind === "boolean") return target.type === "bool" ? (value === 0 ? "f" : "t") : String(value);
    // The server reads no sign before an ISO 8601 duration.
    if (header.kind === "duration" && target.type === "interval") return `${toDecimal(value, 3)} seconds`;
    return plain(readCell(machine, header, column, i));
  }
  if (target.element !== undefined && header.kind === "json") return toArray(readCell(machine, header, column, i));
  return column.layout === "uuid" ? plain(readCell(machine, header, column, i)) : readText(machine, column, i);
}

/** Writes batches as lines of a text COPY; see `openTuples`. */
export function openLines(
  headers: readonly ColumnHeader[],
  targets: readonly LoadTarget[],
  picked: readonly number[],
): (batch: Batch, sink: Sink) => void {
  return (batch, sink) => {
    let lines = "";
    for (let i = 0; i < batch.length; i++) {
      headers.forEach((header, k) => {
        const text = toText(batch, header, targets[k]!, picked[k]!, i);
        lines += `${k === 0 ? "" : "\t"}${text === undefined ? "\\N" : escape(text)}`;
      });
      lines += "\n";
    }
    sink(encoder.encode(lines));
  };
}
