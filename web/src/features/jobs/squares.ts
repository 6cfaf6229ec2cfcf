import type { Chunk } from "../../api/jobs.ts";

/** How a square of the map is drawn: 0 to 3 for the time its chunks took, or what they are. */
export type Square = 0 | 1 | 2 | 3 | "again" | "failed" | "running" | "waiting";

const MOST_SQUARES = 2000;

/** How many chunks a square stands for. */
export const bundleOf = (chunks: number): number => Math.max(1, Math.ceil(chunks / MOST_SQUARES));

const tookMs = ({ started_at: started, finished_at: finished, from, to }: Chunk): number =>
  started === null || finished === null ? 0 : (Date.parse(finished) - Date.parse(started)) / Math.max(1, to - from);

function median(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.floor(sorted.length / 2)] ?? 0;
}

function squareOf(bundle: readonly Chunk[], usual: number): Square {
  if (bundle.some(({ state }) => state === "failed")) return "failed";
  if (bundle.some(({ state }) => state === "running")) return "running";
  if (bundle.some(({ state }) => state !== "done")) return "waiting";
  if (bundle.some(({ attempts }) => attempts > 1)) return "again";
  const pace = bundle.reduce((sum, chunk) => sum + tookMs(chunk), 0) / bundle.length / Math.max(usual, 1e-9);
  return pace < 0.85 ? 0 : pace < 1.1 ? 1 : pace < 1.5 ? 2 : 3;
}

/** The squares of a map: the time a row took against the usual one of its table. */
export function squaresOf(chunks: readonly Chunk[]): readonly Square[] {
  const size = bundleOf(chunks.length);
  const paces = new Map<string, number[]>();
  for (const chunk of chunks) {
    if (chunk.state !== "done") continue;
    const found = paces.get(chunk.table);
    if (found === undefined) paces.set(chunk.table, [tookMs(chunk)]);
    else found.push(tookMs(chunk));
  }
  const usual = new Map([...paces].map(([table, values]) => [table, median(values)]));
  const squares: Square[] = [];
  for (let k = 0; k < chunks.length; k += size) {
    squares.push(squareOf(chunks.slice(k, k + size), usual.get(chunks[k]!.table) ?? 0));
  }
  return squares;
}
