import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { askDuck, cellsOf, complaintsOf, gatheredCells, planOf } from "../duck.ts";

function readings(value: object, { sensors = 20, seed = 1, per = { min: 0, max: 40 } } = {}): object {
  return {
    seed,
    tables: {
      sensors: {
        rows: sensors,
        fields: { id: { type: "sequence", key: true }, base: { type: "integer", min: 100, max: 900 } },
      },
      readings: {
        rows: { per: "sensors", ...per },
        fields: {
          id: "sequence",
          sensor_id: { type: "reference", to: "sensors.id" },
          moment: { type: "datetime", from: "2025-01-01", every: "1h" },
          value: { type: "series", scale: 6, ...value },
        },
      },
    },
  };
}

const noise = fc.constantFrom<object>(
  { sd: 3 },
  { ar1: 0.8, sd: 2 },
  { ar1: -0.97, sd: 2 },
  { walk: { sd: 0.5 } },
  { mean_reversion: { rate: 0.05, sd: 2, from: 50 } },
);
const parts = fc.record(
  {
    noise,
    level: fc.constantFrom<unknown>(100, "sensor_id.base", { mean: 50, sd: 9 }),
    trend: fc.constantFrom(0.25, -3),
    season: fc.constantFrom<unknown>({ period: 24, amplitude: 5 }, [{ period: 7.5, amplitude: 1, phase: 2 }]),
  },
  { requiredKeys: [] },
);

describe("a series", () => {
  it("is the same in any slice and in any order, and stays when parents are added", () => {
    fc.assert(
      fc.property(
        parts,
        fc.nat(300),
        fc.constantFrom({ min: 0, max: 40 }, { min: 500, max: 700 }),
        (value, cut, per) => {
          const plan = planOf(readings(value, { per, sensors: 5 }));
          const whole = cellsOf(plan, "readings");
          const at = Math.min(cut, whole.length);
          expect([...cellsOf(plan, "readings", 0, at), ...cellsOf(plan, "readings", at, whole.length)]).toEqual(whole);
          const order = Array.from({ length: 60 }, (_, k) => (k * 7919 + 3) % Math.max(1, whole.length)).filter(
            (row) => row < whole.length,
          );
          expect(gatheredCells(plan, "readings", order)).toEqual(order.map((row) => whole[row]));
          expect(cellsOf(planOf(readings(value, { per, sensors: 9 })), "readings", 0, at)).toEqual(whole.slice(0, at));
        },
      ),
      { numRuns: 25 },
    );
  });

  it("without noise is its level, trend and season, exactly", async () => {
    const value = { level: "sensor_id.base", trend: 0.5, season: { period: 24, amplitude: 5, phase: 3 } };
    const [wrong, some] = await askDuck(planOf(readings(value)), [
      `SELECT * FROM (SELECT value, base, epoch(moment - TIMESTAMP '2025-01-01') / 3600 AS hour FROM readings JOIN sensors ON sensors.id = sensor_id)
       WHERE abs(value - (base + 0.5 * hour + 5 * sin(2 * pi() * (hour + 3) / 24))) > 0.000001`,
      "SELECT count(*) > 0 FROM readings",
    ]);
    expect([wrong, some]).toEqual([[], [[true]]]);
  });

  it("keeps within its bounds", async () => {
    const [wrong] = await askDuck(planOf(readings({ level: 10, noise: { walk: { sd: 20 } }, min: 0, max: 15.5 })), [
      "SELECT * FROM readings WHERE value < 0 OR value > 15.5",
    ]);
    expect(wrong).toEqual([]);
  });
});

const lagged = `SELECT corr(value, earlier), stddev_samp(value), avg(value), count(*) FROM (
  SELECT value, lag(value) OVER (PARTITION BY sensor_id ORDER BY id) AS earlier FROM readings) WHERE earlier IS NOT NULL`;

