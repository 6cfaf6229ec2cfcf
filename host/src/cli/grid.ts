import type { Cell, ColumnHeader } from "@semblance/engine";
import stringWidth from "string-width";
import { styled, visible } from "./print.ts";

const GAP = "  ";
const LEAST_WIDTH = 12; // narrower cells say nothing: rather fewer columns
const MOST_WIDTH = 60;
const NUMBERS = new Set<ColumnHeader["kind"]>(["integer", "decimal", "float"]);
const NULL = "null";

/** A cell as people read it; a decimal keeps all its places. */
function toText(header: ColumnHeader, cell: Cell): string {
  if (cell === null) return NULL;
  if (header.kind === "decimal" && typeof cell === "number") return cell.toFixed(header.scale);
  return visible(typeof cell === "string" ? cell : JSON.stringify(cell));
}

const graphemes = new Intl.Segmenter();

function clip(text: string, width: number): string {
  if (stringWidth(text) <= width) return text;
  let clipped = "";
  let used = 1; // the ellipsis
  for (const { segment } of graphemes.segment(text)) {
    const next = stringWidth(segment);
    if (used + next > width) break;
    clipped += segment;
    used += next;
  }
  return `${clipped}\u2026`;
}

/** Widths that fit: the widest columns give way first. As many columns as fit at all, from the left. */
function fit(natural: readonly number[], width: number): readonly number[] {
  const widths = natural.map((n) => Math.min(n, MOST_WIDTH));
  const least = widths.map((n) => Math.min(n, LEAST_WIDTH));
  const total = (list: readonly number[]): number =>
    list.reduce((sum, n) => sum + n, 0) + GAP.length * (list.length - 1);
  while (least.length > 1 && total(least) > width) least.pop();
  const kept = widths.slice(0, least.length);
  while (total(kept) > width) {
    const widest = kept.indexOf(Math.max(...kept));
    if (kept[widest]! <= least[widest]!) break;
    kept[widest]! -= 1;
  }
  return kept;
}

/** Rows as lines of an aligned grid no wider than `width`: row numbers, then the cells; numbers to the right, nulls dim. */
export function toGrid(
  headers: readonly ColumnHeader[],
  rows: readonly { readonly number: number; readonly cells: readonly Cell[] }[],
  width: number,
): readonly string[] {
  const numberWidth = Math.max(3, ...rows.map(({ number }) => String(number).length));
  const texts = rows.map(({ cells }) => cells.map((cell, c) => toText(headers[c]!, cell)));
  const names = headers.map(({ name }) => visible(name));
  const natural = names.map((name, c) => Math.max(stringWidth(name), ...texts.map((row) => stringWidth(row[c]!))));
  const widths = fit(natural, width - numberWidth - GAP.length);
  const pad = (text: string, c: number): string => {
    const clipped = clip(text, widths[c]!);
    const blank = " ".repeat(widths[c]! - stringWidth(clipped));
    return NUMBERS.has(headers[c]!.kind) ? blank + clipped : clipped + blank;
  };
  const toLine = (lead: string, cells: readonly string[]): string => [lead, ...cells].join(GAP).trimEnd();
  const head = toLine(
    styled("dim", "row".padStart(numberWidth)),
    widths.map((_, c) => styled("bold", pad(names[c]!, c))),
  );
  const lines = texts.map((row, r) => {
    const cells = widths.map((_, c) => {
      const text = pad(row[c]!, c);
      return rows[r]!.cells[c] === null ? styled("dim", text) : text;
    });
    return toLine(styled("dim", String(rows[r]!.number).padStart(numberWidth)), cells);
  });
  const hidden = headers.length - widths.length;
  const note = `and ${hidden} more column${hidden === 1 ? "" : "s"}: ${names.slice(widths.length).join(", ")}`;
  return hidden === 0 ? [head, ...lines] : [head, ...lines, styled("dim", clip(note, Math.max(width, 20)))];
}
