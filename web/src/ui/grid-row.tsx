// oxlint-disable jsx-a11y/prefer-tag-over-role -- see grid.tsx
import { memo } from "react";
import type { GridPlace } from "./grid-keys.ts";

/** A column to draw. */
export interface GridColumn {
  readonly name: string;
  /** Where it begins, right of the row numbers. */
  readonly leftPx: number;
  readonly widthPx: number;
  /** Numbers stand at the right. */
  readonly right: boolean;
}

/** One row's texts by column; null is a null. */
export type RowTexts = readonly (string | null)[];

interface Props {
  readonly row: number;
  readonly top: number;
  readonly number: string;
  /** Undefined while they are being made. */
  readonly texts: RowTexts | undefined;
  readonly columns: readonly GridColumn[];
  readonly left: number;
  readonly right: number;
  readonly gutterPx: number;
  /** The active column if this is the active row, else -1. */
  readonly active: number;
  readonly nullText: string;
  readonly onPick: (place: GridPlace) => void;
}

/** The id of a cell in sight, for aria-activedescendant. */
export const cellId = (row: number, column: number): string => `cell-${row}-${column}`;

/** One row; drawn anew only when something in it changes, so that a step of the wheel draws the rows that enter. */
export const GridRow = memo(function GridRow(props: Props) {
  const { row, top, texts, columns, gutterPx, active, onPick } = props;
  const cells = [];
  for (let c = props.left; c < props.right; c++) {
    const column = columns[c]!;
    const text = texts?.[c];
    cells.push(
      // The grid has the one tab stop and the keys; a click is the mouse's way to what the arrows do.
      // oxlint-disable-next-line jsx-a11y/click-events-have-key-events, jsx-a11y/interactive-supports-focus
      <div
        key={c}
        id={cellId(row, c)}
        role="gridcell"
        aria-colindex={c + 2}
        aria-selected={active === c}
        className="grid-cell"
        data-right={column.right || undefined}
        data-null={text === null || undefined}
        data-wait={text === undefined || undefined}
        style={{ left: column.leftPx + gutterPx, width: column.widthPx }}
        onClick={() => onPick({ row, column: c })}
      >
        {text === null ? props.nullText : text}
      </div>,
    );
  }
  return (
    <div
      role="row"
      aria-rowindex={row + 2}
      className="grid-row"
      data-active={active >= 0 || undefined}
      style={{ transform: `translateY(${top}px)` }}
    >
      <div role="rowheader" aria-colindex={1} className="grid-number" style={{ width: gutterPx + 1 }}>
        {props.number}
      </div>
      {cells}
    </div>
  );
});
