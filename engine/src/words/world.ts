import * as data from "./data/world.ts";
import { once, readRows } from "./read.ts";

/** One country or territory of ISO 3166-1 with a two-letter code. */
export interface WorldCountry {
  readonly alpha2: string;
  readonly alpha3: string;
  /** Three digits, as text. */
  readonly numeric: string;
  /** English name (CLDR). */
  readonly name: string;
  /** ISO 4217. */
  readonly currency: string;
  /** Without the plus; with the area where countries share one (1876 for Jamaica). */
  readonly callingCode: string;
  /** Population in thousands, about 2023, at least 1: a weight. */
  readonly weight: number;
}

export interface Currency {
  /** ISO 4217. */
  readonly code: string;
  readonly name: string;
  /** Narrow symbol, or the code where there is none. */
  readonly symbol: string;
  /** Digits after the decimal point: 0, 2 or 3. */
  readonly minorUnits: number;
}

export interface Language {
  /** ISO 639-1. */
  readonly code: string;
  /** ISO 639-2/T. */
  readonly alpha3: string;
  readonly name: string;
}

/** All of ISO 3166-1, by alpha-2 code; read once. */
export const world: () => readonly WorldCountry[] = once(() =>
  readRows(data.world).map(
    ([alpha2 = "", alpha3 = "", numeric = "", name = "", currency = "", callingCode = "", weight = ""]) => ({
      alpha2,
      alpha3,
      numeric,
      name,
      currency,
      callingCode,
      weight: Number(weight),
    }),
  ),
);

/** Currencies in use (ISO 4217, without funds and metals), by code; read once. */
export const currencies: () => readonly Currency[] = once(() =>
  readRows(data.currencies).map(([code = "", name = "", symbol = "", minor = ""]) => ({
    code,
    name,
    symbol,
    minorUnits: Number(minor),
  })),
);

/** ISO 639-1, by code; read once. */
export const languages: () => readonly Language[] = once(() =>
  readRows(data.languages).map(([code = "", alpha3 = "", name = ""]) => ({ code, alpha3, name })),
);

/** IANA time zones with UTC, in alphabetical order; read once. */
export const timeZones: () => readonly string[] = once(() => data.timeZones.trim().split("\n"));
