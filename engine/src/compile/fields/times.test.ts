import { expect, test } from "vitest";
import { readRow } from "../../batch/cells.ts";
import { generate } from "../../plan/generate.ts";
import { compile } from "../compile.ts";

const N = 3000;
const now = "2026-01-31T12:00:00Z";

function rowsOf(fields: Readonly<Record<string, unknown>>): Readonly<Record<string, string>>[] {
  const { plan, issues } = compile({ now, tables: { t: { rows: N, fields } } });
  expect(issues).toEqual([]);
  const rows: Readonly<Record<string, string>>[] = [];
  for (const batch of generate(plan!, { table: "t", from: 0, to: N })) {
    for (let i = 0; i < batch.length; i++) rows.push(readRow(batch, i) as Record<string, string>);
  }
  return rows;
}
function textsOf(field: unknown): string[] {
  return rowsOf({ f: field })
    .map((row) => row["f"]!)
    .toSorted();
}
function issuesOf(field: unknown): readonly string[] {
  return compile({ now, tables: { t: { rows: N, fields: { f: field, n: "integer" } } } }).issues.map(
    (i) => `${i.code} ${i.path.split(".").at(-1)}: ${i.message}`,
  );
}
const ms = (text: string): number => Date.parse(text);

test("dates and moments lie within their interval, both ends included", () => {
  const days = textsOf({ type: "date", from: "2024-02-27", to: "2024-03-02" });
  expect([...new Set(days)]).toEqual(["2024-02-27", "2024-02-28", "2024-02-29", "2024-03-01", "2024-03-02"]);
  const seconds = textsOf({ type: "datetime", from: "2025-12-31T23:59:58Z", to: "2025-12-31" });
  expect([...new Set(seconds)]).toEqual(["2025-12-31T23:59:58Z", "2025-12-31T23:59:59Z"]);
  const fine = textsOf({ type: "datetime", from: "now-1d", to: "now", millis: true });
  expect(ms(fine[0]!)).toBeGreaterThanOrEqual(ms("2026-01-30T12:00:00Z"));
  expect(ms(fine.at(-1)!)).toBeLessThanOrEqual(ms(now));
  expect(fine.some((t) => !t.endsWith("000Z"))).toBe(true);
  const usual = textsOf("date");
  expect([usual[0]! >= "2024-01-31", usual.at(-1)! <= "2026-01-31"]).toEqual([true, true]);
  for (const [type, from, to] of [
    ["date.past", "2025-01-31", "2026-01-30"],
    ["date.recent", "2026-01-24", "2026-01-31"],
    ["date.soon", "2026-02-01", "2026-02-07"],
    ["date.future", "2026-02-01", "2027-01-31"],
  ] as const) {
    const found = textsOf(type);
    expect(found[0]! >= from && found.at(-1)! <= to, `${type} ${found[0]} ${found.at(-1)}`).toBe(true);
  }
});

test("a step keeps moments on it", () => {
  expect(new Set(textsOf({ type: "time", from: "08:00", to: "10:00", step: "30m" }))).toEqual(
    new Set(["08:00:00", "08:30:00", "09:00:00", "09:30:00", "10:00:00"]),
  );
  expect(new Set(textsOf({ type: "date", from: "2024-01-01", to: "2024-01-20", step: "1w" }))).toEqual(
    new Set(["2024-01-01", "2024-01-08", "2024-01-15"]),
  );
  const hours = textsOf({ type: "datetime", step: "1h", from: "2024-01-01", to: "2024-01-31" });
  expect(hours.every((t) => t.endsWith(":00:00Z"))).toBe(true);
  const durations = textsOf({ type: "duration", min: "1m", max: "2m", step: "30s" });
  expect(new Set(durations)).toEqual(new Set(["PT1M", "PT1M30S", "PT2M"]));
});

