import { expect, test } from "vitest";
import { toAgo, toSpan } from "./moments.ts";

test("spans say their two greatest units", () => {
  expect([0, 42.4, 60, 185, 7800, 273_600].map(toSpan)).toEqual([
    "0 s",
    "42 s",
    "1 min",
    "3 min 5 s",
    "2 h 10 min",
    "3 d 4 h",
  ]);
});

test("what was a moment ago is just now, what was long ago is a date", () => {
  const now = Date.parse("2026-11-26T12:00:00Z");
  expect(toAgo("2026-11-26T11:59:50Z", now)).toBe("just now");
  expect(toAgo("2026-11-26T11:55:00Z", now)).toBe("5 minutes ago");
  expect(toAgo("2026-11-25T11:00:00Z", now)).toBe("yesterday");
  expect(toAgo("2026-10-01T00:00:00Z", now)).toContain("2026");
});
