import { integer, sample, subarray, tuple } from "fast-check";
import { describe, expect, test } from "vitest";
import { askDuck, cellsOf, complaintsOf, gatheredCells, planOf } from "../duck.ts";

const ROWS = 5000; // more than one batch
const fields = {
  id: { type: "sequence", key: true },
  status: { type: "category", values: { open: 5, paid: 4, void: 1 } },
  placed: { type: "date", from: "2024-01-01", to: "2025-12-31" },
  shipped: { type: "date", from: "2024-01-01", to: "2025-12-31", null: 0.2 },
  arrived: { type: "date", from: "2024-01-01", to: "2025-12-31" },
  price: "decimal",
  quantity: { type: "integer", min: 0, max: 50 },
  discount: { type: "decimal", max: 500, null: 0.1 },
  total: { type: "decimal", value: "price * quantity" },
  weight: { type: "float", max: 10 },
  paid_at: "datetime",
  email: { type: "internet.email", null: 0.1 },
  vip: "boolean",
  note: { type: "text", null: 0.3 },
};

/** Rules, and the same as SQL: kept where it is true or null. */
const rules: readonly (readonly [Readonly<Record<string, string>>, string])[] = [
  [{ check: "price > 0 && quantity >= 1 && quantity < 40" }, "price > 0 AND quantity >= 1 AND quantity < 40"],
  [{ check: "status in ['open', 'paid']" }, "status IN ('open', 'paid')"],
  [{ check: "!(status == 'void') || vip" }, "NOT status = 'void' OR vip"],
  [{ check: "shipped >= placed" }, "shipped >= placed"],
  [{ check: "placed < shipped && shipped <= arrived" }, "placed < shipped AND shipped <= arrived"],
  [{ check: "shipped != null" }, "shipped IS NOT NULL"],
  [{ check: "discount < price || status == 'void'" }, "discount < price OR status = 'void'"],
  [{ check: "total <= 9000.00" }, "total <= 9000.00"],
  [{ check: "weight * 2.0 > 3.0 || quantity == 7" }, "weight * 2 > 3 OR quantity = 7"],
  [{ check: "(discount == null) == (note == null)" }, "(discount IS NULL) = (note IS NULL)"],
  [{ check: "placed >= '2024-06-01'" }, "placed >= DATE '2024-06-01'"],
  [{ when: "status == 'open'", then: "paid_at == null" }, "status <> 'open' OR paid_at IS NULL"],
  [
    { when: "status == 'void'", then: "discount == 0.00 && note != null" },
    "status <> 'void' OR (discount = 0 AND note IS NOT NULL)",
  ],
  [{ when: "vip", then: "discount in [10.00, 20.00]" }, "NOT vip OR discount IN (10, 20)"],
  [{ when: "vip && status != 'void'", then: "email == null" }, "NOT (vip AND status <> 'void') OR email IS NULL"],
  [{ when: "quantity > 20", then: "weight >= 5.0" }, "quantity <= 20 OR weight >= 5"],
];

function document(seed: number, chosen: readonly Readonly<Record<string, unknown>>[], rows = ROWS): object {
  return { seed, tables: { t: { rows, fields, rules: chosen } } };
}

