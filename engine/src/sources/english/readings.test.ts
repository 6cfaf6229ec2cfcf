import { expect, test } from "vitest";
import { outline } from "../fixtures/english-outline.ts";
import { describe } from "./describe.ts";

test.each([
  [
    "a sentence that only sets the scene is no table",
    "I run a course about knots and my pupils need an exercise database. It should contain 50 crates with label, mass.",
    { crates: "50: label mass" },
  ],
  [
    "what stands before so many things is no table",
    "We would need a test file of 70 pension plans. Each line should show the weight, the city.",
    { pension_plans: "70: weight city" },
  ],
  [
    "each has what anybody knows of it",
    "60 parks with city. For each park we know the area, the year it was opened",
    { parks: "60: city area year" },
  ],
  [
    "each has so many as anybody got",
    "12 open positions with title. For every position we got between 10 and 60 applications. Applications contain email",
    { open_positions: "12: title", applications: "open_positions 10 60: open_position_id>open_positions email" },
  ],
  [
    "anywhere in a range is in the range",
    "9 schools with city. Each school has anywhere from 2 to 5 pupils",
    { schools: "9: city", pupils: "schools 2 5: school_id>schools name" },
  ],
  ["what n is", "Sample of n=70 participants: age, income", { participants: "70: age income" }],
  ["how long it is is no table", "Generate 90 days of sales, region, amount", { sales: "100: region amount" }],
  [
    "one table more in a list of fields",
    "20 articles with a name and a stock, plus 60 receipts from this year. A receipt has a number",
    { articles: "20: name stock", receipts: "60: number" },
  ],
])("%s", (_, text, expected) => {
  expect(outline(text)).toEqual(expected);
});

test("words that are left out are said to be unknown", () => {
  const text = "We would need a test file of 70 pension plans. Each line should show the weight.";
  expect(describe(text).unknown.map((stretch) => stretch.text)).toContain("file");
});
