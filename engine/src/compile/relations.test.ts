import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { DuckDBInstance, type DuckDBConnection } from "@duckdb/node-api";
import * as fc from "fast-check";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { toLine } from "../errors.ts";
import { csv } from "../formats/csv.ts";
import { generate } from "../plan/generate.ts";
import type { Plan, PlannedTable } from "../plan/plan.ts";
import { openMachine } from "../wasm/machine.ts";
import { compile } from "./compile.ts";

type Fields = Record<string, unknown>;
type Tables = Record<string, { rows: unknown; fields: Fields; unique?: string[][]; hidden?: boolean }>;

const folder = mkdtempSync(join(tmpdir(), "relations-"));
const machine = openMachine();
let duck: DuckDBConnection;

beforeAll(async () => {
  duck = await (await DuckDBInstance.create()).connect();
});
afterAll(() => {
  duck.closeSync();
  rmSync(folder, { recursive: true });
});

function planOf(tables: Tables, seed = 1): Plan {
  const { plan, issues } = compile({ seed, now: "2026-01-01", tables });
  if (plan === undefined) throw new Error(issues.map(toLine).join("\n"));
  return plan;
}

const textOf = (table: PlannedTable, plan: Plan, cuts: readonly number[]): string => {
  const encoder = csv.open(table.header, {});
  const writer = encoder.writer(machine);
  const decoder = new TextDecoder();
  let text = decoder.decode(encoder.head());
  for (let k = 0; k + 1 < cuts.length; k++) {
    const part = writer.part(cuts[k]!, (bytes) => void (text += decoder.decode(bytes)));
    for (const batch of generate(plan, { table: table.header.table, from: cuts[k]!, to: cuts[k + 1]! }, machine))
      part.write(batch);
    part.end();
  }
  return text;
};

/** Puts every table into DuckDB, after a check that the bytes do not depend on the cuts. */
async function load(plan: Plan, cut = 0.37): Promise<void> {
  for (const table of plan.tables) {
    const { rows, header } = table;
    const text = textOf(table, plan, [0, rows]);
    const middle = Math.floor(rows * cut);
    expect(textOf(table, plan, [0, middle, middle, rows])).toBe(text);
    const file = join(folder, `${header.table}.csv`);
    writeFileSync(file, text);
    await duck.run(
      `CREATE OR REPLACE TABLE "${header.table}" AS FROM read_csv('${file}', header = true, sample_size = -1, nullstr = '')`,
    );
  }
}

async function ask(sql: string): Promise<unknown[][]> {
  return (await duck.runAndReadAll(sql)).getRows();
}
const count = async (sql: string): Promise<number> => Number((await ask(sql))[0]![0]);
const list = (names: readonly string[]): string => names.map((name) => `"${name}"`).join(", ");

/** What an independent engine finds wrong with the keys, groups and references that the plan names. */
async function faultsOf(plan: Plan): Promise<string[]> {
  const faults: string[] = [];
  const note = (what: string, found: number): void => void (found > 0 && faults.push(`${what}: ${found}`));
  for (const { header, key, unique, references, rows } of plan.tables) {
    const name = header.table;
    note(`${name} rows`, Math.abs((await count(`SELECT count(*) FROM "${name}"`)) - rows));
    if (key.length > 0)
      note(
        `${name} null keys`,
        await count(`SELECT count(*) FROM "${name}" WHERE ${key.map((c) => `"${c}" IS NULL`).join(" OR ")}`),
      );
    for (const group of [...(key.length > 0 ? [key] : []), ...unique]) {
      const present = group.map((c) => `"${c}" IS NOT NULL`).join(" AND ");
      const twice = `SELECT count(*) FROM (SELECT 1 FROM "${name}" WHERE ${present} GROUP BY ${list(group)} HAVING count(*) > 1)`;
      note(`${name} ${group.join("+")} twice`, await count(twice));
    }
    for (const { columns, table, targets, by } of references) {
      const present = columns.map((c) => `a."${c}" IS NOT NULL`).join(" AND ");
      const same = columns.map((c, k) => `a."${c}" = b."${targets[k]}"`).join(" AND ");
      const where = by === undefined ? "" : ` AND a."${by.column}" = '${by.value}'`;
      const orphans = `SELECT count(*) FROM "${name}" a WHERE ${present}${where} AND NOT EXISTS (SELECT 1 FROM "${table}" b WHERE ${same})`;
      note(`${name} ${columns.join("+")} orphans`, await count(orphans));
    }
  }
  return faults;
}

const id = (type: string): Fields => ({
  id:
    type === "pattern"
      ? { type, pattern: "??-####", key: true }
      : type === "date"
        ? { type, from: "1900-01-01", to: "2020-12-31", key: true }
        : { type, key: true },
});
const keyType = fc.constantFrom("sequence", "uuid", "pattern", "date");