test("after, before and within hold in every row, for dates and moments of either precision", () => {
  const rows = rowsOf({
    registered: { type: "datetime", millis: true },
    ordered: { type: "datetime", after: "registered" },
    shipped: { type: "datetime", after: "ordered", within: "2d" },
    day: { type: "date", after: "ordered", to: "2027-01-01" },
    earlier: { type: "date", before: "day" },
    between: { type: "datetime", after: "registered", before: "ordered", millis: true },
    onDay: { type: "datetime", after: "day", within: "0s" },
  });
  for (const r of rows) {
    const t = Object.fromEntries(Object.entries(r).map(([name, text]) => [name, ms(text)])) as Readonly<
      Record<string, number>
    >;
    expect(t["ordered"]).toBeGreaterThanOrEqual(t["registered"]!);
    expect(t["shipped"]! >= t["ordered"]! && t["shipped"]! <= t["ordered"]! + 2 * 86_400_000).toBe(true);
    expect(r["day"]! >= r["ordered"]!.slice(0, 10)).toBe(true);
    expect(r["earlier"]! <= r["day"]!).toBe(true);
    expect(t["between"]! >= t["registered"]! && t["between"]! <= t["ordered"]!).toBe(true);
    expect(t["onDay"]).toBe(t["day"]);
  }
});

test("where nothing is left the cell is the field it comes after, or else before", () => {
  for (const r of rowsOf({
    a: { type: "date", from: "2030-01-01", to: "2030-12-31" },
    b: { type: "date", after: "a", to: "2029-01-01" },
    c: { type: "date", before: "b", from: "2040-01-01", to: "2041-01-01" },
  })) {
    expect(r["b"]).toBe(r["a"]);
    expect(r["c"]).toBe(r["b"]);
  }
});

test("growth makes the end so many times denser than the start", () => {
  const days = textsOf({ type: "date", from: "2000-01-01", to: "2009-12-31", growth: 8 });
  const inFirst = days.filter((d) => d < "2002-07-02").length,
    inLast = days.filter((d) => d >= "2007-07-02").length;
  // Density 8^x on [0, 1]: the last quarter holds 8^0.75 = 4.76 times the first.
  expect(Math.abs(Math.log(inLast / inFirst / 4.757))).toBeLessThan(5 * Math.sqrt(1 / inFirst + 1 / inLast));
});

test("unique days, years and calendar names", () => {
  expect(new Set(textsOf({ type: "date", from: "2000-01-01", to: "2025-12-31", unique: true })).size).toBe(N);
  expect(issuesOf({ type: "date", from: "2025-01-01", to: "2025-12-31", unique: true })).toEqual([
    "schema/unique-capacity f: must be unique in 3000 rows, but there are only 365 different values.",
  ]);
  expect(new Set(rowsOf({ f: "month" }).map((r) => r["f"])).size).toBe(12);
  expect(new Set(rowsOf({ f: { type: "weekday", as: "number" } }).map((r) => Number(r["f"])))).toEqual(
    new Set([1, 2, 3, 4, 5, 6, 7]),
  );
  expect(new Set(rowsOf({ f: "year" }).map((r) => Number(r["f"])))).toEqual(
    new Set([2017, 2018, 2019, 2020, 2021, 2022, 2023, 2024, 2025, 2026]),
  );
});

test("what cannot be is said with its texts", () => {
  expect(issuesOf({ type: "date", from: "2025-01-01", to: "2024-01-01" })).toEqual([
    "schema/range from: from must be <= to; found from 2025-01-01, to 2024-01-01.",
  ]);
  expect(issuesOf({ type: "date", from: "yesterday" })).toEqual([
    'schema/moment from: expected a moment; found "yesterday".',
  ]);
  expect(issuesOf({ type: "datetime", after: "n" })).toEqual([
    "schema/type after: expected a date or datetime field; n is integer.",
  ]);
  expect(issuesOf({ type: "datetime", within: "5d" })).toEqual([
    "schema/range within: within says how long after another field, and there is none.",
  ]);
  expect(issuesOf({ type: "time", from: "18:00", to: "08:00" })).toEqual([
    "schema/range from: from must be <= to; found from 18:00, to 08:00.",
  ]);
  expect(issuesOf({ type: "datetime", distribution: "zipf" })[0]).toMatch(/^schema\/distribution/);
  expect(issuesOf({ type: "datetime", step: "5x" })).toEqual([
    'schema/moment step: expected a span of time; found "5x".',
  ]);
});
