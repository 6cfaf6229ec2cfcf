import type { Batch } from "./batch.ts";
import type { Column, ColumnHeader } from "./column.ts";

/** One cell as a plain value: numbers, booleans and text as such; dates, times and moments as ISO 8601 text; JSON parsed; null. */
export type Cell = string | number | boolean | null | readonly Cell[] | { readonly [name: string]: Cell };

/** Milliseconds of a day. */
export const DAY_MS = 86_400_000;

const decoder = new TextDecoder("utf-8", { ignoreBOM: true });
const pad = (n: number, width: number): string => String(n).padStart(width, "0");

/** Proleptic Gregorian year, month (1-12), day (1-31) of a day count from 1970-01-01. Hinnant, "chrono-compatible low-level date algorithms". */
export function civilOf(day: number): { year: number; month: number; day: number } {
  const z = Math.floor(day) + 719468,
    era = Math.floor(z / 146097),
    doe = z - era * 146097;
  const yoe = Math.floor((doe - Math.floor(doe / 1460) + Math.floor(doe / 36524) - Math.floor(doe / 146096)) / 365);
  const doy = doe - (365 * yoe + Math.floor(yoe / 4) - Math.floor(yoe / 100)),
    mp = Math.floor((5 * doy + 2) / 153);
  const month = mp < 10 ? mp + 3 : mp - 9;
  return { year: yoe + era * 400 + (month <= 2 ? 1 : 0), month, day: doy - Math.floor((153 * mp + 2) / 5) + 1 };
}

/** Day count from 1970-01-01 of a Gregorian date; month 1-12. */
export function dayOf(year: number, month: number, day: number): number {
  const y = month <= 2 ? year - 1 : year,
    era = Math.floor(y / 400),
    yoe = y - era * 400;
  const doy = Math.floor((153 * (month > 2 ? month - 3 : month + 9) + 2) / 5) + day - 1;
  return era * 146097 + yoe * 365 + Math.floor(yoe / 4) - Math.floor(yoe / 100) + doy - 719468;
}

function toDate(day: number): string {
  const c = civilOf(day);
  return `${pad(c.year, 4)}-${pad(c.month, 2)}-${pad(c.day, 2)}`;
}

function toTime(ms: number, millis: boolean): string {
  const s = Math.floor(ms / 1000);
  const text = `${pad(Math.floor(s / 3600), 2)}:${pad(Math.floor(s / 60) % 60, 2)}:${pad(s % 60, 2)}`;
  return millis ? `${text}.${pad(ms % 1000, 3)}` : text;
}

function toDuration(ms: number): string {
  const t = Math.abs(ms),
    days = Math.floor(t / DAY_MS),
    rest = t - days * DAY_MS;
  const h = Math.floor(rest / 3_600_000),
    m = Math.floor(rest / 60_000) % 60,
    s = Math.floor(rest / 1000) % 60,
    f = rest % 1000;
  const seconds = s > 0 || f > 0 || (h === 0 && m === 0) ? `${s}${f > 0 ? `.${pad(f, 3)}` : ""}S` : "";
  const time = rest === 0 && days > 0 ? "" : `T${h > 0 ? `${h}H` : ""}${m > 0 ? `${m}M` : ""}${seconds}`;
  return `${ms < 0 ? "-" : ""}P${days > 0 ? `${days}D` : ""}${time}`;
}

/** Units of 10^-scale as a decimal text with exactly `scale` places. */
export function toDecimal(units: number, scale: number): string {
  if (scale === 0) return String(units);
  const digits = String(Math.abs(units)).padStart(scale + 1, "0");
  return `${units < 0 ? "-" : ""}${digits.slice(0, -scale)}.${digits.slice(-scale)}`;
}

/** Whether cell i holds a value. */
export function isValid(machine: Batch["machine"], column: Column, i: number): boolean {
  return column.valid === 0 || ((machine.u8[column.valid + (i >> 3)]! >> (i & 7)) & 1) === 1;
}

/** The text of a dict or text cell. */
export function readText(machine: Batch["machine"], column: Column, i: number): string {
  if (column.layout === "dict") return column.dictionary.words[machine.u32[column.at / 4 + i]!]!;
  if (column.layout !== "text") throw new Error("invariant: not a text column");
  const { u8, u32 } = machine,
    at = column.offsets / 4 + i;
  return decoder.decode(u8.subarray(column.bytes + u32[at]!, column.bytes + u32[at + 1]!));
}

/** Cell i of a column whose meaning is `header`. For looking, not for loops. */
export function readCell(machine: Batch["machine"], header: ColumnHeader, column: Column, i: number): Cell {
  if (!isValid(machine, column, i)) return null;
  if (column.layout === "uuid") {
    let hex = "";
    for (let k = 0; k < 16; k++)
      hex +=
        (k === 4 || k === 6 || k === 8 || k === 10 ? "-" : "") +
        machine.u8[column.at + i * 16 + k]!.toString(16).padStart(2, "0");
    return hex;
  }
  if (column.layout !== "f64")
    return header.kind === "json" ? (JSON.parse(readText(machine, column, i)) as Cell) : readText(machine, column, i);
  const x = machine.f64[column.at / 8 + i]!;
  switch (header.kind) {
    case "boolean":
      return x !== 0;
    case "decimal":
      return Number(toDecimal(x, header.scale));
    case "date":
      return toDate(x);
    case "datetime": {
      const day = Math.floor(x / DAY_MS);
      return `${toDate(day)}T${toTime(x - day * DAY_MS, header.millis)}Z`;
    }
    case "time":
      return toTime(x, header.millis);
    case "duration":
      return toDuration(x);
    default:
      return x;
  }
}

/** Row i of a batch as an object by column name. */
export function readRow(batch: Batch, i: number): { readonly [name: string]: Cell } {
  return Object.fromEntries(
    batch.header.columns.map((h, c) => [h.name, readCell(batch.machine, h, batch.columns[c]!, i)]),
  );
}