describe("keys, groups and references hold, as DuckDB counts", () => {
  it("over random schemas with composite keys, junctions, one-to-one, children and cycles", async () => {
    let seen = 0;
    const shapes = fc.record({
      seed: fc.nat(1_000_000),
      a: fc.integer({ min: 1, max: 300 }),
      b: fc.integer({ min: 1, max: 60 }),
      pairs: fc.double({ min: 0, max: 1, noNaN: true }),
      most: fc.integer({ min: 1, max: 12 }),
      least: fc.nat(1),
      keyA: keyType,
      keyB: keyType,
      nulls: fc.constantFrom(0, 0.2, 1),
      cut: fc.double({ min: 0, max: 1, noNaN: true }),
    });
    await fc.assert(
      fc.asyncProperty(shapes, async ({ seed, a, b, pairs, most, least, keyA, keyB, nulls, cut }) => {
        const plan = planOf(
          {
            a: { rows: a, fields: { ...id(keyA), head: { type: "reference", to: "b.id", null: nulls } } },
            b: { rows: b, fields: { ...id(keyB), of: { type: "reference", to: "a.id", distribution: "zipf" } } },
            one: {
              rows: Math.min(a, b),
              fields: {
                a: { type: "reference", to: "a.id", key: true },
                b: { type: "reference", to: "b.id", unique: true },
              },
            },
            junction: {
              rows: Math.floor(a * b * pairs),
              unique: [["a", "b"]],
              fields: { a: { type: "reference", to: "a.id", null: nulls }, b: { type: "reference", to: "b.id" } },
            },
            lines: {
              rows: { per: "a", min: least, max: most },
              unique: [
                ["a", "letter"],
                ["serial", "b"],
              ],
              fields: {
                a: { type: "reference", to: "a.id", key: true },
                no: { type: "ordinal", key: true },
                letter: { type: "category", values: "abcdefghijkl".split(""), null: nulls },
                b: { type: "reference", to: "b.id" },
                serial: { type: "integer", min: 0, max: 1e9 },
              },
            },
            ...(least === 0
              ? {}
              : {
                  tags: {
                    rows: Math.floor(Math.min(a, b) * b * pairs),
                    unique: [["tag", "kind", "subject"]],
                    fields: {
                      tag: { type: "reference", to: "b.id" },
                      kind: { type: "category", values: ["a", "b"] },
                      subject: {
                        type: "reference",
                        by: "kind",
                        to: { a: "a.id", b: keyA === keyB ? "b.id" : "one.a" },
                      },
                    },
                  },
                  parts: {
                    rows: 50,
                    fields: {
                      a: { type: "reference", to: "lines.a" },
                      no: { type: "reference", to: "lines.no", with: "a" },
                      other: { type: "reference", to: "a.id" },
                      their: { type: "reference", to: "lines.no", under: "other" },
                      kind: { type: "category", values: ["a", "b"], null: nulls },
                      subject: {
                        type: "reference",
                        by: "kind",
                        to: { a: "one.a", b: keyA === keyB ? "b.id" : "one.a" },
                      },
                      n: { type: "ordinal", from: 0 },
                    },
                  },
                }),
          },
          seed,
        );
        await load(plan, cut);
        expect(await faultsOf(plan)).toEqual([]);
        const perParent = await ask(
          `SELECT coalesce(max(n), 0), coalesce(max(m), 0), coalesce(min(k), 1) FROM (SELECT count(*) n, max(no::INT) m, min(no::INT) k FROM lines GROUP BY a)`,
        );
        expect(Number(perParent[0]![0])).toBeLessThanOrEqual(most);
        expect(Number(perParent[0]![0])).toBe(Number(perParent[0]![1]));
        expect(Number(perParent[0]![2])).toBe(1);
        seen++;
      }),
      { numRuns: 20 },
    );
    expect(seen).toBe(20);
  }, 120_000);
});

