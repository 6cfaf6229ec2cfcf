/** Rows [from, to) of one file of a job. */
export interface Chunk {
  /** Index of the file in the job. */
  readonly file: number;
  readonly from: number;
  readonly to: number;
  /** About how many bytes they will be. */
  readonly bytes: number;
}

/** Rows [from, to) cut where they cross multiples of `chunkRows`, counted from row 0 of the table. */
export function* cut(from: number, to: number, chunkRows: number): Generator<{ from: number; to: number }, void, void> {
  for (let at = from; at < to;) {
    const next = Math.min(to, (Math.floor(at / chunkRows) + 1) * chunkRows);
    yield { from: at, to: next };
    at = next;
  }
}

/** `rows` rounded up to a whole number of grains. */
export function toGrain(rows: number, grainRows: number): number {
  return Math.max(1, Math.ceil(rows / grainRows)) * grainRows;
}

/**
 * Row ranges of the parts of a split, in order and without gaps: part k ends at the share of rows that parts 0..k have
 * together, rounded to the nearest row. Rows are independent of each other, so contiguous parts are as good as shuffled ones.
 */
export function splitRows(rows: number, shares: readonly number[]): readonly { from: number; to: number }[] {
  const whole = shares.reduce((sum, share) => sum + share, 0);
  let sum = 0;
  let from = 0;
  return shares.map((share, k) => {
    sum += share;
    const to = k === shares.length - 1 ? rows : Math.round((rows * sum) / whole);
    const range = { from, to };
    from = to;
    return range;
  });
}
