import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { compile } from "./compile.ts";
import { cellsOf } from "./duck.ts";
import { ask, count, faultsOf, load, planOf, useDuck, type Fields, type Tables } from "./loaded.ts";

useDuck();

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
  });

  it("keeps its rows when it grows, and a row far out costs no walk through all before it", () => {
    const shape: Shape = { seed: 3, rows: 500, shares: [1, 9, 90], roots: 0, nulls: 0, cut: 0 };
    const first = planOf(staff(shape), 3);
    const grown = planOf(staff({ ...shape, rows: 2_000_000_000 }), 3);
    expect(cellsOf(grown, "staff", 0, 500)).toEqual(cellsOf(first, "staff"));
    expect(cellsOf(grown, "staff", 1_999_999_000, 1_999_999_010).length).toBe(10);
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
