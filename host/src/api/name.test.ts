import { expect, test } from "vitest";
import { z } from "zod";
import { nameUpTo } from "./name.ts";

// What schemathesis drew, of a thousand requests each.
test.each(["", " ", "\r", "\u000b", "\u00a0\u2003", "\u200b", "\ufeff"])("%j is no name", (text) => {
  expect(nameUpTo(9).safeParse(text).success).toBe(false);
});

test("blanks around a name go, and count before that, as it is described", () => {
  expect(nameUpTo(6).parse(" a\u200bb\n")).toBe("a\u200bb");
  expect(nameUpTo(6).safeParse("\n123456").success).toBe(false);
  const { pattern, ...rest } = z.toJSONSchema(nameUpTo(6), { io: "input" });
  expect(rest).toMatchObject({ type: "string", maxLength: 6 });
  expect(new RegExp(pattern!).test("\t\r")).toBe(false);
});
