import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { askDuck, cellsOf, complaintsOf, gatheredCells, planOf } from "../duck.ts";

type Transitions = Record<string, Record<string, number>>;

function logOf(log: object, { orders = 50, seed = 1 } = {}): object {
  return {
    seed,
    now: "2026-01-31T12:00:00Z",
    tables: {
      orders: {
        rows: orders,
        fields: { id: { type: "sequence", key: true }, placed: { type: "datetime", to: "2025-12-01" } },
      },
      events: {
        rows: { per: "orders", log },
        fields: {
          id: "sequence",
          order_id: { type: "reference", to: "orders.id" },
          event: "log.event",
          happened: { type: "datetime", ordered: true, after: "order_id.placed", to: "now" },
          before: { type: "sibling", of: "event", step: -1 },
          is_last: "sibling.last",
        },
      },
    },
  };
}

const shop: Transitions = {
  created: { paid: 0.9, cancelled: 0.1 },
  paid: { shipped: 0.8, refunded: 0.2 },
  shipped: { delivered: 0.9, returned: 0.1 },
  returned: { shipped: 0.5, refunded: 0.5 },
};

/** A chain over s0 ... s5 in which each state leads somewhere and s5 is the end that all can reach. */
const transitions = fc
  .array(fc.array(fc.tuple(fc.nat(5), fc.constantFrom(0.1, 1, 3)), { maxLength: 3 }), { minLength: 5, maxLength: 5 })
  .map((rows): Transitions =>
    Object.fromEntries(
      rows.map((row, k) => [
        `s${k}`,
        { ...Object.fromEntries(row.map(([to, weight]) => [`s${to}`, weight])), [`s${k + 1}`]: 1 },
      ]),
    ),
  );

describe("the log of a parent", () => {
  it("begins at a start, takes legal steps only, ascends and ends where nothing follows", async () => {
    await fc.assert(
      fc.asyncProperty(transitions, fc.integer({ min: 6, max: 12 }), fc.nat(1000), async (chain, max, seed) => {
        const legal = Object.entries(chain).flatMap(([from, to]) =>
          Object.keys(to).map((state) => `('${from}', '${state}')`),
        );
        const [starts, steps, ends, falls, lengths, some] = await askDuck(
          planOf(logOf({ start: ["s0"], transitions: chain, max }, { seed })),
          [
            "SELECT * FROM events WHERE (before IS NULL) <> (event = 's0' AND id = (SELECT min(id) FROM events e WHERE e.order_id = events.order_id))",
            `SELECT * FROM events WHERE before IS NOT NULL AND (before, event) NOT IN (${legal.join(", ")})`,
            "SELECT * FROM events WHERE is_last <> (event = 's5')",
            "SELECT * FROM (SELECT happened, lag(happened) OVER (PARTITION BY order_id ORDER BY id) AS earlier FROM events) WHERE happened < earlier",
            `SELECT order_id FROM events GROUP BY order_id HAVING count(*) > ${max}`,
            "SELECT count(DISTINCT order_id) FROM events",
          ],
        );
        expect([starts, steps, ends, falls, lengths]).toEqual([[], [], [], [], []]);
        expect(some).toEqual([["50"]]);
      }),
      { numRuns: 12 },
    );
  });

  it("is the same in any slice and in any order, and stays when parents are added", () => {
    const plan = planOf(logOf({ start: "created", transitions: shop }));
    const whole = cellsOf(plan, "events");
    expect([...cellsOf(plan, "events", 0, 77), ...cellsOf(plan, "events", 77, whole.length)]).toEqual(whole);
    const order = whole.map((_, k) => whole.length - 1 - k);
    expect(gatheredCells(plan, "events", order)).toEqual(order.map((row) => whole[row]));
    const grown = planOf(logOf({ start: "created", transitions: shop }, { orders: 500 }));
    expect(cellsOf(grown, "events", 0, whole.length)).toEqual(whole);
  });

  it("takes each step as often as its weight says", async () => {
    const n = 10_000;
    const [counts] = await askDuck(planOf(logOf({ start: { created: 1 }, transitions: shop }, { orders: n })), [
      "SELECT count(*) FILTER (before = 'created'), count(*) FILTER (before = 'created' AND event = 'paid'), count(*) FILTER (before = 'shipped'), count(*) FILTER (before = 'shipped' AND event = 'returned') FROM events",
    ]);
    const [created, paid, shipped, returned] = counts![0]!.map(Number) as [number, number, number, number];
    expect(created).toBe(n);
    expect(Math.abs(paid / created - 0.9)).toBeLessThan(5 * Math.sqrt(0.09 / created));
    expect(Math.abs(returned / shipped - 0.1)).toBeLessThan(5 * Math.sqrt(0.09 / shipped));
  });

  it.each([
    [
      { start: "a", transitions: { a: ["b"], b: ["a"] } },
      "tables.events.rows.log.transitions: after a, b a log never ends: every way on leads back. Add a transition to an event that nothing follows.",
    ],
    [
      { start: "a", transitions: { a: ["b"], c: ["b"] } },
      "tables.events.rows.log.transitions: no log from a reaches c. Add a transition to it, or drop it.",
    ],
    [
      { start: "a", transitions: { a: ["b"], b: ["c"] }, max: 2 },
      "tables.events.rows.log.max: the shortest log has 3 events, and max is 2. Raise max to 3 or more.",
    ],
    [
      { start: { a: 0 }, transitions: { a: ["b"] } },
      "tables.events.rows.log.start: no first event has a weight above 0. Give one a weight.",
    ],
  ])("%j is refused", (log, complaint) => expect(complaintsOf(logOf(log))[0]).toBe(complaint));
});

