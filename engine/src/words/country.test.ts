import { describe, expect, test } from "vitest";
import { countryCodes, loadCountry, phonePatterns, unitedStates } from "./country.ts";
import { localeCodes } from "./locale.ts";
import { timeZones, world } from "./world.ts";

/** What the regulators set aside, as E.164 (SOURCES.md). */
const reserved: Readonly<Record<string, RegExp>> = {
  US: /^\+1\d{3}55501##$/,
  CA: /^\+1\d{3}55501##$/,
  GB: /^\+44(11[3-8]4960###|1[2-6]14960###|1914980###|2079460###|2896496###|2920180###|1632960###|7700900###)$/,
  DE: /^\+49(3023125###|4066969###|6990009###|8999998###|2214710###|17139200##|176040690##)$/,
  FR: /^\+33(19900|26191|35301|46571|53649|63998)####$/,
  AU: /^\+61([2378](5550|7010)####|49157\d{4})$/,
  IE: /^\+3532091#####$/,
  SE: /^\+46(8465004##|3139006##|4062804##|9803192##|7017406[1-9]#)$/,
};

test("there are at least 14 countries, each with a known locale and ISO codes", async () => {
  expect(countryCodes.length).toBeGreaterThanOrEqual(14);
  for (const code of countryCodes) {
    const country = await loadCountry(code);
    const iso = world().find((entry) => entry.alpha2 === code);
    expect([country.code, country.alpha3, country.currency, country.callingCode]).toEqual([
      code,
      iso?.alpha3,
      iso?.currency,
      iso?.callingCode,
    ]);
    expect(localeCodes).toContain(country.locale);
  }
});

describe.each(countryCodes)("%s", (code) => {
  test("every city has true-looking facts", async () => {
    const { cities, regions } = await loadCountry(code);
    const zones = new Set(timeZones());
    expect(cities.length).toBeGreaterThanOrEqual(25);
    const columns = [
      cities.names,
      cities.regions,
      cities.weights,
      cities.latitudes,
      cities.longitudes,
      cities.timeZones,
      cities.postalPatterns,
      cities.areaCodes,
    ];
    expect(new Set(columns.map((column) => column.length))).toEqual(new Set([cities.length]));
    const wrong = cities.names.filter(
      (name, at) =>
        name === "" ||
        regions[cities.regions[at]!] === undefined ||
        !(cities.weights[at]! > 0) ||
        !(Math.abs(cities.latitudes[at]!) < 75) ||
        !(Math.abs(cities.longitudes[at]!) <= 180) ||
        !zones.has(cities.timeZones[at]!),
    );
    expect(wrong).toEqual([]);
    const places = cities.names.map((name, at) => `${name}, ${cities.regions[at]}`);
    expect(places.filter((place, at) => places.indexOf(place) !== at)).toEqual([]);
  });

  test("postal patterns are well-formed and of the country's shape", async () => {
    const country = await loadCountry(code);
    const letter = country.postalLetters[0] ?? "?";
    const wrong = country.cities.postalPatterns.flat().filter((pattern) => {
      const filled = pattern.replaceAll("#", "5").replaceAll("@", letter);
      return !/^[A-Z0-9#@]([A-Z0-9#@ -]*[A-Z0-9#@])?$/.test(pattern) || !shapes[code]!.test(filled);
    });
    expect(wrong).toEqual([]);
    const repeated = country.cities.postalPatterns.filter((patterns) => new Set(patterns).size !== patterns.length);
    expect(repeated).toEqual([]);
  });

  test("phone numbers lie in the declared range and both forms have the same free digits", async () => {
    const country = await loadCountry(code);
    const range = country.phone.range === "reserved" ? reserved[code]! : /^/;
    const wrong = country.cities.areaCodes.flat().flatMap((area): readonly unknown[] => {
      const patterns = phonePatterns(country, area);
      if (patterns.length === 0) return [area];
      return [...patterns, ...country.phone.mobiles].filter(({ national, e164 }) => {
        const digits = national.replace(/[^\d#]/g, "");
        const dialled = country.trunk !== "" && digits.startsWith(country.trunk) ? digits.slice(1) : digits;
        return e164 !== `+${country.callingCode}${dialled}` || e164.length > 16 || !range.test(e164);
      });
    });
    expect(wrong).toEqual([]);
  });

  test("formats name what they need", async () => {
    const country = await loadCountry(code);
    expect(country.streetFormat).toMatch(/\{street\}.*\{number\}|\{number\}.*\{street\}/);
    expect(country.lineFormat).toContain("{city}");
    expect(country.lineFormat).toContain("{postal}");
    expect(country.unitFormats.every((unit) => unit.includes("{n}"))).toBe(true);
    expect(country.houseNumbers.from).toBeLessThan(country.houseNumbers.to);
    expect(new Set(country.regions.map((region) => region.code)).size).toBe(country.regions.length);
  });
});

const shapes: Readonly<Record<string, RegExp>> = {
  US: /^\d{5}$/,
  GB: /^[A-Z]{1,2}\d[A-Z\d]? \d[A-Z]{2}$/,
  DE: /^\d{5}$/,
  FR: /^\d{5}$/,
  ES: /^\d{5}$/,
  IT: /^\d{5}$/,
  NL: /^[1-9]\d{3} [A-Z]{2}$/,
  CA: /^[A-Z]\d[A-Z] \d[A-Z]\d$/,
  AU: /^\d{4}$/,
  IN: /^[1-8]\d{5}$/,
  BR: /^\d{5}-\d{3}$/,
  MX: /^\d{5}$/,
  JP: /^\d{3}-\d{4}$/,
  PL: /^\d{2}-\d{3}$/,
  SE: /^\d{3} \d{2}$/,
  CH: /^[1-9]\d{3}$/,
  AT: /^[1-9]\d{3}$/,
  IE: /^[A-Z]\d[\dW] [A-Z\d]{4}$/,
  BE: /^[1-9]\d{3}$/,
  PT: /^[1-9]\d{3}-\d{3}$/,
  DK: /^[1-9]\d{3}$/,
  NO: /^\d{4}$/,
  FI: /^\d{5}$/,
};

test("the United States have 120 cities and all of its states", () => {
  expect(unitedStates.cities.length).toBeGreaterThanOrEqual(120);
  expect(new Set(unitedStates.cities.regions).size).toBe(51);
  expect(unitedStates.regions.length).toBe(51);
});

test("known cities are where they are", async () => {
  const facts = async (code: string, name: string) => {
    const { cities, regions } = await loadCountry(code);
    const at = cities.names.indexOf(name);
    return [
      regions[cities.regions[at]!]?.code,
      Math.round(cities.latitudes[at]!),
      Math.round(cities.longitudes[at]!),
      cities.timeZones[at],
      cities.areaCodes[at]?.[0],
    ];
  };
  expect(await facts("US", "Honolulu")).toEqual(["HI", 21, -158, "Pacific/Honolulu", "808"]);
  expect(await facts("US", "El Paso")).toEqual(["TX", 32, -106, "America/Denver", "915"]);
  expect(await facts("DE", "München")).toEqual(["BY", 48, 12, "Europe/Berlin", "089"]);
  expect(await facts("GB", "Belfast")).toEqual(["NIR", 55, -6, "Europe/London", "028"]);
  expect(await facts("AU", "Perth")).toEqual(["WA", -32, 116, "Australia/Perth", "08"]);
  expect(await facts("BR", "Manaus")).toEqual(["AM", -3, -60, "America/Manaus", "92"]);
});

test("an area without numbers of its own borrows safe ones", async () => {
  const germany = await loadCountry("de");
  expect(phonePatterns(germany, "0711")).toBe(germany.phone.mobiles);
  expect(phonePatterns(germany, "089")).toEqual([{ national: "089 99998###", e164: "+498999998###" }]);
  await expect(loadCountry("XX")).rejects.toThrow(/Unknown country "XX"/);
});