describe("noise", () => {
  it.each([0, 0.8, -0.5, 0.98])("of ar1 %s has that autocorrelation and the told deviation", async (phi) => {
    const per = { min: 2000, max: 2000 }; // several blocks
    const [answer] = await askDuck(planOf(readings({ noise: { ar1: phi, sd: 2 } }, { sensors: 20, per })), [lagged]);
    const [correlation, sd, mean, n] = answer![0]!.map(Number) as [number, number, number, number];
    expect(Math.abs(correlation - phi)).toBeLessThan(5 * Math.sqrt((1 - phi * phi) / n)); // Bartlett
    const inEffect = (n * (1 - Math.abs(phi))) / (1 + Math.abs(phi)); // independent values that tell as much of the mean
    expect(Math.abs(mean)).toBeLessThan((5 * 2) / Math.sqrt(inEffect));
    expect(Math.abs(sd / 2 - 1)).toBeLessThan(5 / Math.sqrt(2 * inEffect));
  });

  it("of one line is that of a table without parents", async () => {
    const rows = 20_000;
    const plan = planOf({
      tables: {
        t: { rows, fields: { id: "sequence", value: { type: "series", noise: { ar1: 0.7, sd: 3 }, scale: 6 } } },
      },
    });
    const [answer] = await askDuck(plan, [
      "SELECT corr(value, earlier) FROM (SELECT value, lag(value) OVER (ORDER BY id) AS earlier FROM t)",
    ]);
    expect(Math.abs(Number(answer![0]![0]) - 0.7)).toBeLessThan(5 * Math.sqrt(0.51 / rows));
  });

  it("that walks has independent steps of the told deviation, and spreads with the root of time", async () => {
    const per = { min: 100, max: 100 };
    const sensors = 400;
    const [steps, spread] = await askDuck(planOf(readings({ noise: { walk: { sd: 0.5 } } }, { sensors, per })), [
      `SELECT avg(step), stddev_samp(step), corr(step, earlier), count(*) FROM (SELECT step, lag(step) OVER (PARTITION BY sensor_id ORDER BY id) AS earlier
       FROM (SELECT *, value - lag(value) OVER (PARTITION BY sensor_id ORDER BY id) AS step FROM readings))`,
      `SELECT place, var_samp(value) FROM (SELECT value, row_number() OVER (PARTITION BY sensor_id ORDER BY id) - 1 AS place FROM readings)
       WHERE place IN (0, 1, 37, 64, 99) GROUP BY place ORDER BY place`,
    ]);
    const [mean, sd, correlation, n] = steps![0]!.map(Number) as [number, number, number, number];
    expect(Math.abs(mean)).toBeLessThan((5 * 0.5) / Math.sqrt(n));
    expect(Math.abs(sd / 0.5 - 1)).toBeLessThan(5 / Math.sqrt(2 * n));
    expect(Math.abs(correlation)).toBeLessThan(5 / Math.sqrt(n));
    expect(spread).toHaveLength(5);
    for (const [place, variance] of spread!)
      expect(Math.abs(Number(variance) - Number(place) * 0.25)).toBeLessThanOrEqual(
        Number(place) * 0.25 * 5 * Math.sqrt(2 / sensors),
      );
  });

  it("that reverts starts where told and comes back at its rate", async () => {
    const sensors = 2000;
    const value = { level: 10, noise: { mean_reversion: { rate: 0.1, sd: 2, from: 50 } } };
    const [means] = await askDuck(planOf(readings(value, { sensors, per: { min: 31, max: 31 } })), [
      `SELECT place, avg(value) FROM (SELECT value, row_number() OVER (PARTITION BY sensor_id ORDER BY id) - 1 AS place FROM readings)
       WHERE place IN (0, 10, 30) GROUP BY place ORDER BY place`,
    ]);
    expect(means).toHaveLength(3);
    for (const [place, mean] of means!)
      expect(Math.abs(Number(mean) - 10 - 50 * Math.exp(-0.1 * Number(place)))).toBeLessThan(
        (5 * 2) / Math.sqrt(sensors),
      );
  });

  it("levels of each parent's own spread as told", async () => {
    const sensors = 3000;
    const [answer] = await askDuck(
      planOf(readings({ level: { mean: 50, sd: 9 } }, { sensors, per: { min: 2, max: 2 } })),
      [
        "SELECT avg(low), stddev_samp(low), max(high - low) FROM (SELECT min(value) AS low, max(value) AS high FROM readings GROUP BY sensor_id)",
      ],
    );
    const [mean, sd, apart] = answer![0]!.map(Number) as [number, number, number];
    expect(Math.abs(mean - 50)).toBeLessThan((5 * 9) / Math.sqrt(sensors));
    expect(Math.abs(sd / 9 - 1)).toBeLessThan(5 / Math.sqrt(2 * sensors));
    expect(apart).toBe(0);
  });
});

it.each([
  [
    { level: "sensor_id", min: 5, max: 1 },
    "tables.readings.fields.value.min: min must be <= max; found min 5, max 1. Swap them or drop one.",
  ],
  [
    { level: "moment" },
    "tables.readings.fields.value.level: expected a field of numbers; moment is datetime. Name a number.",
  ],
])("%j is refused", (value, complaint) => expect(complaintsOf(readings(value))).toEqual([complaint]));
