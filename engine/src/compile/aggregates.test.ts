import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { DuckDBInstance, type DuckDBConnection } from "@duckdb/node-api";
import * as fc from "fast-check";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { readCell, type Cell } from "../batch/cells.ts";
import { formatOf } from "../formats/all.ts";
import { evaluate } from "../plan/evaluate.ts";
import { generate, tableOf } from "../plan/generate.ts";
import type { Plan } from "../plan/plan.ts";
import { openMachine } from "../wasm/machine.ts";
import { compile } from "./compile.ts";

const folder = mkdtempSync(join(tmpdir(), "aggregates-"));
let duck: DuckDBConnection;
beforeAll(async () => {
  duck = await (await DuckDBInstance.create()).connect();
});
afterAll(() => {
  duck.closeSync();
  rmSync(folder, { recursive: true });
});

function planOf(tables: object, seed = 1): Plan {
  const { plan, issues } = compile({ seed, now: "2026-01-01", tables });
  if (plan === undefined) throw new Error(JSON.stringify(issues));
  return plan;
}

/** All tables as views of DuckDB, from the bytes that a user gets. */
async function load(plan: Plan): Promise<void> {
  for (const { header, rows } of plan.tables) {
    const machine = openMachine();
    const encoder = formatOf("parquet").open(header, {});
    const chunks: Uint8Array[] = [encoder.head()];
    const part = encoder.writer(machine).part(0, (bytes) => chunks.push(bytes.slice()));
    for (const batch of generate(plan, { table: header.table, from: 0, to: rows }, machine)) part.write(batch);
    chunks.push(encoder.foot([part.end()]));
    const file = join(folder, `${header.table}.parquet`);
    writeFileSync(file, Buffer.concat(chunks));
    await duck.run(`CREATE OR REPLACE TABLE "${header.table}" AS SELECT * FROM '${file}'`);
  }
}

async function countOf(sql: string): Promise<number> {
  const reader = await duck.runAndReadAll(sql);
  return Number(reader.getRows()[0]![0]);
}

function cellsOf(plan: Plan, table: string, rows: readonly number[]): Cell[][] {
  const machine = openMachine();
  const { header, columns } = tableOf(plan, table);
  const numbers = machine.alloc(rows.length * 8);
  machine.f64.set(rows, numbers / 8);
  const made = evaluate(plan, machine, { from: 0, length: rows.length, numbers }, columns);
  return rows.map((_, i) => header.columns.map((column, c) => readCell(machine, column, made[c]!, i)));
}

interface Shape {
  readonly seed: number;
  readonly customers: number;
  readonly orders: number;
  readonly mean: number;
  readonly null: number;
  readonly distribution: unknown;
}

const shapes: fc.Arbitrary<Shape> = fc.record({
  seed: fc.nat(),
  customers: fc.integer({ min: 1, max: 300 }),
  orders: fc.integer({ min: 10, max: 700 }),
  mean: fc.double({ min: 2, max: 9, noNaN: true }),
  null: fc.constantFrom(0, 0, 0.3),
  distribution: fc.constantFrom("uniform", "zipf", { zipf: { s: 1.7 } }, { zipf: { s: 0.4 } }),
});

const toTables = (shape: Shape): object => ({
  customers: {
    rows: shape.customers,
    fields: {
      id: { type: "sequence", key: true },
      value: { type: "aggregate", of: "orders.total" },
      orders: { type: "aggregate", of: "orders" },
      large: { type: "aggregate", of: "orders", where: "total > 100" },
      mean: { type: "aggregate", of: "orders.total", take: "mean" },
      latest: { type: "aggregate", of: "orders.placed", take: "max" },
    },
  },
  orders: {
    rows: shape.orders,
    fields: {
      id: { type: "sequence", key: true },
      customer_id: {
        type: "reference",
        to: "customers.id",
        counted: true,
        distribution: shape.distribution,
        null: shape.null,
      },
      placed: "date",
      total: { type: "aggregate", of: "lines.amount", take: "sum" },
      least: { type: "aggregate", of: "lines.amount", take: "min" },
      priced: { type: "aggregate", of: "lines.amount", take: "count" },
      opening: { type: "aggregate", of: "lines.kind", take: "first" },
      closing: { type: "aggregate", of: "lines.kind", take: "last", where: "amount > 30.0" },
    },
  },
  lines: {
    rows: { per: "orders", min: 0, max: 40, mean: shape.mean },
    fields: {
      id: { type: "sequence", key: true },
      order_id: { type: "reference", to: "orders.id" },
      kind: { type: "category", values: ["a", "b", "c"] },
      amount: { type: "decimal", min: -5, max: 60, null: shape.null },
      balance: { type: "running", of: "amount", from: 100 },
      nth: { type: "running", of: "id", take: "count" },
      top: { type: "running", of: "amount", take: "max" },
    },
  },
});

