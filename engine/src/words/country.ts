import type { CountryData } from "./country-data.ts";
import { data as unitedStatesData } from "./data/country-US.ts";
import { once, readRows } from "./read.ts";

interface Region {
  /** The second half of the ISO 3166-2 code (`CA` of US-CA); for GB our own short codes of the ITL 1 regions. */
  readonly code: string;
  readonly name: string;
}

/** Columns of cities, all of one length; row i is one city and all its facts agree. */
interface Cities {
  readonly length: number;
  readonly names: readonly string[];
  /** Index into `regions`. */
  readonly regions: readonly number[];
  /** Population in thousands, above 0. */
  readonly weights: readonly number[];
  /** Degrees north and east (WGS 84), within about 0.1 of the centre. */
  readonly latitudes: readonly number[];
  readonly longitudes: readonly number[];
  /** IANA names. */
  readonly timeZones: readonly string[];
  /** At least one each: `#` a free digit, `@` a free letter of `postalLetters`, all else literal. */
  readonly postalPatterns: readonly (readonly string[])[];
  /** As dialled within the country, with its trunk prefix; [""] where the country has none. */
  readonly areaCodes: readonly (readonly string[])[];
}

/** A number nobody can have; `#` is a free digit, in the same places of both forms. */
export interface PhonePattern {
  readonly national: string;
  /** E.164 with the leading plus. */
  readonly e164: string;
}

interface PhonePlan {
  /** Set aside by the regulator for fiction, or (where it sets none aside) in no assigned range; see SOURCES.md. */
  readonly range: "reserved" | "unassigned";
  /** Patterns by area code; an area that is absent has none of its own, see `phonePatterns`. */
  readonly landlines: ReadonlyMap<string, readonly PhonePattern[]>;
  /** Empty where mobiles look like landlines. */
  readonly mobiles: readonly PhonePattern[];
}

/** What an address and a phone number of one country are made of. */
export interface Country {
  /** ISO 3166-1 alpha-2 and alpha-3. */
  readonly code: string;
  readonly alpha3: string;
  readonly name: string;
  /** Main locale, for names and streets. */
  readonly locale: string;
  /** ISO 4217. */
  readonly currency: string;
  /** Without the plus. */
  readonly callingCode: string;
  /** Dialled before the area code within the country and left out of E.164: "0" or "". */
  readonly trunk: string;
  /** `{number} {street}` or `{street} {number}`. */
  readonly streetFormat: string;
  /** House numbers, half-open. */
  readonly houseNumbers: { readonly from: number; readonly to: number };
  /** Such as `Apt {n}`. */
  readonly unitFormats: readonly string[];
  /** A whole address on one line from {street} (with number and unit), {city}, {postal}, {region}, {regionCode}. */
  readonly lineFormat: string;
  /** What a postal code is called there. */
  readonly postalLabel: string;
  /** The letters `@` may stand for; "" where postal codes have none. */
  readonly postalLetters: string;
  readonly regions: readonly Region[];
  readonly cities: Cities;
  readonly phone: PhonePlan;
}

function readCities(text: string): Cities {
  const rows = readRows(text);
  const cell = (row: readonly string[], at: number) => row[at] ?? "";
  const column = (at: number) => rows.map((row) => cell(row, at));
  const lists = (at: number) => rows.map((row) => cell(row, at).split(","));
  return {
    length: rows.length,
    names: column(0),
    regions: column(1).map(Number),
    weights: column(2).map(Number),
    latitudes: column(3).map(Number),
    longitudes: column(4).map(Number),
    timeZones: column(5),
    postalPatterns: lists(6),
    areaCodes: lists(7),
  };
}

