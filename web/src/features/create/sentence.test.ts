import { expect, test } from "vitest";
import { momentInWords, sentenceOf } from "./sentence.ts";

const say = (raw: Readonly<Record<string, unknown>> & { readonly type: string }): string => sentenceOf(raw, undefined);

test("a field is a sentence", () => {
  expect(say({ type: "integer", min: 18, max: 80, distribution: { normal: { mean: 41, sd: 9 } } })).toBe(
    "Around 41, 18 to 80, bell",
  );
  expect(say({ type: "category", values: { a: 3, b: 1 }, null: 0.1 })).toBe("a 75%, b 25%, 10% blank");
  expect(say({ type: "category", values: ["a", "b", "c", "d", "e"] })).toBe("a, b, c, d and 1 more");
  expect(say({ type: "reference", to: "customers.id", distribution: "zipf" })).toBe(
    "One of customers, few of them often",
  );
  expect(say({ type: "decimal", value: "price * 2" })).toBe("= price * 2");
  expect(say({ type: "datetime", from: "now-1y", to: "now" })).toBe("From a year ago to now");
});

test("moments are words, and what is none stays as it is", () => {
  expect(momentInWords("now-2y")).toBe("2 years ago");
  expect(momentInWords("-90d")).toBe("90 days ago");
  expect(momentInWords("today+1d")).toBe("in a day");
  expect(momentInWords("2026-01-31")).toBe("2026-01-31");
});
