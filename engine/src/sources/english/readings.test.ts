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
    { schools: "9: city", pupils: "schools 2 5: school_id>schools name date_of_birth" },
  ],
  ["what n is", "Sample of n=70 participants: age, income", { participants: "70: age income" }],
  ["how long it is is no table", "Generate 90 days of sales, region, amount", { sales: "100: region amount" }],
  [
    "one table more in a list of fields",
    "20 articles with a name and a stock, plus 60 receipts from this year. A receipt has a number",
    { articles: "20: name stock", receipts: "60: number" },
  ],
  [
    "things that are a column are no table",
    "Timesheets for 30 drivers: driver name, city, mass",
    { timesheets: "100: driver_name city mass" },
  ],
  [
    "a plural above a list of fields, whatever it is",
    "exchange rates: currency, rate, date",
    { exchange_rates: "100: currency rate date" },
  ],
  [
    "rows between dashes",
    "Generate me the following: Transactions — 300 rows — amount, city",
    { transactions: "300: amount city" },
  ],
  ["a list of one column", "random emails, 30 pieces, unique", { emails: "30: email" }],
  [
    "so many of them work there",
    "They have 15 stores, each store has a city. There are also 120 drivers working in the stores; a driver has a name",
    { stores: "15: city", drivers: "120: store_id>stores name" },
  ],
  [
    "one of each of several that are there",
    "10 planes (city), 40 routes (mass) and 500 flights. A flight uses one plane and one route, and has a gate",
    { planes: "10: city", routes: "40: mass", flights: "500: plane_id>planes route_id>routes gate" },
  ],
  [
    "what is done by one row is that row's",
    "30 members with name, 80 threads with title. Threads are started by a member",
    { members: "30: name", threads: "80: member_id>members title" },
  ],
  [
    "one goes to one of those that are there",
    "3 schools (city) and 90 pupils (name); each pupil attends a school",
    { schools: "3: city", pupils: "90: school_id>schools name" },
  ],
])("%s", (_, text, expected) => {
  expect(outline(text)).toEqual(expected);
});

test("words that are left out are said to be unknown", () => {
  const text = "We would need a test file of 70 pension plans. Each line should show the weight.";
  expect(describe(text).unknown.map((stretch) => stretch.text)).toContain("file");
});
