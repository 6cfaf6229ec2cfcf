import { expect, test } from "vitest";
import { bytesText, count, plural, rateText, secondsText, visible } from "./print.ts";

test("numbers as people read them", () => {
  expect([0, 999, 1000, 1234567].map(count)).toEqual(["0", "999", "1,000", "1,234,567"]);
  expect([0, 999, 1000, 270_900_000, 5e15].map(bytesText)).toEqual([
    "0 bytes",
    "999 bytes",
    "1.0 kB",
    "271 MB",
    "5.0 PB",
  ]);
  expect([12, 1_100_000, 85_300].map(rateText)).toEqual(["12 rows/s", "1.1 M rows/s", "85.3 k rows/s"]);
  expect([0.012, 0.9, 12.3, 200, 7500].map(secondsText)).toEqual([
    "0.01 s",
    "0.9 s",
    "12 s",
    "3 min 20 s",
    "2 h 5 min",
  ]);
  expect([1, 2000].map((n) => plural(n, "row"))).toEqual(["1 row", "2,000 rows"]);
});

test("a terminal shows controls instead of obeying them", () => {
  expect(visible("a\u001b[31mb\n\u202ec\u009b")).toBe("a\u241b[31mb\u240a\ufffdc\ufffd");
});
