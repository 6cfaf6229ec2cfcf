import { expect, test } from "vitest";
import { readCell, readText, type Cell } from "../../batch/cells.ts";
import { isPlain } from "../../batch/words.ts";
import { toLine } from "../../errors.ts";
import { generate } from "../../plan/generate.ts";
import { loadLocale } from "../../words/locale.ts";
import { productCategories } from "../../words/products.ts";
import { makes } from "../../words/vehicles.ts";
import { diagnoses } from "../../words/medicine.ts";
import { userAgents } from "../../words/web.ts";
import { compile } from "../compile.ts";
import type { Artifacts } from "../artifacts.ts";
import { fieldTypes } from "./all.ts";

const NOW = "2026-01-31";

function columns(
  fields: Record<string, unknown>,
  rows = 1000,
  artifacts: Artifacts = {},
  locale = "en_US",
): Record<string, Cell[]> {
  const { plan, issues } = compile({ now: NOW, locale, tables: { t: { rows, fields } } }, artifacts);
  if (plan === undefined) throw new Error(issues.map(toLine).join("\n"));
  const out: Record<string, Cell[]> = {};
  for (const batch of generate(plan, { table: "t", from: 0, to: rows })) {
    batch.header.columns.forEach((header, k) => {
      const list = (out[header.name] ??= []);
      for (let i = 0; i < batch.length; i++) list.push(readCell(batch.machine, header, batch.columns[k]!, i));
    });
  }
  return out;
}

test("texts are exactly as long as asked, in characters", async () => {
  const locales = new Map([
    ["ja_JP", await loadLocale("ja_JP")],
    ["de_DE", await loadLocale("de_DE")],
  ]);
  for (const code of ["en_US", "de_DE", "ja_JP"]) {
    const { a, b, c, d, e } = columns(
      {
        a: { type: "text", min: 10, max: 12 },
        b: { type: "text", max: 1 },
        c: { type: "text", min: 0, max: 3 },
        d: { type: "text", max: 60_000 },
        e: { type: "text", words: 5 },
      },
      1000,
      { locales },
      code,
    );
    const lengths = (list: Cell[]): number[] =>
      [...new Set(list.map((text) => [...(text as string)].length))].toSorted((x, y) => x - y);
    expect(lengths(a!)).toEqual([10, 11, 12]);
    expect(lengths(b!)).toEqual([1]);
    expect(lengths(c!)).toEqual([0, 1, 2, 3]);
    expect(Math.max(...lengths(d!))).toBeLessThanOrEqual(200);
    for (const text of [...a!, ...b!, ...d!]) expect(text).not.toMatch(/^\s|\s$/);
    if (code === "en_US") for (const text of e!) expect((text as string).split(" ")).toHaveLength(5);
  }
});

test("sentences begin with a capital, end with a stop, and say an before a vowel", () => {
  const { s, p } = columns({ s: "text.sentence", p: { type: "text.paragraphs", min: 2, max: 2 } });
  for (const text of s as string[]) {
    expect(text).toMatch(/^[A-Z].*[a-z]\.$/);
    expect(text).not.toMatch(/\b[Aa] [aeiou]|\b[Aa]n [^aeiou]|  /);
  }
  for (const text of p as string[]) expect(text.split("\n\n")).toHaveLength(2);
});

test("reviews fit their rating", () => {
  expect.hasAssertions();
  const { r, v } = columns({
    r: { type: "decimal", scale: 1, min: 1, max: 5, null: 0.1 },
    v: { type: "text.review", rating: "r" },
  });
  r!.forEach((rating, i) => {
    const review = v![i] as string | null;
    if (rating === null) expect(review).toBeNull();
    else if ((rating as number) >= 3.5) expect(review).not.toMatch(/disappointed|waste|not recommend/i);
    else if ((rating as number) < 2.5) expect(review).not.toMatch(/recommended\.|Great value|loves it/);
  });
});

