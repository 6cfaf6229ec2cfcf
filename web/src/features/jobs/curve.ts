import type { Chunk, Job } from "../../api/jobs.ts";

/** Seconds at work, and rows per second then. */
export interface Curve {
  readonly xs: number[];
  readonly ys: number[];
}

const MOST_POINTS = 600;

/** Seconds that a job was at work until a moment of the ledger: what lies between a pause or failure and its end does not count. */
export function workOf({ started_at: started, moves }: Pick<Job, "started_at" | "moves">): (moment: string) => number {
  const startMs = started === null ? 0 : Date.parse(started);
  const breaks: { fromMs: number; toMs: number }[] = [];
  for (const { at, what } of moves) {
    const last = breaks[breaks.length - 1];
    if (what === "paused" || what === "failed") breaks.push({ fromMs: Date.parse(at), toMs: Infinity });
    else if (last !== undefined) last.toMs = Date.parse(at);
  }
  return (moment) => {
    const atMs = Date.parse(moment);
    const idleMs = breaks.reduce(
      (sum, { fromMs, toMs }) => sum + Math.max(0, Math.min(atMs, toMs) - Math.max(startMs, fromMs)),
      0,
    );
    return Math.max(0, atMs - startMs - idleMs) / 1000;
  };
}

/** How fast rows were made, from the ledger: what each chunk made, spread over the time it took. */
export function curveOf(chunks: readonly Chunk[], workedAt: (moment: string) => number, workedS: number): Curve {
  const seconds = Math.max(1, workedS);
  const step = Math.max(0.5, seconds / 120);
  const bins = Array.from({ length: Math.ceil(seconds / step) }, () => 0);
  for (const { state, started_at: started, finished_at: finished, from, to } of chunks) {
    if (state !== "done" || started === null || finished === null) continue;
    const begin = workedAt(started);
    const end = Math.min(seconds, Math.max(begin + 0.001, workedAt(finished)));
    if (begin >= seconds) continue;
    const rate = (to - from) / Math.max(0.001, end - begin);
    for (let bin = Math.floor(begin / step); bin < bins.length && bin * step < end; bin++) {
      const share = Math.min(end, (bin + 1) * step) - Math.max(begin, bin * step);
      bins[bin]! += (rate * share) / step;
    }
  }
  // The last bin may be cut: what it says would be a dip that never was.
  const whole = Math.max(1, Math.floor(seconds / step));
  return { xs: bins.slice(0, whole).map((_, k) => (k + 0.5) * step), ys: bins.slice(0, whole) };
}

/** Adds a point; a long curve keeps every second of its older ones. */
export function extend(curve: Curve, x: number, y: number): void {
  const last = curve.xs[curve.xs.length - 1] ?? -1;
  if (x - last < 0.2) return;
  curve.xs.push(x);
  curve.ys.push(y);
  if (curve.xs.length <= MOST_POINTS) return;
  const keep = (_: number, k: number): boolean => k % 2 === 0 || k > MOST_POINTS / 2;
  const xs = curve.xs.filter(keep);
  const ys = curve.ys.filter(keep);
  curve.xs.splice(0, curve.xs.length, ...xs);
  curve.ys.splice(0, curve.ys.length, ...ys);
}
