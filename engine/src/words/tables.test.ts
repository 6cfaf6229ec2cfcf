import { describe, expect, test } from "vitest";
import { stockExchanges } from "./exchanges.ts";
import { industries } from "./industries.ts";
import { jobs, levelNames } from "./jobs.ts";
import { english } from "./locale.ts";
import { bloodTypes, diagnoses, drugs, specialties } from "./medicine.ts";
import { productCategories } from "./products.ts";
import { bodies, fuels, makes } from "./vehicles.ts";
import { browsers, fileKinds, httpMethods, httpStatuses, operatingSystems, userAgents } from "./web.ts";
import { currencies, languages, timeZones, world } from "./world.ts";

const repeated = (list: readonly unknown[]) => list.filter((entry, at) => list.indexOf(entry) !== at);
/** Paths of texts that are empty or hold a separator, and of numbers not above 0 (`level` and `minorUnits`: below 0). */
function findBroken(entry: unknown, path: string): readonly string[] {
  if (typeof entry === "string") return /^[^|\r\n]+$/.test(entry) ? [] : [path];
  if (typeof entry === "number") return entry > (/level|minorUnits/.test(path) ? -1 : 0) && entry < 1e7 ? [] : [path];
  return Object.entries(entry as object).flatMap(([key, value]) => findBroken(value, `${path}.${key}`));
}

describe.each<[string, () => readonly object[], number, (entry: never) => unknown]>([
  ["jobs", jobs, 250, (entry: { title: string }) => entry.title],
  ["industries", industries, 20, (entry: { name: string }) => entry.name],
  ["products", productCategories, 12, (entry: { name: string }) => entry.name],
  ["diagnoses", diagnoses, 80, (entry: { code: string }) => entry.code],
  ["drugs", drugs, 60, (entry: { name: string }) => entry.name],
  ["blood types", bloodTypes, 8, (entry: { name: string }) => entry.name],
  ["specialties", specialties, 25, (entry: { name: string }) => entry.name],
  ["makes", makes, 25, (entry: { name: string }) => entry.name],
  ["fuels", fuels, 4, (entry: { name: string }) => entry.name],
  ["bodies", bodies, 5, (entry: { name: string }) => entry.name],
  ["browsers", browsers, 5, (entry: { name: string }) => entry.name],
  ["systems", operatingSystems, 5, (entry: { name: string }) => entry.name],
  ["user agents", userAgents, 8, (entry: { text: string }) => entry.text],
  ["files", fileKinds, 50, (entry: { extension: string }) => entry.extension],
  ["statuses", httpStatuses, 30, (entry: { code: number }) => entry.code],
  ["methods", httpMethods, 5, (entry: { name: string }) => entry.name],
  ["exchanges", stockExchanges, 30, (entry: { code: string }) => entry.code],
  ["world", world, 249, (entry: { alpha2: string }) => entry.alpha2],
  ["currencies", currencies, 150, (entry: { code: string }) => entry.code],
  ["languages", languages, 180, (entry: { code: string }) => entry.code],
])("%s", (_, table, least, key) => {
  test("has enough entries, each whole, none twice", () => {
    expect(table().length).toBeGreaterThanOrEqual(least);
    expect(table().flatMap((entry, at) => findBroken(entry, `${at}`))).toEqual([]);
    expect(repeated(table().map((entry) => key(entry as never)))).toEqual([]);
    expect(table()).toBe(table());
  });
});

test("a job's industry is an industry and its level has a name", () => {
  const names = new Set(industries().map((industry) => industry.name));
  expect(
    jobs().filter((job) => !names.has(job.industry) || levelNames[job.level] === undefined || job.spread > 1),
  ).toEqual([]);
  expect(english.jobTitles).toEqual(jobs().map((job) => job.title));
});

test("within a department pay rises with level on average", () => {
  const departments = [...new Set(jobs().map((job) => job.department))];
  const mean = (department: string, low: boolean) => {
    const pay = jobs()
      .filter((job) => job.department === department && job.level < 2 === low)
      .map((job) => job.salary);
    return pay.reduce((sum, salary) => sum + salary, 0) / pay.length;
  };
  expect(departments.filter((department) => mean(department, true) >= mean(department, false))).toEqual([]);
});

test("industries, products and makes are wide enough", () => {
  expect(
    industries().filter((industry) => industry.subIndustries.length < 4 || industry.companyWords.length < 5),
  ).toEqual([]);
  expect(
    productCategories().filter(
      (category) =>
        category.products.length < 12 || repeated(category.products.map((product) => product.noun)).length > 0,
    ),
  ).toEqual([]);
  expect(makes().filter((make) => make.models.length < 4)).toEqual([]);
  const known = new Set(bodies().map((body) => body.name));
  expect(
    makes()
      .flatMap((make) => make.models)
      .filter((model) => !known.has(model.body)),
  ).toEqual([]);
});

test("diagnoses have codes of the right shape", () => {
  expect(diagnoses().filter(({ code }) => !/^[A-Z]\d[\dA-Z](\.[\dA-Z]{1,4})?$/.test(code))).toEqual([]);
});

test("user agents name browsers and systems that exist", () => {
  const systems = new Set(operatingSystems().map((system) => system.name));
  expect(
    userAgents().filter(
      (agent) => !agent.text.includes("{version}") || agent.systems.some((name) => !systems.has(name)),
    ),
  ).toEqual([]);
  const shaped = new Set(userAgents().map((agent) => agent.browser));
  expect(new Set(browsers().map((browser) => browser.name))).toEqual(shaped);
});

test("codes of the world have their shapes and refer to each other", () => {
  const money = new Set(currencies().map((currency) => currency.code));
  const countries = new Set(world().map((country) => country.alpha2));
  expect(world().length).toBe(249);
  expect(
    world().filter(
      (country) =>
        !/^[A-Z]{3}$/.test(country.alpha3) ||
        !/^\d{3}$/.test(country.numeric) ||
        !/^[1-9]\d{0,3}$/.test(country.callingCode) ||
        !money.has(country.currency),
    ),
  ).toEqual([]);
  for (const key of ["alpha3", "numeric", "name"] as const)
    expect(repeated(world().map((country) => country[key]))).toEqual([]);
  expect(currencies().filter((currency) => ![0, 2, 3].includes(currency.minorUnits))).toEqual([]);
  expect(
    languages().filter((language) => !/^[a-z]{2}$/.test(language.code) || !/^[a-z]{3}$/.test(language.alpha3)),
  ).toEqual([]);
  expect(
    stockExchanges().filter((exchange) => !countries.has(exchange.country) || !money.has(exchange.currency)),
  ).toEqual([]);
  expect(makes().filter((make) => !countries.has(make.country))).toEqual([]);
  expect(timeZones()).toContain("UTC");
  expect(repeated(timeZones())).toEqual([]);
});
