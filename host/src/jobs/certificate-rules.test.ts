import { compile, generate, openMachine, readRow } from "@semblance/engine";
import { expect, it } from "vitest";
import { toSql } from "./certificate-rules.ts";
import { openDuck } from "./duckdb.ts";

const NOW = "2026-01-31";
const fields = {
  n: { type: "integer", min: -5, max: 5, null: 0.1 },
  m: { type: "integer", min: 0, max: 3 },
  price: { type: "decimal", scale: 2, min: -20, max: 20 },
  share: { type: "float", min: 0, max: 1, null: 0.1 },
  state: { type: "category", values: ["Open", "paid", "it's"], null: 0.1 },
  code: { type: "regex", pattern: "[A-Z]{1,3}[0-9]{2}" },
  vip: { type: "boolean", null: 0.1 },
  born: { type: "date", from: "1999-01-01", to: "2008-12-31" },
  seen: { type: "datetime", from: "2024-01-01", to: NOW, null: 0.1 },
  opens: "time",
};
const TYPES: Readonly<Record<string, string>> = {
  n: "BIGINT",
  m: "BIGINT",
  price: "DECIMAL(18, 2)",
  share: "DOUBLE",
  vip: "BOOLEAN",
  born: "DATE",
  seen: "TIMESTAMP",
  opens: "TIME",
};

const rules = [
  "n > 0",
  "n == null || n < 3",
  "n != null && m >= 1",
  "!vip || price > 0",
  "vip ? n > 0 : price < 5.5",
  "n + m * 2 - 1 <= price",
  "price * price >= 100.00",
  "price / m > 3",
  "n % m == 1",
  "-n < 2 && share > 0.25",
  "round(price) == 3 || floor(price) > 2 || ceil(price) < -2",
  "decimal(price * 1.19, 2) > 5.95",
  "abs(n) > 3",
  "min(n, m, 2) == 1 || max(n, m) == 2",
  'state in ["Open", "paid"]',
  'state == "it\'s" || coalesce(state, "none") == "none"',
  'state.lowerAscii() == "open" || state.upperAscii() == "PAID"',
  "size(code) == 4 && code.matches('^[A-M]')",
  "code.startsWith('A') || code.endsWith('7') || code.contains('B')",
  "code + '-' + m > 'M'",
  "state < 'b'",
  "born < '2004-02-29'",
  "born + days(30) > '2003-01-01'",
  "born < seen - duration('1000w')",
  "seen - born > days(9000)",
  "seen + hours(36) > now",
  "date(seen) == today || seen >= '2025-03-01T12:30:00Z'",
  "addMonths(born, 1) > addYears(born, 0) + days(29)",
  "born.year() >= 2003 && born.month() in [1, 2, 3] && born.weekday() < 6",
  "seen.hour() > 11 || born.quarter() == 2 || born.dayOfYear() > 200",
  "opens > '12:00:00'",
  "days(today - born) > 9000",
  "has(n) && !has(state)",
];

it("every rule is false in the same rows for DuckDB as for the engine", async () => {
  const checks = Object.fromEntries(rules.map((rule, k) => [`rule_${k}`, { type: "boolean", value: rule }]));
  const { plan, issues } = compile({ now: NOW, tables: { t: { rows: 4000, fields: { ...fields, ...checks } } } });
  expect(issues).toEqual([]);
  const rows = [...generate(plan!, { table: "t", from: 0, to: 4000 }, openMachine())].flatMap((batch) =>
    Array.from({ length: batch.length }, (_, i) => readRow(batch, i)),
  );
  const header = plan!.tables[0]!.header.columns;
  const columns = new Map(header.map(({ name, kind }) => [name, { sql: `"${name}"`, kind }]));
  const duck = await openDuck([]);
  try {
    const names = Object.keys(fields);
    await duck.run(`CREATE TABLE t (${names.map((name) => `"${name}" ${TYPES[name] ?? "VARCHAR"}`).join(", ")})`);
    const text = (value: unknown): string =>
      value === null ? "NULL" : `'${JSON.stringify(value).replaceAll('"', "").replaceAll("'", "''")}'`;
    await duck.run(
      `INSERT INTO t VALUES ${rows.map((row) => `(${names.map((name) => text(row[name])).join(", ")})`).join(", ")}`,
    );
    for (const [k, rule] of rules.entries()) {
      const made = toSql(rule, { now: NOW, columns });
      expect(made, rule).toHaveProperty("sql");
      const [[found] = []] = await duck.query(`SELECT count(*) FROM t WHERE NOT ${"sql" in made ? made.sql : ""}`);
      const wanted = rows.filter((row) => row[`rule_${k}`] === false).length;
      expect({ rule, violations: Number(found) }).toEqual({ rule, violations: wanted });
      expect(wanted, `${rule} tells rows apart`).toBeGreaterThan(0);
    }
  } finally {
    duck.close();
  }
});

it.each([
  ["other > 1", "it reads other, which is not in the data"],
  ["years(born, today) > 18", "years()"],
  ["row > 1", "it reads row, which is not in the data"],
  ["round(price / m, 2) > 1", "round of a float"],
  ["n + 1", "it is no condition"],
])("%s is not said in SQL", (rule, why) => {
  const columns = new Map([
    ["n", { sql: "n", kind: "integer" as const }],
    ["m", { sql: "m", kind: "integer" as const }],
    ["price", { sql: "price", kind: "decimal" as const }],
    ["born", { sql: "born", kind: "date" as const }],
  ]);
  expect(toSql(rule, { now: NOW, columns })).toEqual({ skipped: expect.stringContaining(why) as string });
});
