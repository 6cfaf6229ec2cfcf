// Rows and cells are placed by hand, which the layout of a <table> does not allow: hence roles, not tags.
// oxlint-disable jsx-a11y/prefer-tag-over-role
import { useEffect, useImperativeHandle, useMemo, type KeyboardEvent, type ReactNode, type Ref } from "react";
import { moveByKey, type GridPlace } from "./grid-keys.ts";
import { cellId, GridRow, type GridColumn, type RowTexts } from "./grid-row.tsx";
import { useGridWindow } from "./use-grid-window.ts";
import "./grid.css";

/** What a grid can be told to do. */
export interface GridHandle {
  /** Scrolls a row to the middle. */
  show(row: number): void;
  /** Scrolls as little as brings a cell into sight. */
  reveal(place: GridPlace): void;
  focus(): void;
}

interface Props {
  readonly ref?: Ref<GridHandle>;
  readonly label: string;
  readonly rows: number;
  readonly columns: readonly GridColumn[];
  readonly active: GridPlace;
  readonly nullText: string;
  /** What heads the row numbers, for screen readers. */
  readonly rowsLabel: string;
  readonly numberOf: (row: number) => string;
  readonly textsOf: (row: number) => RowTexts | undefined;
  readonly head: (column: number) => ReactNode;
  /** How tall the heads are. */
  readonly headPx?: number;
  /** The rows in sight have changed. */
  readonly onLook: (from: number, to: number) => void;
  readonly onMove: (place: GridPlace) => void;
  /** Enter, or a click. */
  readonly onOpen: (place: GridPlace) => void;
  readonly onEscape: () => void;
}

const ROW_PX = 30;
const HEAD_PX = 92;
const DIGIT_PX = 7.4;

/** A table of up to a billion rows, virtual in both axes: one tab stop, arrow keys move the active cell (WAI-ARIA grid). */
export function Grid(props: Props) {
  const { ref, label, rows, columns, active, nullText, rowsLabel } = props;
  const { numberOf, textsOf, head, onLook, onMove, onOpen, onEscape, headPx = HEAD_PX } = props;
  const gutterPx = Math.ceil(numberOf(Math.max(0, rows - 1)).length * DIGIT_PX) + 24;
  const shape = useMemo(() => ({ rows, rowPx: ROW_PX, headPx, gutterPx, columns }), [rows, headPx, gutterPx, columns]);
  const { box, window, map, reveal } = useGridWindow(shape);
  const { from, to, left, right, shift } = window;
  const last = columns[columns.length - 1];
  const width = gutterPx + (last === undefined ? 0 : last.leftPx + last.widthPx);

  useEffect(() => onLook(from, to), [from, to, onLook]);
  useImperativeHandle(
    ref,
    () => ({
      show: (row) => reveal(row, active.column, true),
      reveal: ({ row, column }) => reveal(row, column),
      focus: () => box.current?.focus(),
    }),
    [box, reveal, active.column],
  );

  const onKeyDown = (event: KeyboardEvent): void => {
    if (event.altKey) return;
    if (event.key === "Enter") onOpen(active);
    else if (event.key === "Escape") onEscape();
    else {
      const pageRows = Math.max(1, Math.floor(((box.current?.clientHeight ?? 0) - headPx) / ROW_PX) - 1);
      const place = moveByKey(active, event, { rows, columns: columns.length, pageRows });
      if (place === undefined) return;
      reveal(place.row, place.column);
      onMove(place);
    }
    event.preventDefault();
  };

  const drawn = [];
  for (let row = from; row < to; row++) {
    drawn.push(
      <GridRow
        key={row}
        row={row}
        top={row * ROW_PX + shift}
        number={numberOf(row)}
        texts={textsOf(row)}
        columns={columns}
        left={left}
        right={Math.min(right, columns.length)}
        gutterPx={gutterPx}
        active={active.row === row ? active.column : -1}
        nullText={nullText}
        onPick={onOpen}
      />,
    );
  }
  const heads = [];
  for (let c = left; c < Math.min(right, columns.length); c++) {
    heads.push(
      <div
        key={c}
        role="columnheader"
        aria-colindex={c + 2}
        className="grid-name"
        data-active={active.column === c || undefined}
        style={{ left: columns[c]!.leftPx + gutterPx, width: columns[c]!.widthPx }}
      >
        {head(c)}
      </div>,
    );
  }
  const inSight = active.row >= from && active.row < to && active.column >= left && active.column < right;
  return (
    <div className="grid-frame">
      <div
        ref={box}
        className="grid"
        role="grid"
        tabIndex={0}
        aria-label={label}
        aria-rowcount={rows + 1}
        aria-colcount={columns.length + 1}
        aria-activedescendant={inSight ? cellId(active.row, active.column) : undefined}
        onKeyDown={onKeyDown}
      >
        <div className="grid-head" role="row" aria-rowindex={1} style={{ width, height: headPx }}>
          <div className="grid-corner" role="columnheader" aria-colindex={1} style={{ width: gutterPx + 1 }}>
            <span className="sr">{rowsLabel}</span>
          </div>
          {heads}
        </div>
        <div role="rowgroup" className="grid-body" style={{ height: map.boxPx, width }}>
          {drawn}
        </div>
      </div>
    </div>
  );
}
