import { describe, expect, test } from "vitest";
import { readCell, type Cell } from "../../batch/cells.ts";
import { toLine, type Issue } from "../../errors.ts";
import { generate } from "../../plan/generate.ts";
import { compile } from "../compile.ts";

const NOW = "2026-01-31T00:00:00Z";

/** The cells of one field f, beside other fields and tables. */
function cells(field: object, rows: number, others: object = {}, tables: object = {}): Cell[] {
  const { plan, issues } = compile({ now: NOW, tables: { t: { rows, fields: { ...others, f: field } }, ...tables } });
  if (plan === undefined) throw new Error(issues.map(toLine).join("\n"));
  const out: Cell[] = [];
  for (const batch of generate(plan, { table: "t", from: 0, to: rows })) {
    const place = batch.columns.length - 1;
    for (let i = 0; i < batch.length; i++)
      out.push(readCell(batch.machine, batch.header.columns[place]!, batch.columns[place]!, i));
  }
  return out;
}

function issuesOf(field: object, rows = 10, others: object = {}): readonly Issue[] {
  return compile({ now: NOW, tables: { t: { rows, fields: { ...others, f: field } } } }).issues;
}

const unique = [
  "ulid",
  "nanoid",
  "id.short",
  "id.object",
  "id.snowflake",
  "hash.md5",
  "hash.sha1",
  "hash.sha256",
  "serial_number",
  "sku",
  "barcode.ean13",
  "barcode.upc",
  "barcode.isbn13",
  "finance.routing_number",
  "finance.account_number",
  "finance.isin",
  "finance.invoice_number",
  "finance.vat_number",
  "finance.bic",
  "internet.ipv6",
  "internet.mac",
  "internet.password",
  "vehicle.vin",
  "medical.record_number",
  "color.hex",
];

describe("what is unique has no value twice", () => {
  test.each(unique)("%s", (type) => {
    expect(new Set(cells({ type, unique: true }, 100_000)).size).toBe(100_000);
  });
  test.each([
    { type: "finance.card_number" },
    { type: "finance.iban", countries: ["DE", "NO", "FR"] },
    { type: "pattern", pattern: "AB-######-?" },
    { type: "regex", pattern: "[A-Z]{3}-\\d{4}(a|b)" },
    { type: "sequence", shuffled: true },
    { type: "sequence", format: "ORD-{n:8}", shuffled: true },
    { type: "internet.ipv4", scope: "private" },
    { type: "nanoid", alphabet: "ab", length: 20 },
  ])("$type $pattern $format", (field) => {
    expect(new Set(cells({ ...field, unique: true }, 100_000)).size).toBe(100_000);
  });
});

test("a unique pattern can be used up to its last value, and not beyond", () => {
  const field = { type: "pattern", pattern: "#?", unique: true };
  expect(new Set(cells(field, 260)).size).toBe(260);
  expect(issuesOf(field, 261)[0]?.code).toBe("schema/unique-capacity");
  expect(new Set(cells({ type: "internet.ipv4", unique: true }, 768)).size).toBe(768);
  expect(issuesOf({ type: "internet.ipv4", unique: true }, 769)).toHaveLength(1);
  expect(new Set(cells({ type: "category", values: ["a", "b", "c"], unique: true }, 3)).size).toBe(3);
});

test("ten million unique rows are a permutation of the shape's numbers", () => {
  const { plan } = compile({
    tables: { t: { rows: 1e7, fields: { f: { type: "pattern", pattern: "#######", unique: true } } } },
  });
  const seen = new Uint8Array(1e7);
  let count = 0;
  for (const { machine, columns, length } of generate(plan!, { table: "t", from: 0, to: 1e7 })) {
    const [column] = columns;
    if (column?.layout !== "text") throw new Error("text expected");
    const { u8 } = machine;
    for (let i = 0, p = column.bytes; i < length; i++, p += 7) {
      let n = 0;
      for (let k = 0; k < 7; k++) n = n * 10 + u8[p + k]! - 48;
      count += 1 - seen[n]!;
      seen[n] = 1;
    }
  }
  expect(count).toBe(1e7);
});

