import { openPress, pressWhole, type Workplace } from "./press.ts";

/** What a row of a file costs. */
export interface RowCost {
  readonly bytes: number;
  /** In one thread. */
  readonly seconds: number;
}

/** Bytes and seconds per row of a file, measured on its first rows as often as `times`; the last time counts, code is warm then. */
export function measure(workplace: Workplace, file: number, sampleRows: number, times = 1): RowCost {
  const { from, to } = workplace.job.files[file]!;
  const rows = Math.min(to - from, sampleRows);
  let cost: RowCost = { bytes: 0, seconds: 0 };
  if (rows === 0) return cost;
  const press = openPress(workplace);
  for (let time = 0; time < times; time++) {
    const began = performance.now();
    const { info } = pressWhole(press, { file, from, to: from + rows, bytes: 0 }, []);
    cost = { bytes: info.bytes / rows, seconds: (performance.now() - began) / 1000 / rows };
  }
  return cost;
}
