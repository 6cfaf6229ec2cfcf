import { fillPatterns } from "../../kernels/fill.ts";
import { mapNumbers, pickWithin, type Stretch } from "../../kernels/gather.ts";
import { jitter } from "../../kernels/jitter.ts";
import { pick } from "../../kernels/pick.ts";
import { phonePatterns, type Country, type PhonePattern } from "../../words/country.ts";
import type { Locale } from "../../words/locale.ts";
import type { Made, Site, Source } from "../field-type.ts";
import { drawOf, facesOf, partName } from "./draws.ts";
import { inFormat, inWords } from "./worded.ts";

const DEGREE_SCALE = 6; // places of a degree: about 0.1 m
const REACH = 30_000; // 0.03 degrees: an address lies within about 3 km of its city's centre

/** Whether a type shows an address. */
export function isAddressFace(type: string): boolean {
  return type.startsWith("address.") || type.startsWith("phone.");
}

/** The hidden columns of one address per row. */
export interface Place {
  readonly countries: readonly Country[];
  /** Code k is country k. */
  readonly country: () => Source;
  /** In the words of a country. */
  readonly byCountry: (word: (country: Country) => string) => Made;
  /** In the words of a city, by its country and its number there. */
  readonly byCity: (word: (country: Country, city: number) => string) => Made;
  readonly street: () => Source;
  readonly houseNumber: () => Source;
  readonly streetLine: () => Source;
  readonly postalCode: () => Source;
  readonly unit: () => Made;
  readonly line: () => Made;
  readonly phone: (form: keyof PhonePattern) => Made;
  readonly degrees: (which: "latitudes" | "longitudes") => Made;
}

interface Share {
  readonly country: Country;
  readonly weight: number;
}

function sharesOf(site: Site, asked: unknown): readonly Share[] {
  if (typeof asked !== "object" || asked === null) return [{ country: site.country, weight: 1 }];
  const entries = Array.isArray(asked) ? asked.map((code) => [String(code), 1] as const) : Object.entries(asked);
  const weights = new Map<Country, number>(); // a country named twice counts twice
  for (const [code, weight] of entries) {
    const country = site.countryOf(code);
    weights.set(country, (weights.get(country) ?? 0) + Number(weight));
  }
  const shares = [...weights].filter(([, weight]) => weight > 0).map(([country, weight]) => ({ country, weight }));
  if (shares.length > 0) return shares;
  site.issue("schema/range", "no country has a weight above 0.", "Give at least one country a weight.", "countries");
  return [{ country: site.country, weight: 1 }];
}

/** Lists of several countries or cities, one after the other, and where each begins. */
function laid<T>(lists: readonly (readonly T[])[]): { readonly all: T[]; readonly stretches: Stretch[] } {
  const all: T[] = [];
  const stretches = lists.map((list): Stretch => {
    const from = all.length;
    for (const item of list) all.push(item);
    return { from, count: list.length, weights: null };
  });
  return { all, stretches };
}

/** One of the words that the chooser's code allows, each in the dictionary once. */
function pickedMade(
  site: Site,
  name: string,
  lists: readonly (readonly string[])[],
  chooser: Source,
  does: string,
): Made {
  const { all, stretches } = laid(lists);
  const dictionary = { words: all };
  const made: Made = { kind: "text", dictionary, kernel: pickWithin(dictionary, stretches), inputs: [chooser], does };
  if (new Set(all).size === all.length) return made;
  return inWords(
    site.hidden(`${name}.choice`, () => made),
    all,
    does,
  );
}

