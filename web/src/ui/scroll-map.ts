/** Between pixels of the whole table, which may be thirty billion, and pixels that a browser can scroll. */
export interface ScrollMap {
  /** Pixels of the whole table. */
  readonly fullPx: number;
  /** Pixels of the scrolled box; browsers stop near 17 or 33 million. */
  readonly boxPx: number;
  /** The scroll position that stands for a position in the whole table. */
  toScroll(fullTop: number): number;
  /** The position in the whole table that a scroll position stands for. */
  toFull(scrollTop: number): number;
}

const BOX_MOST_PX = 4_000_000; // float32 transforms still tell half pixels apart here
const EDGE_PX = 500_000; // at both ends a pixel is a pixel, so that no wheel reaches an end by surprise

/** The map for `rows` rows of `rowPx` seen through a window of `viewPx`. Monotone; exact at both ends; the identity for small tables. */
export function mapScroll(rows: number, rowPx: number, viewPx: number): ScrollMap {
  const fullPx = rows * rowPx;
  const boxPx = Math.min(fullPx, BOX_MOST_PX);
  if (boxPx === fullPx) return { fullPx, boxPx, toScroll: (top) => top, toFull: (top) => top };
  const fullEnd = fullPx - viewPx;
  const boxEnd = boxPx - viewPx;
  const ratio = (fullEnd - 2 * EDGE_PX) / (boxEnd - 2 * EDGE_PX);
  return {
    fullPx,
    boxPx,
    toScroll(top) {
      if (top <= EDGE_PX) return top;
      if (top >= fullEnd - EDGE_PX) return boxEnd - (fullEnd - top);
      return EDGE_PX + (top - EDGE_PX) / ratio;
    },
    toFull(top) {
      if (top <= EDGE_PX) return top;
      if (top >= boxEnd - EDGE_PX) return fullEnd - (boxEnd - top);
      return EDGE_PX + (top - EDGE_PX) * ratio;
    },
  };
}
