import { memo } from "react";
import { MiniBars } from "../ui/mini-bars.tsx";
import { toCount, toShare } from "../ui/numbers.ts";
import type { ColumnInfo, ColumnSummary } from "./protocol.ts";
import { previewTexts as texts } from "../texts/preview.ts";

/** What a column looks like, in words: "median 270", "3 values, web 48%", "all different". */
function shapeOf(summary: ColumnSummary, rows: number): string {
  if (summary.median !== undefined) return texts.median(summary.median);
  if (summary.distinct === 1) return texts.constant;
  const present = Math.round(rows * (1 - summary.nulls));
  if (summary.distinct === present && present > 1) return texts.allDifferent;
  const values = texts.values(toCount(summary.distinct));
  const [most] = summary.top;
  return most === undefined ? values : `${values}, ${most.text} ${toShare(most.share)}`;
}

/** The same with the share of nulls. */
export function inWords(summary: ColumnSummary, rows: number): string {
  const shape = shapeOf(summary, rows);
  return summary.nulls > 0 ? `${shape} · ${texts.nulls(toShare(summary.nulls))}` : shape;
}

const inFull = (summary: ColumnSummary): string =>
  summary.top.map(({ text, share }) => `${text} ${toShare(share)}`).join(", ");

interface Props {
  readonly column: ColumnInfo;
  readonly summary: ColumnSummary;
  /** Rows that the summary is of. */
  readonly rows: number;
}

/** The head of a column: name, type, share of nulls, and how its values spread. */
export const ColumnHead = memo(function ColumnHead({ column, summary, rows }: Props) {
  return (
    <div className="head" title={inFull(summary)}>
      <b>{column.name}</b>
      <span className="head-type">{column.type}</span>
      <span className="head-words">{inWords(summary, rows)}</span>
      <MiniBars bars={summary.bars} />
    </div>
  );
});