function openPlace(site: Site, draw: string, shares: readonly Share[]): Place {
  const countries = shares.map((s) => s.country);
  const locales = countries.map((c): Locale => site.localeOf(c.locale));
  const cities = shares.flatMap(({ country, weight }, k) => {
    const total = country.cities.weights.reduce((a, b) => a + b, 0);
    return country.cities.names.map((_, city) => ({
      country,
      k,
      city,
      weight: (weight * country.cities.weights[city]!) / total,
    }));
  });
  const name = (part: string): string => partName("address", draw, part);
  const keep =
    (part: string, make: () => Made): (() => Source) =>
    () =>
      site.hidden(name(part), make);
  const codes = { words: countries.map((c) => c.code) };

  const city = keep("city", () => {
    const dictionary = { words: cities.map((c) => `${c.country.code} ${c.country.cities.names[c.city]!}`) };
    return {
      kind: "text",
      dictionary,
      kernel: pick(
        dictionary,
        cities.map((c) => c.weight),
      ),
      does: `one of ${cities.length} cities of ${codes.words.join(", ")} by population`,
    };
  });
  const byCity: Place["byCity"] = (word) =>
    inWords(
      city(),
      cities.map((c) => word(c.country, c.city)),
      "that of the address's city",
    );
  const country = keep("country", () => byCity((c) => c.code));
  const byCountry: Place["byCountry"] = (word) =>
    inWords(country(), countries.map(word), "that of the address's country");
  const street = keep("street", () =>
    pickedMade(
      site,
      name("street"),
      locales.map((l) => l.streetNames),
      country(),
      "a street name of the country",
    ),
  );
  const houseNumber = keep("houseNumber", () => {
    const top = Math.max(...countries.map((c) => c.houseNumbers.to));
    const dictionary = { words: Array.from({ length: top - 1 }, (_, k) => String(k + 1)) };
    const stretches = countries.map(({ houseNumbers: { from, to } }): Stretch => ({
      from: from - 1,
      count: to - from,
      weights: Array.from({ length: to - from }, (_, k) => 1 / Math.sqrt(k + 1)),
    }));
    return {
      kind: "text",
      dictionary,
      kernel: pickWithin(dictionary, stretches),
      inputs: [country()],
      does: "a house number, low ones more often",
    };
  });
  const streetLine = keep("streetLine", () =>
    inFormat(
      site,
      name("streetLine"),
      countries.map((c) => c.streetFormat),
      country(),
      (part) => (part === "number" ? houseNumber() : street()),
      "street and number as the country writes them",
    ),
  );
  const postalCode = keep("postalCode", () => {
    const patterns = site.hidden(name("postalPattern"), () =>
      pickedMade(
        site,
        name("postalPattern"),
        cities.map((c) => c.country.cities.postalPatterns[c.city]!),
        city(),
        "a postal area of the city",
      ),
    );
    const letters = lettersOf(countries);
    return {
      kind: "text",
      kernel: fillPatterns(patterns.dictionary!, letters),
      inputs: [patterns],
      does: "a postal code of the city",
    };
  });

  return {
    countries,
    country,
    byCountry,
    byCity,
    street,
    houseNumber,
    streetLine,
    postalCode,
    unit() {
      const dictionary = { words: Array.from({ length: 60 }, (_, k) => String(k + 1)) };
      const number = keep("unitNumber", () => ({
        kind: "text",
        dictionary,
        kernel: pick(dictionary),
        does: "a number of a flat",
      }))();
      return inFormat(
        site,
        name("unit"),
        countries.map((c) => c.unitFormats[0]!),
        country(),
        () => number,
        "a flat as the country writes it",
      );
    },
    line() {
      const part = (token: string): Source => {
        if (token === "street") return streetLine();
        if (token === "postal") return postalCode();
        const word = (c: Country, at: number): string =>
          token === "city"
            ? c.cities.names[at]!
            : token === "region"
              ? c.regions[c.cities.regions[at]!]!.name
              : c.regions[c.cities.regions[at]!]!.code;
        return keep(`line.${token}`, () => byCity(word))();
      };
      return inFormat(
        site,
        name("line"),
        countries.map((c) => c.lineFormat),
        country(),
        part,
        "the whole address on one line",
      );
    },
    phone(form) {
      const found = cities.map((c) =>
        c.country.cities.areaCodes[c.city]!.flatMap((area) => phonePatterns(c.country, area)).map((p) => p[form]),
      );
      const patterns = site.hidden(name(`phone.${form}`), () =>
        pickedMade(
          site,
          name(`phone.${form}`),
          found,
          city(),
          "a range of numbers nobody can have, in the city's area",
        ),
      );
      return {
        kind: "text",
        kernel: fillPatterns(patterns.dictionary!),
        inputs: [patterns],
        does: "a number of the city's area that nobody can have",
      };
    },
    degrees(which) {
      const centre = keep(which, () => ({
        kind: "decimal",
        scale: DEGREE_SCALE,
        kernel: mapNumbers(cities.map((c) => Math.round(c.country.cities[which][c.city]! * 1e6))),
        inputs: [city()],
        does: "the city's centre",
      }))();
      return {
        kind: "decimal",
        scale: DEGREE_SCALE,
        kernel: jitter(REACH),
        inputs: [centre],
        does: "within 0.03 degrees of the city's centre",
      };
    },
  };
}

/** Letters that every country with letters in its postal codes allows. */
function lettersOf(countries: readonly Country[]): string {
  const sets = countries.map((c) => c.postalLetters).filter((letters) => letters !== "");
  const [first = "ABCDEFGHIJKLMNOPQRSTUVWXYZ", ...rest] = sets;
  return [...first].filter((letter) => rest.every((letters) => letters.includes(letter))).join("");
}

/** What the faces of a draw ask for. */
function askedCountries(site: Site, draw: string): unknown {
  return facesOf(site, "address", isAddressFace, draw)
    .map((f) => f["countries"])
    .find((c) => c !== undefined);
}

/** The address whose face the site's field is. */
export function placeOf(site: Site): Place {
  const draw = drawOf(site, "address", isAddressFace);
  return placeOfDraw(site, draw);
}

function placeOfDraw(site: Site, draw: string): Place {
  return site.shared(`address:${draw}`, () => openPlace(site, draw, sharesOf(site, askedCountries(site, draw))));
}

/** Where the people of a table come from: their locales and, where there are several, the column whose code chooses one. */
export interface Origin {
  readonly locales: readonly Locale[];
  readonly column: Source | undefined;
}

/** People come from the countries of the table's own address, or else from its locale. */
export function originOf(site: Site): Origin {
  const asked = askedCountries(site, "");
  if (asked === undefined) return { locales: [site.locale], column: undefined };
  const place = placeOfDraw(site, "");
  return {
    locales: place.countries.map((c) => site.localeOf(c.locale)),
    column: place.countries.length > 1 ? place.country() : undefined,
  };
}
