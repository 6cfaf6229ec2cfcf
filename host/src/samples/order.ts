import type { ColumnStatistics } from "@semblance/engine";
import { quoteName, type Bench } from "./engine.ts";

/** A column of moments: its name, and its cells in SQL. */
export interface Moments {
  readonly name: string;
  readonly sql: string;
}

type Order = Pick<ColumnStatistics, "follows" | "ascending" | "wholeDays">;

const MOST = 8; // columns that are compared with each other
const LEAST_ROWS = 8; // that have both moments
const SURE = 0.995; // share of the rows in which one is never before the other
const USUAL = 0.95; // quantile of what lies between them
const NEAR = 0.5; // of a column's range
const LEAST_RISING = 20; // different moments of which it is no chance that they rise

/** What the rows of a loaded table say of the order of its moments: in a row, from row to row, and whether they are days. */
export async function orderOf(bench: Bench, id: string, all: readonly Moments[]): Promise<ReadonlyMap<string, Order>> {
  const moments = all.slice(0, MOST);
  if (moments.length === 0) return new Map();
  const cells = moments.map(({ sql }, k) => `(${sql})::TIMESTAMP AS m${k}`).join(", ");
  const before = moments.map((_, k) => `m${k} < lag(m${k}) OVER (ORDER BY r) AS f${k}`).join(", ");
  const alone = moments.map(
    (_, k) =>
      `count(DISTINCT m${k}) AS n${k}, epoch(min(m${k})) AS least${k}, epoch(max(m${k})) AS most${k}, count(*) FILTER (f${k}) AS falls${k}, bool_and(m${k} = date_trunc('day', m${k})) AS day${k}`,
  );
  const pairs = moments.flatMap((_, a) =>
    moments.flatMap((__, b) =>
      a === b
        ? []
        : [
            `count(*) FILTER (m${a} <= m${b}) AS le${a}_${b}, count(m${b} - m${a}) AS both${a}_${b}, quantile_cont(epoch(m${b}) - epoch(m${a}), ${USUAL}) AS lag${a}_${b}`,
          ],
    ),
  );
  const [found] = await bench.ask(
    `WITH w AS (SELECT rowid AS r, ${cells} FROM ${quoteName(id)}), v AS (SELECT *, ${before} FROM w) SELECT ${[...alone, ...pairs].join(", ")} FROM v`,
  );
  const number = (key: string): number => Number(found![key] ?? 0);
  /** Seconds within which the second follows the first; undefined where it does not. */
  const lagOf = (a: number, b: number): number | undefined => {
    const both = number(`both${a}_${b}`);
    const isAfter = both >= LEAST_ROWS && number(`le${a}_${b}`) >= both * SURE;
    return isAfter && number(`lag${a}_${b}`) > 0 ? number(`lag${a}_${b}`) : undefined;
  };
  return new Map(
    moments.map(({ name }, b) => {
      const [nearest] = moments
        .map((_, a) => ({ a, lag: a === b || lagOf(b, a) !== undefined ? undefined : lagOf(a, b) }))
        .filter((each): each is { a: number; lag: number } => each.lag !== undefined)
        .sort((one, other) => one.lag - other.lag);
      const rows = number(`n${b}`);
      // What lies between two moments says little where it is as wide as all there are, and nothing where they never meet.
      const isNear = nearest !== undefined && nearest.lag < (number(`most${b}`) - number(`least${b}`)) * NEAR;
      const isApart = nearest === undefined || number(`least${b}`) >= number(`most${nearest.a}`);
      return [
        name,
        {
          ...(nearest === undefined || (isApart && !isNear)
            ? {}
            : { follows: { column: moments[nearest.a]!.name, ...(isNear ? { within: nearest.lag } : {}) } }),
          ...(rows >= LEAST_RISING && number(`falls${b}`) <= rows * (1 - SURE) ? { ascending: true } : {}),
          ...(found![`day${b}`] === true ? { wholeDays: true } : {}),
        },
      ] as const;
    }),
  );
}
