import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { askDuck, cellsOf, complaintsOf, gatheredCells, msOf, planOf } from "./duck.ts";

const NOW = "2026-01-31T12:00:00Z";

/** Customers with a moment of registration, and visits of each. */
function shop(visit: object, { customers = 40, seed = 1, per = {}, now = NOW } = {}): object {
  return {
    now,
    seed,
    tables: {
      customers: {
        rows: customers,
        fields: { id: "sequence", since: { type: "datetime", from: "2020-01-01", to: "2025-06-30" } },
      },
      visits: {
        rows: { per: "customers", min: 0, max: 9, ...per },
        fields: { id: "sequence", customer: { type: "reference", to: "customers.id" }, visited: visit },
      },
    },
  };
}

const kind = fc.constantFrom("datetime", "date");
const season = fc.option(
  fc.record(
    {
      weekday: fc.constant({ sat: 0, sun: 0.3 }),
      month: fc.constant({ dec: 3, jul: 0.2 }),
    },
    { requiredKeys: [] },
  ),
  { nil: undefined },
);
const document = fc
  .record({
    type: kind,
    season,
    growth: fc.constantFrom(undefined, 4, 0.5),
    seed: fc.nat(1000),
    customers: fc.integer({ min: 1, max: 60 }),
    limit: fc.constantFrom("after", "none"),
  })
  .map(({ type, season: parts, growth, seed, customers, limit }) =>
    shop(
      {
        type,
        ordered: true,
        ...(parts === undefined ? {} : { season: parts }),
        ...(growth === undefined ? {} : { growth }),
        ...(limit === "after" && (growth === undefined || parts === undefined)
          ? { after: "customer.since" }
          : { from: "2025-07-01" }),
        to: "2026-01-31",
      },
      { seed, customers },
    ),
  );

describe("moments that ascend among siblings", () => {
  it("never fall from one row to the next, and keep to their limits", async () => {
    await fc.assert(
      fc.asyncProperty(document, async (schema) => {
        const [falls, outside] = await askDuck(planOf(schema), [
          "SELECT * FROM (SELECT visited, lag(visited) OVER (PARTITION BY customer ORDER BY id) AS before FROM visits) WHERE visited < before",
          "SELECT * FROM visits JOIN customers ON customers.id = customer WHERE CAST(visited AS DATE) < CAST(since AS DATE) OR visited > '2026-01-31 23:59:59'",
        ]);
        expect([falls, outside]).toEqual([[], []]);
      }),
      { numRuns: 12 },
    );
  });

  it("are the same in any slice and in any order", () => {
    fc.assert(
      fc.property(document, fc.nat(20), (schema, cut) => {
        const plan = planOf(schema);
        const whole = cellsOf(plan, "visits");
        const at = Math.min(cut, whole.length);
        expect([...cellsOf(plan, "visits", 0, at), ...cellsOf(plan, "visits", at, whole.length)]).toEqual(whole);
        const order = whole.map((_, k) => whole.length - 1 - k);
        expect(gatheredCells(plan, "visits", order)).toEqual(order.map((row) => whole[row]));
      }),
      { numRuns: 12 },
    );
  });

  it("stay where they are when parents are added", () => {
    const moments = (customers: number): unknown =>
      cellsOf(
        planOf(shop({ type: "datetime", ordered: true, after: "customer.since" }, { customers })),
        "visits",
        0,
        60,
      );
    expect(moments(400)).toEqual(moments(40));
  });

  it("the k-th of n lies where the k-th of n uniform ones does", () => {
    const families = 4000;
    const plan = planOf(
      shop(
        { type: "datetime", ordered: true, millis: true, from: "2025-01-01", to: "2025-12-31T23:59:59Z" },
        { customers: families, per: { min: 4, max: 4 } },
      ),
    );
    const from = Date.UTC(2025, 0, 1);
    const span = Date.UTC(2026, 0, 1) - from;
    const sums = [0, 0, 0, 0];
    const squares = [0, 0, 0, 0];
    cellsOf(plan, "visits").forEach(([, , at], row) => {
      const part = (msOf(at) - from) / span;
      sums[row % 4]! += part;
      squares[row % 4]! += part * part;
    });
    sums.forEach((sum, k) => {
      const mean = (k + 1) / 5; // Beta(k + 1, 4 - k)
      const variance = (mean * (1 - mean)) / 6;
      expect(Math.abs(sum / families - mean)).toBeLessThan(5 * Math.sqrt(variance / families));
      const spread = squares[k]! / families - (sum / families) ** 2;
      expect(Math.abs(spread / variance - 1)).toBeLessThan(5 * Math.sqrt(2 / families));
    });
  });

  it("are apart as far as told, past the end where there is no room", async () => {
    const visit = { type: "datetime", ordered: true, apart: "30d", after: "customer.since", to: "2025-07-31" };
    const [near, some] = await askDuck(planOf(shop(visit)), [
      "SELECT * FROM (SELECT visited, lag(visited) OVER (PARTITION BY customer ORDER BY id) AS before FROM visits) WHERE visited < before + INTERVAL 30 DAY",
      "SELECT count(*) FROM visits",
    ]);
    expect(near).toEqual([]);
    expect(some).not.toEqual([["0"]]);
  });
});