function readPhones(data: CountryData): PhonePlan {
  const lines = (text: string) => (text === "" ? [] : readRows(text));
  const pattern = (national = "", e164 = ""): PhonePattern => ({ national, e164 });
  const landlines = new Map<string, PhonePattern[]>();
  for (const [area = "", national, e164] of lines(data.landlines)) {
    const patterns = landlines.get(area) ?? [];
    patterns.push(pattern(national, e164));
    landlines.set(area, patterns);
  }
  return {
    range: data.phoneRange,
    landlines,
    mobiles: lines(data.mobiles).map(([national, e164]) => pattern(national, e164)),
  };
}

function makeCountry(data: CountryData): Country {
  const cities = once(() => readCities(data.cities));
  const phone = once(() => readPhones(data));
  const regions = once(() =>
    data.regions
      .split("|")
      .map((text) => ({ code: text.slice(0, text.indexOf(" ")), name: text.slice(text.indexOf(" ") + 1) })),
  );
  const { code, alpha3, name, locale, currency, callingCode, trunk, postalLabel, postalLetters } = data;
  return {
    code,
    alpha3,
    name,
    locale,
    currency,
    callingCode,
    trunk,
    postalLabel,
    postalLetters,
    streetFormat: data.street,
    houseNumbers: data.numbers,
    unitFormats: data.units.split("|"),
    lineFormat: data.line,
    get regions() {
      return regions();
    },
    get cities() {
      return cities();
    },
    get phone() {
      return phone();
    },
  };
}

/** The United States: loaded with this module, nothing parsed before first use. */
export const unitedStates: Country = makeCountry(unitedStatesData);

const table: Readonly<Record<string, () => Promise<{ readonly data: CountryData }>>> = {
  AT: () => import("./data/country-AT.ts"),
  AU: () => import("./data/country-AU.ts"),
  BE: () => import("./data/country-BE.ts"),
  BR: () => import("./data/country-BR.ts"),
  CA: () => import("./data/country-CA.ts"),
  CH: () => import("./data/country-CH.ts"),
  DE: () => import("./data/country-DE.ts"),
  DK: () => import("./data/country-DK.ts"),
  ES: () => import("./data/country-ES.ts"),
  FI: () => import("./data/country-FI.ts"),
  FR: () => import("./data/country-FR.ts"),
  GB: () => import("./data/country-GB.ts"),
  IE: () => import("./data/country-IE.ts"),
  IN: () => import("./data/country-IN.ts"),
  IT: () => import("./data/country-IT.ts"),
  JP: () => import("./data/country-JP.ts"),
  MX: () => import("./data/country-MX.ts"),
  NL: () => import("./data/country-NL.ts"),
  NO: () => import("./data/country-NO.ts"),
  PL: () => import("./data/country-PL.ts"),
  PT: () => import("./data/country-PT.ts"),
  SE: () => import("./data/country-SE.ts"),
};

/** Every country `loadCountry` knows, in alphabetical order. */
export const countryCodes: readonly string[] = ["US", ...Object.keys(table)].sort();

const loaded = new Map<string, Promise<Country>>();

/** The pack of an ISO 3166-1 alpha-2 code, one object however often it is asked for; rejects with a RangeError that lists the known codes. */
export function loadCountry(code: string): Promise<Country> {
  const exact = code.toUpperCase();
  if (exact === "US") return Promise.resolve(unitedStates);
  const load = table[exact];
  if (load === undefined) {
    return Promise.reject(
      new RangeError(`Unknown country ${JSON.stringify(code)}; known are ${countryCodes.join(", ")}`),
    );
  }
  let country = loaded.get(exact);
  if (country === undefined) {
    country = load().then((module) => makeCountry(module.data));
    loaded.set(exact, country);
    country.catch(() => loaded.delete(exact));
  }
  return country;
}

/** The patterns a landline of this area may have: those of the area, else the country's mobiles, else any of its landlines. Never empty. */
export function phonePatterns(country: Country, areaCode: string): readonly PhonePattern[] {
  const { landlines, mobiles } = country.phone;
  const own = landlines.get(areaCode);
  if (own !== undefined) return own;
  return mobiles.length > 0 ? mobiles : [...landlines.values()].flat();
}
