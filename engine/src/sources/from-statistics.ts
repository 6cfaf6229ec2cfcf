import type { CatalogueColumn, ColumnStatistics } from "./catalogue.ts";

/** A field that spreads as the statistics of a column say; undefined where they say too little, and its name must decide. */
export type SpreadField = Readonly<Record<string, unknown>> & { readonly type: string };

const MOST_VALUES = 100; // different numbers that are listed one by one; more are quantiles
const MOST_WORDS = 200;
const DIGITS = 4; // of a share: a sample says no more

const round = (share: number): number => Number(share.toPrecision(DIGITS));

/** Each value with its weight, in the order of the values as texts where they are words, so that a sample in another order gives the same schema. */
function weightsOf({ frequent = [] }: ColumnStatistics): Readonly<Record<string, number>> {
  return Object.fromEntries(frequent.map(({ value, share }) => [String(value), round(share)]));
}

/** Quantiles with only as many knots as say something: those on a straight line between their neighbours add nothing. */
function isEven(quantiles: readonly number[]): boolean {
  const [first = 0, last = 0] = [quantiles[0], quantiles.at(-1)];
  const tolerance = (last - first) * 0.02;
  return quantiles.every(
    (value, k) => Math.abs(value - (first + ((last - first) * k) / (quantiles.length - 1))) <= tolerance,
  );
}

function toNumber(type: "integer" | "decimal" | "float", column: CatalogueColumn): SpreadField | undefined {
  const { quantiles, min, max, complete, distinct = Infinity, frequent } = column.statistics!;
  const scale = type === "decimal" && column.type.scale !== undefined ? { scale: column.type.scale } : {};
  if (complete === true && frequent !== undefined && distinct <= MOST_VALUES) {
    const values = weightsOf(column.statistics!);
    if (distinct > 1) return { type, ...scale, distribution: { values } };
    return { type, ...scale, min: Number(frequent[0]!.value), max: Number(frequent[0]!.value) };
  }
  if (typeof min !== "number" || typeof max !== "number") return undefined;
  const range = { type, ...scale, min, max };
  return quantiles === undefined || quantiles.length < 2 || isEven(quantiles)
    ? range
    : { ...range, distribution: { empirical: { quantiles } } };
}

/**
 * The field that a column's statistics ask for: words and numbers by their shares, other numbers by their quantiles, moments between the least and the
 * greatest, texts of one shape by their pattern. Nulls are the caller's.
 */
export function fieldFromStatistics(column: CatalogueColumn): SpreadField | undefined {
  const { statistics } = column;
  if (statistics === undefined) return undefined;
  const { complete, frequent, min, max, pattern } = statistics;
  switch (column.type.kind) {
    case "integer":
    case "decimal":
    case "float":
      return toNumber(column.type.kind, column);
    case "boolean": {
      const truth = frequent?.find(({ value }) => value === true || value === "true");
      return complete === true ? { type: "boolean", share: round(truth?.share ?? 0) } : undefined;
    }
    case "date":
    case "datetime": {
      if (typeof min !== "string" || typeof max !== "string") return undefined;
      const isDay = column.type.kind === "date" || statistics.wholeDays === true;
      const length = isDay ? 10 : 19;
      const rising = statistics.ascending === true && statistics.nulls === 0 ? { ordered: true } : {};
      return { type: isDay ? "date" : "datetime", from: min.slice(0, length), to: max.slice(0, length), ...rising };
    }
    case "time":
      return typeof min === "string" && typeof max === "string"
        ? { type: "time", from: min.slice(0, 8), to: max.slice(0, 8) }
        : undefined;
    case "text":
    case "enum":
      if (complete === true && frequent !== undefined && frequent.length > 0 && frequent.length <= MOST_WORDS)
        return { type: "category", values: weightsOf(statistics) };
      return pattern === undefined ? undefined : { type: "regex", pattern };
    default:
      return undefined;
  }
}