function cohort(retention: object, { users = 60, seed = 1 } = {}): object {
  return {
    seed,
    tables: {
      users: {
        rows: users,
        fields: {
          id: { type: "sequence", key: true },
          registered: { type: "datetime", from: "2024-01-31", to: "2024-12-31" },
        },
      },
      months: {
        rows: { per: "users", retention },
        fields: {
          user_id: { type: "reference", to: "users.id" },
          period: "retention.period",
          seen: { type: "retention.moment", after: "user_id.registered" },
        },
      },
    },
  };
}

describe("the active periods of a parent", () => {
  const retention = fc.record({
    curve: fc.array(fc.constantFrom(0, 0.2, 0.7, 1), { minLength: 1, maxLength: 12 }),
    by: fc.constantFrom("day", "week", "month", "quarter", "year"),
    returning: fc.boolean(),
  });

  it("are some of the curve's, each once, and their moments lie within them", async () => {
    await fc.assert(
      fc.asyncProperty(retention, fc.nat(1000), async (asked, seed) => {
        const plan = planOf(cohort(asked, { seed }));
        if (plan.tables[1]!.rows === 0) return;
        const never = asked.curve.flatMap((share, period) => (share === 0 ? [period] : []));
        const always = asked.curve.filter((share) => share === 1).length;
        const [twice, wrong, away, missing] = await askDuck(plan, [
          "SELECT user_id, period FROM months GROUP BY ALL HAVING count(*) > 1",
          `SELECT * FROM months WHERE period < 0 OR period >= ${asked.curve.length} OR period IN (-1${never.map((period) => `, ${period}`).join("")})`,
          `SELECT seen, registered, period FROM months JOIN users ON id = user_id WHERE seen < registered + CAST(period AS INTEGER) * INTERVAL 1 ${asked.by} OR seen >= registered + CAST(period + 1 AS INTEGER) * INTERVAL 1 ${asked.by}`,
          `SELECT id FROM users LEFT JOIN months ON id = user_id GROUP BY id HAVING count(period) < ${always}`,
        ]);
        expect([twice, wrong, away, missing]).toEqual([[], [], [], []]);
      }),
      { numRuns: 15 },
    );
  });

  it("are the same in any slice and in any order", () => {
    const plan = planOf(cohort({ curve: [1, 0.6, 0.45, 0.3], by: "month" }));
    const whole = cellsOf(plan, "months");
    expect([...cellsOf(plan, "months", 0, 31), ...cellsOf(plan, "months", 31, whole.length)]).toEqual(whole);
    const order = whole.map((_, k) => whole.length - 1 - k);
    expect(gatheredCells(plan, "months", order)).toEqual(order.map((row) => whole[row]));
  });

  it.each([false, true])("follow the curve; returning: %s", async (returning) => {
    const n = 10_000;
    const curve = [1, 0.6, 0.45, 0.3];
    const [counts, gaps] = await askDuck(planOf(cohort({ curve, by: "month", returning }, { users: n })), [
      "SELECT period, count(*) FROM months GROUP BY period ORDER BY period",
      "SELECT count(*) FROM months m WHERE period = 3 AND NOT EXISTS (FROM months e WHERE e.user_id = m.user_id AND e.period = 2)",
    ]);
    counts!.forEach(([, count], k) => {
      const share = curve[k]!;
      expect(Math.abs(Number(count) / n - share)).toBeLessThanOrEqual(5 * Math.sqrt((share * (1 - share)) / n));
    });
    expect(Number(gaps![0]![0]) > 0).toBe(returning); // who left stays away
  });

  it("other counts beside them are refused", () => {
    const both = cohort({ curve: [1], by: "day" }) as { tables: { months: { rows: object } } };
    both.tables.months.rows = { ...both.tables.months.rows, min: 1 };
    expect(complaintsOf(both)[0]).toBe(
      "tables.months.rows.min: a retention decides how many rows a parent has. Drop min.",
    );
  });

  it("types of a log are refused where there is none", () => {
    expect(complaintsOf({ tables: { t: { rows: 3, fields: { e: "log.event" } } } })).toEqual([
      "tables.t.fields.e: the rows of t are no log. Write rows: { per: orders, log: { start: created, transitions: { created: paid } } }.",
    ]);
  });
});
