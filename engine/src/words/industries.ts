import { industries as text } from "./data/industries.ts";
import { once, readRows } from "./read.ts";

export interface Industry {
  /** Unique. */
  readonly name: string;
  /** Rough share of firms, in percent. */
  readonly weight: number;
  /** At least four. */
  readonly subIndustries: readonly string[];
  /** Words that end a company's name there: `Nakamura Logistics`. */
  readonly companyWords: readonly string[];
}

/** All industries, so that a company's name, industry and sub-industry agree; read once. */
export const industries: () => readonly Industry[] = once(() =>
  readRows(text).map(([name = "", weight = "", sub = "", words = ""]) => {
    return { name, weight: Number(weight), subIndustries: sub.split(";"), companyWords: words.split(";") };
  }),
);
