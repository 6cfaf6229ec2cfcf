import { isValid, readCell, type Batch, type Cell, type ColumnHeader } from "@semblance/engine";
import type { ColumnSummary } from "./protocol.ts";

const BINS = 18;
const FEW_WORDS = 12;
const COUNTED = new Set(["integer", "decimal", "float", "date", "datetime", "time", "duration"]);

/** Whether the column's cells lie on a line, so that a histogram says something. */
const isCounted = (header: ColumnHeader): boolean => COUNTED.has(header.kind);

/** A cell as the grid shows it; null stays null. */
function toText(header: ColumnHeader, cell: Cell): string | null {
  if (cell === null) return null;
  if (typeof cell === "number" && header.kind === "decimal") return cell.toFixed(header.scale);
  return typeof cell === "object" ? JSON.stringify(cell) : String(cell);
}

/** One row of a batch as texts. */
export function toTexts(batch: Batch, i: number): (string | null)[] {
  return batch.header.columns.map((header, c) => toText(header, readCell(batch.machine, header, batch.columns[c]!, i)));
}

/** Roughly how wide a text is drawn, in small letters: figures and capitals are wider, Han and Hangul about twice. */
export function breadth(text: string): number {
  let sum = 0;
  for (const c of text) sum += c >= "\u2e80" ? 1.9 : c < "a" && c !== " " && c !== "." ? 1.16 : 1;
  return sum;
}

function histogram(values: Float64Array): number[] {
  const low = values[0]!;
  // The last half per cent would squeeze the rest into one bar.
  const high = values[Math.floor((values.length - 1) * 0.995)]!;
  if (high <= low) return [values.length];
  const distinct = new Set(values);
  if (distinct.size <= 8) {
    const counts = new Map<number, number>();
    for (const value of values) counts.set(value, (counts.get(value) ?? 0) + 1);
    return [...counts.values()];
  }
  const whole = values.every(Number.isInteger);
  const bins = whole ? Math.min(BINS, high - low + 1) : BINS;
  const width = whole ? (high - low + 1) / bins : (high - low) / bins;
  const bars = Array.from({ length: bins }, () => 0);
  for (const value of values) {
    const bin = Math.min(bins - 1, Math.floor((value - low) / width));
    if (value <= high) bars[bin]!++;
  }
  return bars;
}

/** What column `c` of a batch looks like. */
export function summarizeColumn(batch: Batch, c: number): ColumnSummary {
  const header = batch.header.columns[c]!;
  const column = batch.columns[c]!;
  const { machine, length } = batch;
  const counts = new Map<string, number>();
  const widths: number[] = [];
  const present: number[] = [];
  for (let i = 0; i < length; i++) {
    if (!isValid(machine, column, i)) continue;
    present.push(i);
    const text = toText(header, readCell(machine, header, column, i))!;
    counts.set(text, (counts.get(text) ?? 0) + 1);
    widths.push(breadth(text));
  }
  widths.sort((a, b) => a - b);
  const base = {
    nulls: length === 0 ? 0 : 1 - present.length / length,
    distinct: counts.size,
    chars: widths[Math.floor((widths.length - 1) * 0.97)] ?? 4,
  };
  if (isCounted(header) && present.length > 0) {
    const at = column.layout === "f64" ? column.at / 8 : 0;
    present.sort((a, b) => machine.f64[at + a]! - machine.f64[at + b]!);
    const middle = present[Math.floor((present.length - 1) / 2)]!;
    const median = toText(header, readCell(machine, header, column, middle))!;
    return { ...base, bars: histogram(Float64Array.from(present, (i) => machine.f64[at + i]!)), median, top: [] };
  }
  if (counts.size > Math.max(FEW_WORDS, present.length / 10)) return { ...base, bars: [], top: [] };
  const words = [...counts].sort((a, b) => b[1] - a[1]);
  return {
    ...base,
    bars: words.slice(0, BINS).map(([, count]) => count),
    top: words.slice(0, 5).map(([text, count]) => ({ text, share: count / length })),
  };
}
