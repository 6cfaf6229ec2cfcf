import { expect, test } from "vitest";
import { parseMoment, parseMomentOrRelative, parseSpan, parseTimeOfDay, showMoment } from "./moments.ts";

const now = Date.parse("2024-03-31T12:30:00Z");
const text = (ms: number | undefined): string | undefined =>
  ms === undefined ? undefined : new Date(ms).toISOString();

test("moments are ISO 8601, in UTC unless they name a zone", () => {
  for (const t of [
    "2026-01-31",
    "2026-01-31T12:00",
    "2026-01-31 12:00:05",
    "2026-01-31T12:00:05.250Z",
    "2026-01-31T12:00:05+02:00",
    "1969-12-31T23:59:59-11:30",
    "2024-02-29",
  ]) {
    expect(parseMoment(t), t).toBe(
      Date.parse(/\d:\d/.test(t) && !/Z|[+-]\d\d:/.test(t.slice(10)) ? `${t.replace(" ", "T")}Z` : t),
    );
  }
  for (const t of ["", "2026", "2026-13-01", "2025-02-29", "2026-01-31T24:00", "31.01.2026", "2026-1-3"])
    expect(parseMoment(t), t).toBeUndefined();
});

test("moments may be told from now or today; months go by the calendar", () => {
  expect(text(parseMomentOrRelative("now", now))).toBe("2024-03-31T12:30:00.000Z");
  expect(text(parseMomentOrRelative("today", now))).toBe("2024-03-31T00:00:00.000Z");
  expect(text(parseMomentOrRelative("now-1mo", now))).toBe("2024-02-29T12:30:00.000Z");
  expect(text(parseMomentOrRelative("now-13mo", now))).toBe("2023-02-28T12:30:00.000Z");
  expect(text(parseMomentOrRelative("now - 1y", now))).toBe("2023-03-31T12:30:00.000Z");
  expect(text(parseMomentOrRelative("-90d", now))).toBe("2024-01-01T12:30:00.000Z");
  expect(text(parseMomentOrRelative("+1w", now))).toBe("2024-04-07T12:30:00.000Z");
  expect(text(parseMomentOrRelative("today+8h30m", now))).toBe("2024-03-31T08:30:00.000Z");
  expect(text(parseMomentOrRelative("now-1d+2h", now))).toBe("2024-03-30T14:30:00.000Z");
  expect(text(parseMomentOrRelative("2020-02-02", now))).toBe("2020-02-02T00:00:00.000Z");
  for (const t of ["", "tomorrow", "now-", "now-1", "now-1q", "90d", "now 1d", "now-1dd"])
    expect(parseMomentOrRelative(t, now), t).toBeUndefined();
});

test("spans and times of day", () => {
  expect(["90s", "5d", "1h30m", "1mo", "1y2d", "P1DT2H", "PT0.5S", "250ms", "-1h", "1.5h"].map(parseSpan)).toEqual([
    90_000,
    432_000_000,
    5_400_000,
    2_592_000_000,
    367 * 86_400_000,
    93_600_000,
    500,
    250,
    -3_600_000,
    5_400_000,
  ]);
  for (const t of ["", "5", "P", "PT", "5x", "d", "h5"]) expect(parseSpan(t), t).toBeUndefined();
  expect(["00:00", "08:30", "23:59:59.5", "24:00"].map(parseTimeOfDay)).toEqual([
    0, 30_600_000, 86_399_500, 86_400_000,
  ]);
  for (const t of ["8:30", "24:01", "12:60", "noon"]) expect(parseTimeOfDay(t), t).toBeUndefined();
  expect([0, 1_000, -86_400_000].map(showMoment)).toEqual(["1970-01-01", "1970-01-01T00:00:01Z", "1969-12-31"]);
});

test("what no calendar of four digits can write is no moment", () => {
  for (const t of ["now+9000y", "now-3000y", `now+${"9".repeat(400)}d`])
    expect(parseMomentOrRelative(t, now), t.slice(0, 20)).toBeUndefined();
  for (const t of ["10010y", `${"9".repeat(400)}s`, "P4000000D"]) expect(parseSpan(t), t.slice(0, 20)).toBeUndefined();
});