describe("a table that refers to itself", () => {
  const shapes = fc.record({
    seed: fc.nat(1_000_000),
    rows: fc.integer({ min: 1, max: 3000 }),
    shares: fc.array(fc.integer({ min: 1, max: 50 }), { minLength: 1, maxLength: 5 }),
    roots: fc.constantFrom(0, 1, 7),
    nulls: fc.constantFrom(0, 0.3),
    cut: fc.double({ min: 0, max: 1, noNaN: true }),
  });
  type Shape = typeof shapes extends fc.Arbitrary<infer T> ? T : never;
  const staff = ({ rows, shares, roots, nulls }: Shape): Tables => ({
    staff: {
      rows,
      fields: {
        id: { type: "sequence", key: true },
        boss: { type: "reference", to: "staff.id", null: nulls },
        hired: { type: "datetime", after: "boss.hired", from: "2020-01-01", to: "2025-12-31" },
        rank: { type: "integer", value: "has(boss) ? boss.rank + 1 : 0" },
        chief: { type: "reference", to: "staff.id", tree: { levels: shares, ...(roots > 0 ? { roots } : {}) } },
        depth: { type: "integer", value: "has(chief) ? chief.depth + 1 : 0" },
        path: { type: "text", value: "has(chief) ? chief.path + '/' + string(id) : string(id)" },
        code: { type: "uuid" },
        top: { type: "uuid", null: 1 },
      },
    },
  });

  it("has no circle, nobody is hired before the boss, and each depth its share, as DuckDB walks it", async () => {
    await fc.assert(
      fc.asyncProperty(shapes, async (shape) => {
        const plan = planOf(staff(shape), shape.seed);
        await load(plan, shape.cut);
        expect(await faultsOf(plan)).toEqual([]);
        expect(
          await count(
            "SELECT count(*) FROM staff s JOIN staff b ON s.boss = b.id WHERE b.hired > s.hired OR b.rank + 1 <> s.rank",
          ),
        ).toBe(0);
        expect(await count("SELECT count(*) FROM staff WHERE boss IS NULL AND (rank <> 0 OR hired IS NULL)")).toBe(0);
        const walked = await ask(
          `WITH RECURSIVE walk(id, depth, path) AS (
             SELECT id, 0, id::VARCHAR FROM staff WHERE chief IS NULL
             UNION ALL SELECT s.id, w.depth + 1, w.path || '/' || s.id FROM staff s JOIN walk w ON s.chief = w.id)
           SELECT count(*), count(*) FILTER (w.depth = s.depth), count(*) FILTER (w.path = s.path::VARCHAR) FROM walk w JOIN staff s USING (id)`,
        );
        expect(walked[0]!.map(Number)).toEqual([shape.rows, shape.rows, shape.rows]);
        const counts = new Map(
          (await ask("SELECT depth, count(*) FROM staff GROUP BY 1")).map(([d, n]) => [Number(d), Number(n)]),
        );
        const { roots, rows } = shape;
        if (roots > 0) expect(counts.get(0)).toBe(Math.min(roots, rows));
        const sum = shape.shares.reduce((a, b) => a + b, 0);
        shape.shares.forEach((share, k) => {
          const found = counts.get(roots > 0 ? k + 1 : k) ?? 0;
          const expected = (Math.max(0, rows - roots) * share) / sum;
          expect(Math.abs(found - expected)).toBeLessThanOrEqual(shape.shares.length + 1);
        });
      }),
      { numRuns: 15 },
    );
  }, 120_000);

  it("keeps its rows when it grows, and a row far out costs no walk through all before it", () => {
    const shape: Shape = { seed: 3, rows: 500, shares: [1, 9, 90], roots: 0, nulls: 0, cut: 0 };
    const first = planOf(staff(shape), 3);
    const grown = planOf(staff({ ...shape, rows: 2_000_000_000 }), 3);
    const [table] = first.tables;
    expect(textOf(table!, grown, [0, 500])).toBe(textOf(table!, first, [0, 500]));
    const far = textOf(table!, grown, [1_999_999_000, 1_999_999_010]).trimEnd().split("\n");
    expect(far.length).toBe(11);
  });

  it("still refuses a circle of fields within one row", () => {
    const fields = {
      id: { type: "sequence", key: true },
      boss: { type: "reference", to: "staff.id" },
      any: { type: "reference", to: "staff.id", distribution: "uniform" },
    };
    const codes = (more: Fields): string[] =>
      compile({ tables: { staff: { rows: 9, fields: { ...fields, ...more } } } }).issues.map(({ code }) => code);
    const up = (through: string): Fields => ({
      n: { type: "integer", value: `has(${through}) ? ${through}.n + 1 : 0` },
    });
    expect(codes(up("boss"))).toEqual([]);
    expect(codes(up("any"))).toEqual(["schema/cycle"]);
    expect(codes({ n: { type: "expression", value: "has(boss) ? boss.n + 1 : 0" } })).toEqual(["schema/cycle"]);
    expect(
      codes({ n: { type: "integer", value: "m + 1" }, m: { type: "integer", value: "has(boss) ? boss.n : 1" } }),
    ).toEqual([]);
    expect(codes({ n: { type: "integer", value: "m + 1" }, m: { type: "integer", value: "n + 1" } })).toContain(
      "schema/cycle",
    );
  });
});