test("the faces of a product, vehicle, diagnosis, client, currency and file agree", () => {
  const rows = columns({
    name: "commerce.product_name",
    noun: "commerce.product",
    category: "commerce.category",
    adjective: "commerce.adjective",
    material: "commerce.material",
    other: "commerce.category",
    same: { type: "commerce.product", from: "other" },
    make: "vehicle.make",
    model: "vehicle.model",
    body: "vehicle.body",
    code: "medical.diagnosis_code",
    diagnosis: "medical.diagnosis",
    agent: "internet.user_agent",
    browser: "internet.browser",
    os: "internet.os",
    file: "file.name",
    ending: "file.extension",
    path: "file.path",
  });
  const categories = new Map(productCategories().map((category) => [category.name, category]));
  const codes = new Map(diagnoses().map(({ code, name }) => [code, name]));
  let differs = 0;
  for (let i = 0; i < 1000; i++) {
    const at = (name: string): string => rows[name]![i] as string;
    const category = categories.get(at("category"))!;
    expect(category.products.some(({ noun }) => noun === at("noun"))).toBe(true);
    expect(category.adjectives).toContain(at("adjective"));
    expect(category.materials).toContain(at("material"));
    expect(at("name")).toMatch(new RegExp(`${at("noun")}$`));
    expect(at("name").includes(at("adjective")) || at("name").includes(at("material"))).toBe(true);
    expect(categories.get(at("other"))!.products.some(({ noun }) => noun === at("same"))).toBe(true);
    if (at("other") !== at("category")) differs++;
    const model = makes()
      .find(({ name }) => name === at("make"))!
      .models.find(({ name }) => name === at("model"))!;
    expect(model.body).toBe(at("body"));
    expect(codes.get(at("code"))).toBe(at("diagnosis"));
    expect(userAgents().some(({ browser, systems }) => browser === at("browser") && systems.includes(at("os")))).toBe(
      true,
    );
    expect(at("agent")).not.toMatch(/[{}]/);
    expect(at("file").endsWith(`.${at("ending")}`)).toBe(true);
    expect(at("path").endsWith(`/${at("file")}`)).toBe(true);
  }
  expect(differs).toBeGreaterThan(500);
});

test("addresses and domains are those that belong to nobody", () => {
  const { a, d, u, m, six } = columns({
    a: "internet.ipv4",
    d: "internet.domain",
    u: "internet.url",
    m: "internet.mac",
    six: "internet.ipv6",
  });
  const reserved = /(^|\.)example\.(com|org|net)$|\.(example|test)$/;
  for (let i = 0; i < 1000; i++) {
    expect(a![i]).toMatch(/^(192\.0\.2|198\.51\.100|203\.0\.113)\.\d{1,3}$/);
    expect(d![i]).toMatch(reserved);
    expect(new URL(u![i] as string).hostname).toMatch(reserved);
    expect(parseInt((m![i] as string).slice(0, 2), 16) & 3).toBe(2);
    expect(new URL(`http://[${six![i] as string}]/`).hostname).toBe(`[${six![i] as string}]`);
  }
});

test("tokens hold JSON and ask for no algorithm", () => {
  const { j } = columns({ j: "internet.jwt" }, 100);
  for (const token of j as string[]) {
    const [head, body, signature] = token.split(".");
    expect(JSON.parse(atob(head!))).toEqual({ alg: "none", typ: "JWT" });
    expect((JSON.parse(atob(body!)) as { sub: string }).sub).toMatch(/^\d{12}$/);
    expect(signature).toBe("");
  }
});

test("a column that calls itself plain has no cell that a format must escape", () => {
  let seen = 0;
  for (const type of fieldTypes) {
    const { plan } = compile({
      now: NOW,
      tables: { t: { rows: 200, fields: { f: { ...type.example, type: type.name } } } },
    });
    if (plan === undefined) continue;
    for (const {
      machine,
      columns: [column],
      length,
    } of generate(plan, { table: "t", from: 0, to: 200 })) {
      if (column?.layout !== "text" || !column.plain) continue;
      seen++;
      for (let i = 0; i < length; i++)
        expect(isPlain(readText(machine, column, i)), `${type.name}: ${readText(machine, column, i)}`).toBe(true);
    }
  }
  expect(seen).toBeGreaterThan(30);
});
