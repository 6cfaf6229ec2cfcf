import { expect, test } from "vitest";
import { completions, wordBefore } from "./complete-expression.ts";

const paths = ["price", "placed_at", "customer_id", "customer_id.country"];
const functions = [
  { name: "round", does: "rounds" },
  { name: "lower", does: "in small letters" },
];

test("the word before the caret is found, but not within quotes", () => {
  expect(wordBefore("price > pl", 10)).toEqual({ from: 8, word: "pl" });
  expect(wordBefore("status == 'op", 13)).toBeUndefined();
  expect(wordBefore("price > ", 8)).toBeUndefined();
  expect(wordBefore("customer_id.co", 14)).toEqual({ from: 0, word: "customer_id.co" });
});

test("fields come before functions, and a whole word is not offered again", () => {
  expect(completions("p", paths, functions).map(({ text }) => text)).toEqual(["price", "placed_at"]);
  expect(completions("customer_id.c", paths, functions).map(({ text }) => text)).toEqual(["customer_id.country"]);
  expect(completions("price", paths, functions)).toEqual([]);
  expect(completions("ro", paths, functions)[0]).toMatchObject({ text: "round", call: true });
});
