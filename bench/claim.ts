import { performance } from "node:perf_hooks";

/** One measured line of the results. */
export interface Figure {
  readonly what: string;
  readonly value: string;
  /** The bar to clear, in words; absent for figures that only give context. */
  readonly target?: string;
  readonly met?: boolean;
}

/** One claim: its name on the command line, what it says, and how it is measured. */
export interface Claim {
  readonly name: string;
  readonly says: string;
  measure(): Promise<readonly Figure[]>;
}

/** The middle of some values. */
export function median(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  const middle = sorted.length >> 1;
  return sorted.length % 2 === 1 ? sorted[middle]! : (sorted[middle - 1]! + sorted[middle]!) / 2;
}

/** Seconds one call takes. */
export async function seconds(work: () => unknown): Promise<number> {
  const from = performance.now();
  await work();
  return (performance.now() - from) / 1000;
}

/** Runs all works in turn, A B C A B C ..., after one warm-up each; rows per second of each, the median of the rounds. */
export async function rates(
  rounds: number,
  works: readonly { readonly rows: number; run(): unknown }[],
): Promise<number[]> {
  for (const work of works) await work.run();
  const found: number[][] = works.map(() => []);
  for (let round = 0; round < rounds; round++) {
    for (const [k, work] of works.entries()) found[k]!.push(work.rows / (await seconds(() => work.run())));
  }
  return found.map(median);
}

/** 1234567 as "1.23M", 28100 as "28.1k". */
export function short(n: number): string {
  if (n >= 1e9) return `${(n / 1e9).toFixed(2)}G`;
  if (n >= 1e6) return `${(n / 1e6).toFixed(2)}M`;
  return n >= 1e3 ? `${(n / 1e3).toFixed(1)}k` : n.toFixed(1);
}

/** A figure that must reach at least `least`. */
export function atLeast(what: string, value: number, least: number, unit: string): Figure {
  return {
    what,
    value: `${value.toFixed(value >= 10 ? 0 : 2)}${unit}`,
    target: `>= ${least}${unit}`,
    met: value >= least,
  };
}

/** A figure that must stay at most `most`. */
export function atMost(what: string, value: number, most: number, unit: string): Figure {
  return {
    what,
    value: `${value.toFixed(value >= 10 ? 0 : 2)}${unit}`,
    target: `<= ${most}${unit}`,
    met: value <= most,
  };
}
