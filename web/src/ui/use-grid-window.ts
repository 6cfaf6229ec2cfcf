import { useCallback, useEffect, useLayoutEffect, useMemo, useRef, useState, type RefObject } from "react";
import { flushSync } from "react-dom";
import type { GridColumn } from "./grid-row.tsx";
import { mapScroll, type ScrollMap } from "./scroll-map.ts";

/** The rows [from, to) and columns [left, right) to draw; row r stands at r * rowPx + shift of the scrolled box. */
export interface GridWindow {
  readonly from: number;
  readonly to: number;
  readonly left: number;
  readonly right: number;
  readonly shift: number;
}

/** The size of a grid, in pixels where not rows. */
export interface GridShape {
  readonly rows: number;
  readonly rowPx: number;
  readonly headPx: number;
  readonly gutterPx: number;
  /** From left to right, without gaps. */
  readonly columns: readonly GridColumn[];
}

const OVERSCAN_ROWS = 6;
const JUMP_PX = 4000; // no wheel turns this far in one event; a dragged scroll bar does
const IDLE_MS = 140;

/** The columns that pixels [from, to) touch, and one more on either side. */
function columnsAt(columns: readonly GridColumn[], from: number, to: number): { left: number; right: number } {
  let left = 0;
  while (left < columns.length - 1 && columns[left + 1]!.leftPx <= from) left++;
  let right = left;
  while (right < columns.length && columns[right]!.leftPx < to) right++;
  return { left: Math.max(0, left - 1), right: Math.min(columns.length, right + 1) };
}

const equal = (a: GridWindow, b: GridWindow): boolean =>
  a.from === b.from && a.to === b.to && a.left === b.left && a.right === b.right && a.shift === b.shift;

/** What of a grid is in sight while it scrolls, and a way to bring a cell into sight. */
export function useGridWindow(shape: GridShape): {
  box: RefObject<HTMLDivElement | null>;
  window: GridWindow;
  map: ScrollMap;
  reveal: (row: number, column: number, center?: boolean) => void;
} {
  const box = useRef<HTMLDivElement>(null);
  const { rows, rowPx, headPx, gutterPx, columns } = shape;
  const [view, setView] = useState({ width: 800, height: 600 });
  const map = useMemo(() => mapScroll(rows, rowPx, view.height), [rows, rowPx, view.height]);
  const place = useRef({ last: 0, shift: 0 });
  const [seen, setSeen] = useState<GridWindow>({ from: 0, to: 20, left: 0, right: 8, shift: 0 });

  const look = useCallback((): GridWindow => {
    const at = box.current;
    const { shift } = place.current;
    const top = (at?.scrollTop ?? 0) - shift;
    const from = Math.max(0, Math.floor(top / rowPx) - OVERSCAN_ROWS);
    const to = Math.min(rows, Math.ceil((top + view.height) / rowPx) + OVERSCAN_ROWS);
    const x = at?.scrollLeft ?? 0;
    return { from: Math.min(from, to), to, ...columnsAt(columns, x, x + view.width - gutterPx), shift };
  }, [box, rows, rowPx, columns, gutterPx, view]);

  const refresh = useCallback(() => setSeen((old) => (equal(old, look()) ? old : look())), [look]);

  /** Shows the table from that pixel on, at the scroll position that stands for it. */
  const settle = useCallback(
    (fullTop: number) => {
      const at = box.current;
      if (at === null) return;
      const top = Math.max(0, Math.min(fullTop, map.fullPx - view.height));
      at.scrollTop = Math.round(map.toScroll(top));
      place.current = { last: at.scrollTop, shift: Math.round(at.scrollTop - top) };
      refresh();
    },
    [box, map, view, refresh],
  );

  useLayoutEffect(() => {
    const at = box.current!;
    const measure = (): void => setView({ width: at.clientWidth, height: Math.max(rowPx, at.clientHeight - headPx) });
    measure();
    const observer = new ResizeObserver(measure);
    observer.observe(at);
    return () => observer.disconnect();
  }, [box, rowPx, headPx]);

  useEffect(() => {
    const at = box.current!;
    let idle = 0;
    const onScroll = (): void => {
      const top = at.scrollTop;
      const { last, shift } = place.current;
      const wide = Math.abs(top - last) > JUMP_PX || top <= 0 || top >= map.boxPx - view.height - 1;
      place.current = { last: top, shift: wide ? Math.round(top - map.toFull(top)) : shift };
      refresh();
      clearTimeout(idle);
      // A wheel moves true pixels, so the scroll bar drifts from what it stands for; it is put right when all is still.
      idle = window.setTimeout(() => {
        const full = at.scrollTop - place.current.shift;
        if (Math.abs(map.toScroll(full) - at.scrollTop) > 1) flushSync(() => settle(full));
      }, IDLE_MS);
    };
    at.addEventListener("scroll", onScroll, { passive: true });
    return () => {
      clearTimeout(idle);
      at.removeEventListener("scroll", onScroll);
    };
  }, [box, map, view, refresh, settle]);

  useLayoutEffect(() => {
    const at = box.current!;
    const full = at.scrollTop - place.current.shift;
    place.current = { last: at.scrollTop, shift: Math.round(at.scrollTop - map.toFull(at.scrollTop)) };
    if (Math.abs(at.scrollTop - place.current.shift - full) > rowPx) settle(Math.min(full, map.fullPx));
    else refresh();
  }, [box, map, rowPx, refresh, settle]);

  const reveal = useCallback(
    (row: number, column: number, center = false) => {
      const at = box.current;
      if (at === null) return;
      const top = at.scrollTop - place.current.shift;
      const wanted = row * rowPx;
      if (center) settle(wanted - view.height / 2 + rowPx / 2);
      else if (wanted < top) settle(wanted);
      else if (wanted + rowPx > top + view.height) settle(wanted + rowPx - view.height);
      const begin = columns[column]?.leftPx ?? 0;
      const end = begin + (columns[column]?.widthPx ?? 0);
      const width = at.clientWidth - gutterPx;
      if (begin < at.scrollLeft) at.scrollLeft = begin;
      else if (end > at.scrollLeft + width) at.scrollLeft = Math.min(begin, end - width);
    },
    [box, rowPx, gutterPx, columns, view, settle],
  );
  return { box, window: seen, map, reveal };
}
