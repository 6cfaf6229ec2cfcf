import * as fc from "fast-check";
import { expect, test } from "vitest";
import { civilOf, dayOf } from "../batch/cells.ts";
import { addMonths, dayOfMonthOf, monthOf, monthsBetween, packedCivil, toDay, yearOf } from "./calendar.ts";
import { parseDate, parseDatetime, parseDuration, parseTime } from "./iso.ts";

const FIRST = dayOf(1, 1, 1);
const LAST = dayOf(9999, 12, 31);
const days = fc.integer({ min: FIRST, max: LAST });

test("whole division gives the dates that the batch's reader gives, on every day of years 1 to 9999", () => {
  for (let day = FIRST; day <= LAST; day++) {
    const packed = packedCivil(day);
    const civil = civilOf(day);
    if (
      yearOf(packed) !== civil.year ||
      monthOf(packed) !== civil.month ||
      dayOfMonthOf(packed) !== civil.day ||
      toDay(civil.year, civil.month, civil.day) !== day
    )
      throw new Error(`day ${day}`);
  }
  expect(packedCivil(LAST)).toBe((9999 * 16 + 12) * 32 + 31);
});

test("months added keep the day, or end at the month's last", () => {
  fc.assert(
    fc.property(days, fc.integer({ min: -500, max: 500 }), (day, months) => {
      const from = civilOf(day);
      const wanted = from.year * 12 + from.month - 1 + months;
      fc.pre(wanted >= 12 && wanted <= 9999 * 12 + 11);
      const to = civilOf(addMonths(day, months));
      expect(to.year * 12 + to.month - 1).toBe(wanted);
      expect(to.day === from.day || (to.day < from.day && civilOf(addMonths(day, months) + 1).day === 1)).toBe(true);
    }),
    { seed: 1 },
  );
  expect(addMonths(0, 1e300)).toBe(dayOf(9999, 12, 1));
  expect(addMonths(0, -1e300)).toBe(FIRST);
});

test("whole months between two dates are the most that can be added to the first, and turn their sign with the order", () => {
  fc.assert(
    fc.property(days, fc.integer({ min: 0, max: 40_000 }), (from, span) => {
      const to = Math.min(LAST, from + span);
      const months = monthsBetween(from, to);
      expect(monthsBetween(to, from)).toBe(0 - months);
      expect(addMonths(from, months)).toBeLessThanOrEqual(to);
      fc.pre(civilOf(from).day <= 28 && civilOf(to).year < 9999);
      expect(addMonths(from, months + 1)).toBeGreaterThan(to);
    }),
    { seed: 2 },
  );
});

test("texts are read as dates, times, moments and durations, or not at all", () => {
  expect(["2024-02-29", "2023-02-29", "2024-13-01", "24-01-01", "0000-01-01", "x"].map(parseDate)).toEqual([
    19_782,
    undefined,
    undefined,
    undefined,
    undefined,
    undefined,
  ]);
  expect(["00:00", "23:59:59", "08:30:15.25", "24:00", "8:30", "08:60"].map(parseTime)).toEqual([
    0,
    86_399_000,
    30_615_250,
    undefined,
    undefined,
    undefined,
  ]);
  expect(
    [
      "1970-01-02",
      "1970-01-01T01:00:00Z",
      "1970-01-01 01:00:00.5",
      "1970-01-01T01:00+01:00",
      "1969-12-31T23:00:00-0100",
      "1970-01-01T",
      "1970-01-01T25:00Z",
    ].map(parseDatetime),
  ).toEqual([86_400_000, 3_600_000, 3_600_500, 0, 0, undefined, undefined]);
  expect(
    [
      "36h",
      "1h30m",
      "-1.5s",
      "3d",
      "2w",
      "90m",
      "250ms",
      "1500us",
      "0",
      "P1DT2H",
      "PT0.5S",
      "-P1W",
      "",
      "h",
      "5",
      "P",
      "PT",
      "1h 30m",
      "99999999999w",
    ].map(parseDuration),
  ).toEqual([
    129_600_000,
    5_400_000,
    -1500,
    259_200_000,
    1_209_600_000,
    5_400_000,
    250,
    2,
    0,
    93_600_000,
    500,
    -604_800_000,
    ...Array.from({ length: 7 }, () => undefined),
  ]);
});