test("a shuffled sequence has the numbers of the one in order, ten, hundred, thousand at a time", () => {
  const plain = cells({ type: "sequence", from: 5, step: 3 }, 1000) as number[];
  const shuffled = cells({ type: "sequence", from: 5, step: 3, shuffled: true }, 1000) as number[];
  for (const [from, to] of [
    [0, 10],
    [10, 100],
    [100, 1000],
  ] as const) {
    expect(shuffled.slice(from, to).toSorted((a, b) => a - b)).toEqual(plain.slice(from, to));
    expect(shuffled.slice(from, to)).not.toEqual(plain.slice(from, to));
  }
});

test("formats pad, and complain where the number would not fit or has no place", () => {
  expect(cells({ type: "sequence", format: "A{n:4}/B" }, 2)).toEqual(["A0001/B", "A0002/B"]);
  expect(cells({ type: "sequence", format: "{n}" }, 2)).toEqual(["1", "2"]);
  expect(issuesOf({ type: "sequence", format: "{n:2}", key: true }, 100)[0]?.code).toBe("schema/unique-capacity");
  expect(issuesOf({ type: "sequence", format: "no place" })[0]?.path).toBe("tables.t.fields.f.format");
});

test("ids that carry a time carry the one of the field they name", () => {
  const at = { at: { type: "datetime", from: "2024-05-01", to: "2024-05-01T00:00:01Z", millis: true } };
  const lone = Date.parse("2024-05-01");
  const uuids = cells({ type: "uuid", version: 7, at: "at" }, 50, at) as string[];
  for (const id of uuids) {
    expect(id).toMatch(/^[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/);
    expect(parseInt(id.slice(0, 8) + id.slice(9, 13), 16) - lone).toBeLessThanOrEqual(1000);
  }
  const decode = (text: string): number =>
    Array.from("0123456789ABCDEFGHJKMNPQRSTVWXYZ").reduce((map, c, k) => map.set(c, k), new Map<string, number>()) &&
    [...text].reduce((n, c) => n * 32 + "0123456789ABCDEFGHJKMNPQRSTVWXYZ".indexOf(c), 0);
  for (const id of cells({ type: "ulid", at: "at" }, 50, at) as string[])
    expect(Math.abs(decode(id.slice(0, 10)) - lone)).toBeLessThanOrEqual(1000);
  for (const id of cells({ type: "id.object", at: "at" }, 50, at) as string[])
    expect(parseInt(id.slice(0, 8), 16) - lone / 1000).toBeLessThanOrEqual(1);
  for (const id of cells({ type: "id.snowflake", at: "at" }, 50, at) as string[])
    expect(Number(BigInt(id) >> 22n) + 1288834974657 - lone).toBeLessThanOrEqual(1000);
  expect(issuesOf({ type: "ulid", at: "n" }, 10, { n: "integer" })[0]?.code).toBe("schema/kind");
});

test("positions of a drawn shape are uniform", () => {
  const n = 60_000;
  const texts = cells({ type: "nanoid", alphabet: "abcdefghij", length: 12 }, n) as string[];
  for (const place of [0, 3, 4, 11]) {
    const counts = new Map<string, number>();
    for (const t of texts) counts.set(t[place]!, (counts.get(t[place]!) ?? 0) + 1);
    for (const count of counts.values()) expect(Math.abs(count - n / 10)).toBeLessThan(5 * Math.sqrt(n * 0.09));
    expect(counts.size).toBe(10);
  }
});

test("card numbers belong to the brand beside them and to test ranges", () => {
  const { plan } = compile({
    tables: {
      t: {
        rows: 2000,
        fields: {
          n: "finance.card_number",
          b: "finance.card_brand",
          c: "finance.card_cvv",
          a: { type: "finance.card_number", brand: "amex" },
          d: { type: "finance.card_brand", from: "a" },
        },
      },
    },
  });
  const starts: Record<string, RegExp> = {
    Visa: /^4/,
    Mastercard: /^(5|2)/,
    "American Express": /^3[47]\d{13}$/,
    Discover: /^6011/,
    JCB: /^35/,
    UnionPay: /^62/,
    "Diners Club": /^3[06]\d{12}$/,
  };
  for (const batch of generate(plan!, { table: "t", from: 0, to: 2000 })) {
    for (let i = 0; i < batch.length; i++) {
      const [number, brand, cvv, amex, second] = batch.columns.map((column, k) =>
        readCell(batch.machine, batch.header.columns[k]!, column, i),
      ) as string[];
      expect(number).toMatch(starts[brand!]!);
      expect(cvv).toHaveLength(brand === "American Express" ? 4 : 3);
      expect(amex).toMatch(/^(378282|371449)\d{9}$/);
      expect(second).toBe("American Express");
    }
  }
});

test("a sequence ends where its numbers or its digits do, and says so", () => {
  const codes = (field: object, rows: number): string[] => issuesOf(field, rows).map(({ code }) => code);
  const far = { type: "sequence", from: Number.MAX_SAFE_INTEGER - 9 };
  expect(codes(far, 10)).toEqual([]);
  expect(codes(far, 11)).toEqual(["schema/range"]);
  expect(codes({ ...far, key: true }, 10)).toEqual([]);
  expect(codes({ ...far, key: true }, 11)).toEqual(["schema/unique-capacity"]);
  expect(codes({ type: "sequence", step: -(2 ** 52) }, 3)).toEqual([]);
  expect(codes({ type: "sequence", step: -(2 ** 52) }, 4)).toEqual(["schema/range"]);
  expect(codes({ type: "sequence", step: 0, format: "{n:4}" }, 1e6)).toEqual([]);
  expect(codes({ type: "sequence", step: 0, unique: true }, 2)).toEqual(["schema/unique-capacity"]);
  expect(codes({ type: "sequence", format: "{n:4}" }, 9999)).toEqual([]);
  expect(codes({ type: "sequence", format: "{n:4}" }, 10_000)).toEqual(["schema/format"]);
  expect(codes({ type: "sequence", format: "{n:17}" }, 1)).toEqual(["schema/format"]);
});

test("shuffled, a width has room for all numbers of the last magnitude", () => {
  const field = { type: "sequence", format: "{n:3}", shuffled: true };
  for (const unique of [false, true]) {
    expect(issuesOf({ ...field, unique }, 100)).toEqual([]);
    expect(issuesOf({ ...field, unique }, 101)).toHaveLength(1); // row 100 may have number 1000
    expect(issuesOf({ ...field, unique, from: 0 }, 1000)).toEqual([]);
    expect(issuesOf({ ...field, unique, from: 0 }, 1001)).toHaveLength(1);
  }
  for (const cell of cells({ ...field, from: 0 }, 1000)) expect(cell).toMatch(/^\d{3}$/);
});

test.each([
  ["uuid", /^00000000-0000-7/],
  ["ulid", /^0{10}/],
  ["id.object", /^0{8}/],
  ["id.snowflake", /^\d{1,7}$/],
])("%s: a moment before its year 0 counts as that", (type, zero) => {
  const at = { at: { type: "datetime", from: "1950-01-01", to: "1960-01-01" } };
  const field = type === "uuid" ? { type, version: 7, at: "at" } : { type, at: "at" };
  for (const cell of cells(field, 50, at)) expect(cell).toMatch(zero);
});

test("amounts beyond exact whole cents are refused", () => {
  expect(issuesOf({ type: "finance.amount", max: 90_071_992_547_409 })).toEqual([]);
  for (const bound of [{ max: 1e15 }, { min: -1e15, max: 5 }])
    expect(issuesOf({ type: "finance.amount", ...bound }).map(({ code }) => code)).toEqual(["schema/range"]);
});