describe("references", () => {
  it("by weights hit the rows in their proportion, within five sigma", async () => {
    const weights = [5, 0, 3, 2];
    const plan = planOf({
      a: { rows: 4, fields: { id: "sequence" } },
      t: { rows: 10_000, fields: { a: { type: "reference", to: "a.id", distribution: { weights } } } },
    });
    await load(plan);
    const found = new Map((await ask("SELECT a, count(*) FROM t GROUP BY 1")).map(([a, n]) => [Number(a), Number(n)]));
    weights.forEach((weight, k) => {
      const share = weight / 10;
      const sigma = Math.sqrt(10_000 * share * (1 - share));
      expect(Math.abs((found.get(k + 1) ?? 0) - 10_000 * share)).toBeLessThanOrEqual(5 * sigma);
    });
  });

  it("under another one agree with it, and are null only where there is nothing to take", async () => {
    const plan = planOf({
      tenants: { rows: 40, fields: { id: "uuid" } },
      customers: {
        rows: { per: "tenants", min: 0, max: 3 },
        fields: { id: "sequence", tenant: { type: "reference", to: "tenants.id" } },
      },
      products: {
        rows: { per: "tenants", min: 1, max: 3 },
        fields: { id: "sequence", tenant: { type: "reference", to: "tenants.id" } },
      },
      orders: {
        rows: 2000,
        fields: {
          tenant: { type: "reference", to: "tenants.id" },
          customer: { type: "reference", to: "customers.id", under: "tenant" },
          product: { type: "reference", to: "products.id", under: "tenant" },
        },
      },
      returns: {
        rows: 500,
        fields: {
          customer: { type: "reference", to: "customers.id" },
          tenant: { type: "reference", to: "customers.tenant", with: "customer" },
          product: { type: "reference", to: "products.id", under: "tenant" },
        },
      },
    });
    await load(plan);
    expect(await faultsOf(plan)).toEqual([]);
    const orders = plan.tables.find(({ header }) => header.table === "orders")!;
    expect(orders.references.map(({ columns }) => columns)).toEqual([
      ["tenant"],
      ["tenant", "customer"],
      ["tenant", "product"],
    ]);
    for (const [table, what] of [
      ["orders", "customer"],
      ["orders", "product"],
      ["returns", "product"],
    ] as const)
      expect(
        await count(`SELECT count(*) FROM ${table} o JOIN ${what}s x ON o.${what} = x.id WHERE x.tenant <> o.tenant`),
      ).toBe(0);
    expect(
      await count(
        "SELECT count(*) FROM orders o WHERE (customer IS NULL) <> NOT EXISTS (SELECT 1 FROM customers c WHERE c.tenant = o.tenant)",
      ),
    ).toBe(0);
    expect(await count("SELECT count(*) FROM orders WHERE product IS NULL")).toBe(0);
  });
});

describe("what cannot be is refused with the arithmetic", () => {
  const refusals = (tables: Tables): string[] =>
    compile({ tables }).issues.map(({ path, code, message }) => `${path} ${code} ${message}`);
  const a = { rows: 20, fields: { id: { type: "sequence", key: true } } };
  const b = { rows: 30, fields: { id: { type: "sequence", key: true } } };
  const pair = { a: { type: "reference", to: "a.id" }, b: { type: "reference", to: "b.id" } };
  it.each<[string, Tables, string]>([
    [
      "more pairs than there are",
      { a, b, t: { rows: 601, unique: [["a", "b"]], fields: pair } },
      "tables.t.unique schema/unique-capacity the combination of a, b must be unique in 601 rows, but there are only 30 of b x 20 of a.",
    ],
    [
      "more children than words",
      {
        a,
        t: {
          rows: { per: "a", max: 4 },
          unique: [["a", "w"]],
          fields: { a: pair.a, w: { type: "category", values: ["x", "y", "z"] } },
        },
      },
      "tables.t.unique schema/unique-capacity the combination of a, w must be unique in up to 4 rows of one row of a, but there are only 3 of w.",
    ],
    [
      "a key of floats",
      { t: { rows: 9, fields: { x: { type: "float", key: true }, y: { type: "boolean", key: true } } } },
      "tables.t.fields.y.key schema/unique-capacity the combination of x, y must be unique in 9 rows, but none of its fields can be chosen for it.",
    ],
    [
      "a field that is not there",
      { t: { rows: 9, unique: [["x", "z"]], fields: { x: "integer" } } },
      "tables.t.unique.0 schema/unknown-field there is no field z.",
    ],
  ])("%s", (_, tables, expected) => {
    expect(refusals(tables)).toEqual([expected]);
  });

  it("but as many as there are is not too many", async () => {
    const plan = planOf({ a, b, t: { rows: 600, unique: [["a", "b"]], fields: pair } });
    await load(plan);
    expect(await faultsOf(plan)).toEqual([]);
  });
});