describe("checks", () => {
  test("each holds in every row, alone and beside others, as DuckDB counts", async () => {
    const samples = sample(
      tuple(
        integer(),
        subarray(
          rules.map((_, k) => k),
          { minLength: 1, maxLength: 5 },
        ),
      ),
      {
        numRuns: 12,
        seed: 3,
      },
    );
    for (const [seed, picked] of [...rules.keys()].map((k): [number, number[]] => [k, [k]]).concat(samples)) {
      const plan = planOf(
        document(
          seed,
          picked.map((k) => rules[k]![0]),
        ),
      );
      const questions = picked.map((k) => `SELECT count(*) FROM t WHERE NOT (${rules[k]![1]})`);
      const counts = (await askDuck(plan, questions)).map(([row]) => Number(row![0]));
      expect(counts, JSON.stringify(picked.map((k) => rules[k]![0]))).toEqual(picked.map(() => 0));
    }
  });

  test("are the same in any slice and in any order", () => {
    const plan = planOf(
      document(
        4,
        [4, 6, 7, 9, 13].map((k) => rules[k]![0]),
        900,
      ),
    );
    const whole = cellsOf(plan, "t");
    expect([...cellsOf(plan, "t", 0, 7), ...cellsOf(plan, "t", 7, 500), ...cellsOf(plan, "t", 500, 900)]).toEqual(
      whole,
    );
    const order = Array.from({ length: 900 }, (_, i) => (i * 7 + 3) % 900);
    expect(gatheredCells(plan, "t", order)).toEqual(order.map((row) => whole[row]));
  });

  test("leave the rows alone that keep them, and all other fields", () => {
    const [plain, ruled] = [[], [rules[6]![0]]].map((chosen) => cellsOf(planOf(document(5, chosen, 2000)), "t"));
    const kept = ruled!.filter((row, i) => JSON.stringify(row) === JSON.stringify(plain![i]));
    expect(kept.length).toBeGreaterThan(1000);
    expect(kept.length).toBeLessThan(2000);
    expect(ruled!.map(([id, , placed]) => [id, placed])).toEqual(plain!.map(([id, , placed]) => [id, placed]));
  });

  test("speak of what is borrowed", async () => {
    const plan = planOf({
      tables: {
        users: {
          rows: 50,
          fields: {
            id: { type: "sequence", key: true },
            born: { type: "date", from: "2024-01-01", to: "2025-12-31" },
            tier: { type: "category", values: ["a", "b"] },
          },
        },
        orders: {
          rows: 3000,
          fields: {
            user: { type: "reference", to: "users.id" },
            at: { type: "date", from: "2024-01-01", to: "2025-12-31" },
            sum: { type: "integer", min: 0, max: 100 },
          },
          rules: [{ check: "at >= user.born" }, { check: "user.tier == 'a' || sum > 90" }],
        },
      },
    });
    const [answer] = await askDuck(plan, [
      `SELECT count(*) FROM orders o JOIN users u ON u.id = o."user" WHERE NOT (o.at >= u.born AND (u.tier = 'a' OR o.sum > 90))`,
    ]);
    expect(Number(answer![0]![0])).toBe(0);
  });
});

describe("what cannot hold is refused with the arithmetic", () => {
  const refused = (more: object, rule: object): readonly string[] =>
    complaintsOf({ tables: { t: { rows: 100, fields: { ...fields, ...more }, rules: [rule] } } });

  test.each([
    [{ total: { type: "decimal", max: 80 } }, { check: "total > 100.00" }, "total: needs > 100, but max is 80."],
    [
      { a: { type: "integer", min: 50, max: 60 }, b: { type: "integer", min: 1, max: 10 } },
      { check: "a <= b" },
      "a is at least 50 and b at most 10, so a <= b never holds.",
    ],
    [{}, { check: "status == 'lost'" }, "status: none of its values open, paid, void keeps status == 'lost'."],
    [{}, { when: "vip", then: "status == 'lost'" }, "status: then needs lost, but its values are open, paid, void."],
    [
      {},
      { check: "quantity * quantity < 0 || weight > 11.0" },
      "no row out of 4800 candidates keeps quantity * quantity < 0 || weight > 11.0",
    ],
    [{}, { check: "vip && !vip" }, "vip: can be neither true nor false."],
    [{}, { check: "note == null && note != null" }, "note: must be null and must not."],
    [{}, { check: "1 > 2" }, "1 > 2 is false whatever the row."],
    [{}, { check: "id % 2 == 0" }, "speaks of id, and none of these can be drawn again."],
  ])("%#", (more, rule, message) => {
    const [complaint] = refused(more, rule);
    expect(complaint).toContain(message);
  });
});
