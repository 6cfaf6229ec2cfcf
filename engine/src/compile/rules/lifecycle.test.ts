import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { askDuck, cellsOf, complaintsOf, gatheredCells, planOf } from "../duck.ts";

const placed = { type: "datetime", from: "2025-01-01", to: "2025-12-31" };

function orders(rule: object, { fields = {}, rows = 300, seed = 1 } = {}): object {
  return {
    seed,
    now: "2026-01-31T12:00:00Z",
    tables: {
      orders: {
        rows,
        fields: { id: "sequence", status: "text", placed_at: placed, ...fields },
        rules: [{ lifecycle: "status", ...rule }],
      },
    },
  };
}

const shop = {
  states: {
    placed: { share: 0.1, at: "placed_at" },
    paid: { share: 0.2, at: "paid_at", after: { min: "5m", max: "2d" } },
    shipped: { share: 0.15, at: "shipped_at", after: { min: "4h", max: "5d" } },
    delivered: { share: 0.4, at: "delivered_at", after: { min: "1d", max: "9d" } },
    refunded: { share: 0.05, at: "refunded_at" },
    cancelled: { share: 0.1, at: "cancelled_at" },
  },
  transitions: {
    placed: ["paid", "cancelled"],
    paid: { shipped: 9, refunded: 1 },
    shipped: ["delivered"],
    delivered: ["refunded"],
  },
};

/** States s0 ... s5 with shares, each reached from the one before, and more transitions among them, backwards too. */
const life = fc
  .tuple(
    fc
      .array(fc.integer({ min: 0, max: 5 }), { minLength: 6, maxLength: 6 })
      .filter((shares) => shares.some((share) => share > 0)),
    fc.array(fc.tuple(fc.nat(5), fc.integer({ min: 1, max: 5 })), { maxLength: 8 }),
    fc.constantFrom("date", "datetime"),
    fc.constantFrom("2025-12-31", "2026-06-30"),
  )
  .map(([shares, more, kind, until]) => {
    const sum = shares.reduce((a, b) => a + b, 0);
    const transitions = Object.fromEntries(
      shares
        .slice(1)
        .map((_, k) => [
          `s${k}`,
          [...new Set([`s${k + 1}`, ...more.flatMap(([from, to]) => (from === k && to !== k ? [`s${to}`] : []))])],
        ]),
    );
    return { shares: shares.map((share) => share / sum), transitions, kind, until };
  });

