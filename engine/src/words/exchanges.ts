import { exchanges as text } from "./data/exchanges.ts";
import { once, readRows } from "./read.ts";

export interface StockExchange {
  /** ISO 10383 market identifier code; unique. */
  readonly code: string;
  /** What traders call it; unique. */
  readonly short: string;
  readonly name: string;
  /** ISO 3166-1 alpha-2. */
  readonly country: string;
  /** ISO 4217. */
  readonly currency: string;
  /** Rough order of market value. */
  readonly weight: number;
}

/** Stock exchanges of the world; read once. */
export const stockExchanges: () => readonly StockExchange[] = once(() =>
  readRows(text).map(([code = "", short = "", name = "", country = "", currency = "", weight = ""]) => {
    return { code, short, name, country, currency, weight: Number(weight) };
  }),
);