const CHECKS = [
  `SELECT count(*) FROM orders o LEFT JOIN (SELECT order_id, sum(amount) s, min(amount) m, count(amount) c, first(kind ORDER BY id) f,
     last(kind ORDER BY id) FILTER (amount > 30) l FROM lines GROUP BY 1) x ON x.order_id = o.id
   WHERE o.total <> coalesce(s, 0) OR o.least IS DISTINCT FROM m OR o.priced <> coalesce(c, 0)
     OR o.opening IS DISTINCT FROM f OR o.closing IS DISTINCT FROM l`,
  `SELECT count(*) FROM customers c LEFT JOIN (SELECT customer_id, sum(total) s, count(*) n, count(*) FILTER (total > 100) b,
     max(placed) d, sum(total * 10000) q FROM orders GROUP BY 1) x ON x.customer_id = c.id
   WHERE c.value <> coalesce(s, 0) OR c.orders <> coalesce(n, 0) OR c.large <> coalesce(b, 0) OR c.latest IS DISTINCT FROM d
     OR c.mean IS DISTINCT FROM CAST(sign(q) * ((2 * abs(q)::BIGINT + n) // (2 * n)) AS BIGINT) / 10000::DECIMAL(18,4)`,
  `SELECT count(*) FROM (SELECT *, 100 + coalesce(sum(amount) OVER w, 0) s, count(*) OVER w n, max(amount) OVER w m FROM lines
     WINDOW w AS (PARTITION BY order_id ORDER BY id)) WHERE balance <> s OR nth <> n OR top IS DISTINCT FROM m`,
];

describe("aggregates and running totals", () => {
  it("are what DuckDB makes of the children, in random schemas", async () => {
    await fc.assert(
      fc.asyncProperty(shapes, async (shape) => {
        await load(planOf(toTables(shape), shape.seed));
        for (const check of CHECKS) expect([check, await countOf(check)]).toEqual([check, 0]);
      }),
      { numRuns: 25 },
    );
  });

  it("a check that sees nothing wrong would see a cent", async () => {
    await load(planOf(toTables({ seed: 1, customers: 20, orders: 100, mean: 3, null: 0, distribution: "zipf" })));
    await duck.run("UPDATE lines SET amount = amount + 0.01 WHERE id = 17");
    expect(await countOf(CHECKS[0]!)).toBeGreaterThan(0);
    expect(await countOf(CHECKS[2]!)).toBeGreaterThan(0);
    await duck.run("UPDATE orders SET total = total + 0.01 WHERE id = 17");
    expect(await countOf(CHECKS[1]!)).toBeGreaterThan(0);
  });

  it("rows in any order give the same cells", () => {
    const plan = planOf(toTables({ seed: 4, customers: 50, orders: 200, mean: 4, null: 0.1, distribution: "zipf" }));
    for (const { header, rows } of plan.tables) {
      const whole = cellsOf(
        plan,
        header.table,
        Array.from({ length: rows }, (_, i) => i),
      );
      const order = Array.from({ length: rows }, (_, i) => (i * 7919 + 3) % rows);
      expect(cellsOf(plan, header.table, order)).toEqual(order.map((row) => whole[row]));
      expect(cellsOf(plan, header.table, [rows - 1])).toEqual([whole[rows - 1]]);
    }
  });

  it("a family of a million takes no more memory than a batch", () => {
    const tables = {
      accounts: {
        rows: 2,
        fields: {
          id: { type: "sequence", key: true },
          sum: { type: "aggregate", of: "moves.amount" },
          moves: { type: "aggregate", of: "moves" },
          big: { type: "aggregate", of: "big_moves.amount" },
        },
      },
      moves: {
        rows: { per: "accounts", min: 1_000_000, max: 1_000_000 },
        fields: { account: { type: "reference", to: "accounts.id" }, amount: { type: "integer", min: 1, max: 1 } },
      },
      big_moves: {
        rows: 1_000_000,
        fields: {
          account: { type: "reference", to: "accounts.id", counted: true, distribution: "zipf" },
          amount: { type: "integer", min: 1, max: 1 },
        },
      },
    };
    const plan = planOf(tables);
    const machine = openMachine();
    const [batch] = generate(plan, { table: "accounts", from: 0, to: 2 }, machine);
    expect(batch!.length).toBe(2);
    const [a, b] = cellsOf(plan, "accounts", [0, 1]);
    expect([a![1], a![2]]).toEqual([1_000_000, 1_000_000]);
    expect(Number(a![3]) + Number(b![3])).toBe(1_000_000);
    expect(machine.size).toBeLessThan(4 << 20);
  });

  it("a counted reference gives every row an owner that has it, far out too", () => {
    const rows = 5_000_000_000;
    const tables = (distribution: unknown): object => ({
      users: {
        rows: 100_000_000,
        fields: { id: { type: "sequence", key: true }, clicks: { type: "aggregate", of: "clicks" } },
      },
      clicks: {
        rows,
        fields: { user: { type: "reference", to: "users.id", counted: true, distribution } },
      },
    });
    for (const distribution of ["uniform", "zipf"]) {
      const plan = planOf(tables(distribution));
      const users = cellsOf(plan, "clicks", [0, 1, 77, rows - 1]).map(([user]) => Number(user) - 1);
      for (const [, clicks] of cellsOf(plan, "users", users)) expect(Number(clicks)).toBeGreaterThan(0);
    }
  });

  it("a child that follows from what its parent aggregates is a cycle", () => {
    const { issues } = compile({
      tables: {
        orders: { rows: 5, fields: { id: "sequence", total: { type: "aggregate", of: "lines.amount" } } },
        lines: {
          rows: { per: "orders" },
          fields: {
            order_id: { type: "reference", to: "orders.id" },
            amount: { type: "decimal", value: "order_id.total / 2.0" },
          },
        },
      },
    });
    expect(issues.map(({ path, code }) => `${path} ${code}`)).toEqual([
      "tables.lines.fields.amount.value schema/cycle",
    ]);
  });
});
