import type { GridColumn } from "../ui/grid-row.tsx";
import { inWords } from "./column-head.tsx";
import type { ColumnInfo, ColumnSummary, TableInfo, TableSummary } from "./protocol.ts";

const RIGHT = new Set(["integer", "decimal", "float"]);
const LETTER_PX = 7.1;
const NAME_PX = 7.4;
const SMALL_PX = 6.2;
const MOST_WORDS = 18; // the rest of what a head says may be cut
const LEAST_PX = 96;
const MOST_PX = 300;
const UUID_PX = 150; // nobody reads a whole one; the panel shows it

function widthOf(column: ColumnInfo, summary: ColumnSummary, words: string): number {
  const small = Math.max(column.type.length, Math.min(words.length, MOST_WORDS)) * SMALL_PX;
  const head = Math.max(column.name.length * NAME_PX, small) + 24;
  const body = summary.chars * LETTER_PX + 24;
  return Math.ceil(Math.max(LEAST_PX, head, Math.min(column.kind === "uuid" ? UUID_PX : MOST_PX, body)));
}

/** How wide each column is drawn, from its name, its type and its first rows; numbers stand at the right. */
export function toColumns(table: TableInfo, summary: TableSummary): readonly GridColumn[] {
  let leftPx = 0;
  return table.columns.map((column, c) => {
    const shape = summary.columns[c]!;
    const widthPx = widthOf(column, shape, inWords(shape, summary.rows));
    const placed = { name: column.name, leftPx, widthPx, right: RIGHT.has(column.kind) };
    leftPx += widthPx;
    return placed;
  });
}
