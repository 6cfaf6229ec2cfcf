import { expect, test } from "vitest";
import { z } from "zod";
import { wholeIn, wholeOr } from "./whole.ts";

test.each(["", " ", " 5", "5.0", "0x10", "1e1", "+5", "five", ["5"], undefined])("%j is no whole number", (text) => {
  expect(wholeIn(0, 20).safeParse(text).success).toBe(false);
});

test("digits are, within the bounds that are described", () => {
  expect(["0", "20"].map((text) => wholeIn(0, 20).parse(text))).toEqual([0, 20]);
  expect(["-1", "21"].map((text) => wholeIn(0, 20).safeParse(text).success)).toEqual([false, false]);
  const query = z.object({ page: wholeOr(3, 1, 20), since: wholeIn(1, 20).optional() });
  expect(query.parse({})).toEqual({ page: 3 });
  expect(z.toJSONSchema(query, { io: "input" }).properties).toMatchObject({
    page: { type: "integer", minimum: 1, maximum: 20, default: 3 },
    since: { type: "integer", minimum: 1, maximum: 20 },
  });
});
