import { describe, expect, test } from "vitest";
import { splitWeights } from "./lists.ts";
import type { ListName } from "./lists.ts";
import { listNames } from "./lists.ts";
import { english, loadLocale, localeCodes, toLocaleCode } from "./locale.ts";

const mayRepeat = /Latin$|^lastNamesFemale/;

test("there are at least 24 locales, in order", () => {
  expect(localeCodes.length).toBeGreaterThanOrEqual(24);
  expect(localeCodes).toEqual([...localeCodes].sort());
});

describe.each(localeCodes)("%s", (code) => {
  test("no list is empty, holds an empty or split entry, or repeats one", async () => {
    const locale = await loadLocale(code);
    expect(locale.code).toBe(code);
    const wrong = listNames.flatMap((name) => {
      const list = locale[name];
      const bad = list.filter(
        (word, at) =>
          word === "" ||
          word !== word.trim() ||
          /[|\r\n]/.test(word) ||
          (!mayRepeat.test(name) && list.indexOf(word) !== at),
      );
      return list.length === 0 ? [`${name} is empty`] : bad.map((word) => `${name}: ${word}`);
    });
    expect(wrong).toEqual([]);
  });

  test("parallel lists have one length, weights one per entry, all above 0", async () => {
    const locale = await loadLocale(code);
    const pairs: [ListName, ListName][] = [
      ["firstNamesMale", "firstNamesMaleLatin"],
      ["firstNamesFemale", "firstNamesFemaleLatin"],
      ["lastNames", "lastNamesLatin"],
      ["lastNames", "lastNamesFemale"],
      ["lastNamesFemale", "lastNamesFemaleLatin"],
    ];
    for (const [one, other] of pairs) expect(locale[other].length).toBe(locale[one].length);
    for (const name of ["firstNamesMale", "firstNamesFemale", "lastNames"] as const) {
      const weights = locale.weights[name];
      expect(weights?.length).toBe(locale[name].length);
      expect(weights?.every((weight, at) => weight > 0 && weight <= (weights[at - 1] ?? Infinity))).toBe(true);
    }
  });

  test("Latin names are ASCII letters, spaces, hyphens and apostrophes", async () => {
    const locale = await loadLocale(code);
    for (const name of [
      "firstNamesMaleLatin",
      "firstNamesFemaleLatin",
      "lastNamesLatin",
      "lastNamesFemaleLatin",
    ] as const) {
      expect(locale[name].filter((word) => !/^[A-Za-z][A-Za-z '-]*$/.test(word))).toEqual([]);
    }
  });

  test("a person has enough names, streets, and seven days in twelve months", async () => {
    const locale = await loadLocale(code);
    expect(Math.min(locale.firstNamesMale.length, locale.firstNamesFemale.length)).toBeGreaterThanOrEqual(20);
    expect(locale.lastNames.length).toBeGreaterThanOrEqual(45);
    expect(locale.streetNames.length).toBeGreaterThanOrEqual(200);
    expect([locale.weekdays.length, locale.months.length]).toEqual([7, 12]);
    expect(
      locale.companyPatterns.filter((pattern) => /\{(?!last\}|first\}|suffix\}|category\})/.test(pattern)),
    ).toEqual([]);
  });

  test("fallbacks are the English lists themselves and no others", async () => {
    const locale = await loadLocale(code);
    for (const name of locale.fallbacks) expect(locale[name]).toBe(english[name]);
    for (const name of [
      "firstNamesMale",
      "firstNamesFemale",
      "lastNames",
      "streetNames",
      "companySuffixes",
      "months",
    ] as const) {
      expect(locale.fallbacks).not.toContain(name);
    }
  });
});

test("a locale is loaded once and known by several spellings", async () => {
  expect(await loadLocale("de-de")).toBe(await loadLocale("de_DE"));
  expect(await loadLocale("en")).toBe(english);
  expect(toLocaleCode("pt")).toBe("pt_BR");
  expect(toLocaleCode("uk")).toBe("uk_UA");
  expect(toLocaleCode("xx_YY")).toBeNull();
  await expect(loadLocale("xx")).rejects.toThrow(/Unknown locale "xx"; known are .*de_DE/);
});

test("women's family names follow the language", async () => {
  const [czech, russian, polish, english] = await Promise.all(["cs_CZ", "ru_RU", "pl_PL", "en_GB"].map(loadLocale));
  const female = (locale: typeof czech, name: string) => locale!.lastNamesFemale[locale!.lastNames.indexOf(name)];
  expect([female(czech, "Novák"), female(czech, "Novotný"), female(czech, "Hájek")]).toEqual([
    "Nováková",
    "Novotná",
    "Hájková",
  ]);
  expect(female(russian, "Иванов")).toBe("Иванова");
  expect(female(polish, "Kowalski")).toBe("Kowalska");
  expect(female(english, "Smith")).toBe("Smith");
});

test("Latin spellings are the usual ones", async () => {
  const latin = async (code: string, name: string) => {
    const locale = await loadLocale(code);
    return locale.lastNamesLatin[locale.lastNames.indexOf(name)];
  };
  expect(await latin("ru_RU", "Кузнецов")).toBe("Kuznetsov");
  expect(await latin("uk_UA", "Шевченко")).toBe("Shevchenko");
  expect(await latin("el_GR", "Παπαδόπουλος")).toBe("Papadopoulos");
  expect(await latin("ja_JP", "佐藤")).toBe("Sato");
  expect(await latin("ko_KR", "김")).toBe("Kim");
  expect(await latin("zh_CN", "王")).toBe("Wang");
  expect(await latin("de_DE", "Müller")).toBe("Mueller");
});

test("the last weight holds for the rest", () => {
  expect(splitWeights("5 3", 4)).toEqual([5, 3, 3, 3]);
  expect(splitWeights("5 3 1", 2)).toEqual([5, 3]);
});