describe("a lifecycle", () => {
  it("has the moments of a legal way to its state, in order and in time, and no others", async () => {
    await fc.assert(
      fc.asyncProperty(life, fc.nat(1000), async ({ shares, transitions, kind, until }, seed) => {
        const states = Object.fromEntries(
          shares.map((share, k) => [
            `s${k}`,
            { share, at: `at${k}`, ...(k === 2 ? { after: { min: "2d", max: "20d" } } : {}) },
          ]),
        );
        const fields = {
          at0: { type: kind, from: "2025-01-01", to: "2025-12-31" },
          ...Object.fromEntries(shares.slice(1).map((_, k) => [`at${k + 1}`, { type: kind }])),
        };
        const plan = planOf(orders({ states, transitions, start: "s0", until }, { fields, rows: 200, seed }));
        const legal = Object.entries(transitions).flatMap(([from, to]) => to.map((state) => `('${from}', '${state}')`));
        const events = shares
          .map(
            (_, k) =>
              `SELECT id, 's${k}' AS state, CAST(at${k} AS TIMESTAMP) AS moment FROM orders WHERE at${k} IS NOT NULL`,
          )
          .join(" UNION ALL ");
        const [steps, ends, starts, late, wrongShares] = await askDuck(plan, [
          `SELECT * FROM (SELECT lag(state) OVER (PARTITION BY id ORDER BY moment) AS before, state, moment, lag(moment) OVER (PARTITION BY id ORDER BY moment) AS earlier FROM (${events}))
           WHERE before IS NOT NULL AND ((before, state) NOT IN (${legal.join(", ")}) OR moment <= earlier)`,
          `SELECT * FROM (SELECT id, arg_max(state, moment) AS last FROM (${events}) GROUP BY id) AS e JOIN orders ON orders.id = e.id WHERE last <> status`,
          "SELECT * FROM orders WHERE at0 IS NULL OR at0 < '2025-01-01' OR at0 >= '2026-01-01'",
          `SELECT * FROM (${events}) WHERE moment >= DATE '${until}' + INTERVAL 1 DAY`,
          `SELECT status FROM orders GROUP BY status HAVING status NOT IN (${shares.flatMap((share, k) => (share > 0 ? [`'s${k}'`] : [])).join(", ")})`,
        ]);
        expect([steps, ends, starts, late, wrongShares]).toEqual([[], [], [], [], []]);
      }),
      { numRuns: 15 },
    );
  });

  it("is the same in any slice and in any order", () => {
    const plan = planOf(orders(shop));
    const whole = cellsOf(plan, "orders");
    expect([...cellsOf(plan, "orders", 0, 77), ...cellsOf(plan, "orders", 77, 300)]).toEqual(whole);
    const order = whole.map((_, k) => (k * 149 + 11) % 300);
    expect(gatheredCells(plan, "orders", order)).toEqual(order.map((row) => whole[row]));
    expect(cellsOf(planOf(orders(shop, { rows: 1_000_000 })), "orders", 0, 300)).toEqual(whole);
  });

  it("has the shares of its states, and of the ways to one state", async () => {
    const n = 20_000;
    const [shares, ways] = await askDuck(planOf(orders(shop, { rows: n })), [
      "SELECT status, count(*) FROM orders GROUP BY status",
      "SELECT count(*) FILTER (delivered_at IS NOT NULL), count(*) FROM orders WHERE status = 'refunded'",
    ]);
    expect(shares).toHaveLength(6);
    for (const [state, count] of shares!) {
      const { share } = shop.states[state as keyof typeof shop.states];
      expect(Math.abs(Number(count) / n - share)).toBeLessThan(5 * Math.sqrt((share * (1 - share)) / n));
    }
    const [late, all] = ways![0]!.map(Number) as [number, number];
    expect(Math.abs(late / all - 0.9)).toBeLessThan(5 * Math.sqrt(0.09 / all)); // 9 of 10 go on from paid
  });

  it("keeps checks of the order it makes, and of nothing else", () => {
    const checked = (check: string): readonly string[] => {
      const { tables, ...rest } = orders(shop) as { tables: { orders: { rules: object[] } } };
      return complaintsOf({
        ...rest,
        tables: { orders: { ...tables.orders, rules: [...tables.orders.rules, { check }] } },
      });
    };
    expect(checked("delivered_at > shipped_at && shipped_at >= paid_at && placed_at <= refunded_at")).toEqual([]);
    expect(checked("paid_at > shipped_at")).not.toEqual([]);
  });

  it("has exact shares where told", async () => {
    const [shares] = await askDuck(planOf(orders({ ...shop, exact: true }, { rows: 1000 })), [
      "SELECT status, count(*) FROM orders GROUP BY status",
    ]);
    expect(shares).toHaveLength(6);
    for (const [state, count] of shares!)
      expect(Number(count)).toBe(1000 * shop.states[state as keyof typeof shop.states].share);
  });

  it("takes the weights of a category where no state has a share", () => {
    const { states, transitions } = {
      states: { open: {}, closed: { at: "closed_at" } },
      transitions: { open: ["closed"] },
    };
    const rule = { states: { ...states, open: { at: "placed_at" } }, transitions };
    const plan = planOf(orders(rule, { fields: { status: { type: "category", values: { open: 0, closed: 1 } } } }));
    expect(new Set(cellsOf(plan, "orders").map(([, status]) => status))).toEqual(new Set(["closed"]));
  });

  const { states, transitions } = shop;
  it.each([
    [
      { states: { ...states, placed: { share: 0.2, at: "placed_at" } }, transitions },
      "tables.orders.rules.0.states: shares must add up to 1; found 0.2 + 0.2 + 0.15 + 0.4 + 0.05 + 0.1 = 1.1. Give every state the share of rows that are in it now; those only passed have none.",
    ],
    [
      { states, transitions: { ...transitions, shipped: [] }, start: "placed" },
      "tables.orders.rules.0.transitions: no way leads from placed to delivered, and delivered has a share of 0.4. Add a transition, or drop the state.",
    ],
    [
      { states, transitions, until: "2025-01-09" },
      "tables.orders.rules.0.states: placed > paid > shipped > delivered > refunded takes up to 2d + 5d + 9d + 1d = 17d, and from 2025-01-01 to 2025-01-09T23:59:59Z there are only 8d23h59m59s. Begin earlier, end later, or wait less.",
    ],
    [
      { states, transitions: { ...transitions, cancelled: ["placed"] } },
      "tables.orders.rules.0.start: expected one state that no other leads to; found none. Name the first state: `start: placed`.",
    ],
    [
      { states: { ...states, paid: { share: 0.2, at: "paid_at", after: { min: "3d", max: "2d" } } }, transitions },
      "tables.orders.rules.0.states.paid.after: the wait before paid must be a span from min to max; found min 3d, max 2d. Write after: { min: 5m, max: 2d }.",
    ],
    [
      { states: { ...states, paid: { share: 0.2, at: "placed_at" } }, transitions },
      "tables.orders.rules.0.states.paid.at: placed_at is taken already. Give each state a date or datetime of its own, or name a field that is not there.",
    ],
    [
      { states: { ...states, paid: { share: 0.2, at: "id" } }, transitions },
      'tables.orders.rules.0.states.paid.at: id must be a date or datetime; found "sequence". Give each state a date or datetime of its own, or name a field that is not there.',
    ],
    [
      { states: { ...states, placed: { share: 0.1 } }, transitions },
      "tables.orders.rules.0.states.placed: placed is where a row begins, and it has no moment that others could follow. Give it one: placed: { at: placed_at }.",
    ],
  ])("that cannot be is refused (%#)", (rule, complaint) => expect(complaintsOf(orders(rule))).toEqual([complaint]));
});