describe("moments that ascend with the row", () => {
  it("fill the interval in order", async () => {
    const plan = planOf({
      now: NOW,
      tables: {
        t: {
          rows: 3000,
          fields: {
            id: "sequence",
            visited: { type: "datetime", ordered: true, from: "2025-01-01", to: "2025-12-31", growth: 3 },
          },
        },
      },
    });
    const [falls, halves] = await askDuck(plan, [
      "SELECT * FROM (SELECT visited, lag(visited) OVER (ORDER BY id) AS before FROM t) WHERE visited < before",
      "SELECT count(*) FILTER (visited < '2025-07-02 12:00:00') FROM t",
    ]);
    expect(falls).toEqual([]);
    const early = Number(halves![0]![0]); // the first half of an interval that grows threefold holds (sqrt(3) - 1) / 2 of all
    expect(Math.abs(early - (3000 * (Math.sqrt(3) - 1)) / 2)).toBeLessThan(2);
  });
});

describe("moments at even steps", () => {
  it("count from the start, by sibling or by row, months by the calendar", () => {
    const plan = planOf(shop({ type: "datetime", every: "90m", after: "customer.since" }));
    const since = cellsOf(plan, "customers").map(([, at]) => msOf(at));
    let place = 0;
    let last = -1;
    for (const [, customer, at] of cellsOf(plan, "visits")) {
      place = customer === last ? place + 1 : 0;
      last = Number(customer);
      expect(msOf(at)).toBe(since[last - 1]! + place * 5_400_000);
    }
    const months = planOf({
      tables: { t: { rows: 4, fields: { day: { type: "date", from: "2024-01-31", every: "1mo" } } } },
    });
    expect(cellsOf(months, "t").flat()).toEqual(["2024-01-31", "2024-02-29", "2024-03-31", "2024-04-30"]);
  });
});

describe("what cannot be is refused", () => {
  it.each([
    [
      { type: "datetime", ordered: true, after: "id" },
      "tables.visits.fields.visited.after: expected a date or datetime field; id is integer. Name a date or datetime field.",
    ],
    [
      { type: "datetime", every: "1h", to: "2026-01-01" },
      "tables.visits.fields.visited.to: moments at even steps have no to. Drop to or every.",
    ],
    [
      { type: "datetime", apart: "1h" },
      "tables.visits.fields.visited.apart: apart is a distance between siblings. Add `ordered: true`, and rows per parent.",
    ],
    [
      { type: "date", hours: "business" },
      "tables.visits.fields.visited.season: a date has no hours. Use datetime, or month and weekday only.",
    ],
    [
      { type: "datetime", from: "2026-01-03", to: "2026-01-04", hours: "business" },
      "tables.visits.fields.visited.hours: no moment from 2026-01-03 to 2026-01-04T23:59:59Z has a weight above 0. Give some month, weekday and hour of the interval weight, or widen it.",
    ],
  ])("%j", (field, complaint) => expect(complaintsOf(shop(field))).toEqual([complaint]));

  it("limits that differ among siblings", () => {
    const schema = shop({ type: "datetime", ordered: true, after: "seen" }) as {
      tables: { visits: { fields: Record<string, unknown> } };
    };
    schema.tables.visits.fields["seen"] = "datetime";
    expect(complaintsOf(schema)).toEqual([
      "tables.visits.fields.visited.after: moments that ascend among siblings have limits that all siblings share. Name a field of customers through the reference to it.",
    ]);
  });
});
