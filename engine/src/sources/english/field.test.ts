import { expect, test } from "vitest";
import { compile } from "../../compile/compile.ts";
import { describe } from "./describe.ts";

type Fields = Record<string, Record<string, unknown>>;

const NOW = Date.UTC(2026, 5, 15);

/** The fields that "9 gadgets with …" come to on 15 June 2026; the schema compiles then. */
function fieldsOf(text: string): Fields {
  const { document } = describe(`9 gadgets with ${text}`, { now: NOW });
  expect(compile(document, { now: NOW }).issues).toEqual([]);
  return (document["tables"] as Record<string, { fields: Fields }>)["gadgets"]!.fields;
}

test.each([
  ["in the first half of 2025", "2025-01-01", "2025-06-30"],
  ["in H2 2024", "2024-07-01", "2024-12-31"],
  ["since early 2024", "2024-01-01", "now"],
  ["during Q3 2025", "2025-07-01", "2025-09-30"],
  ["in the 1990s", "1990-01-01", "1999-12-31"],
  ["between Jan 5 and March 31, 2025", "2025-01-05", "2025-03-31"],
  ["between November and February 2025", "2024-11-01", "2025-02-28"],
  ["in winter 2024", "2024-12-01", "2025-02-28"],
  ["in mid-2022", "2022-05-01", "2022-08-31"],
  ["from 2024-03 to 2024-09", "2024-03-01", "2024-09-30"],
  ["in May or June 2025", "2025-05-01", "2025-06-30"],
  ["between the second quarter of 2023 and Q1 2024", "2023-04-01", "2024-03-31"],
  ["this year", "2026-01-01", "now"],
  ["this month", "2026-06-01", "now"],
  ["quarter to date", "2026-04-01", "now"],
  ["since the start of the year", "2026-01-01", "now"],
  ["since February", "2026-02-01", "now"],
  ["since August", "2025-08-01", "now"],
  ["since March 2026", "2026-03-01", "now"],
  ["from September 2026 onwards", "2026-09-01", "2027-09-01"],
  ["in March", "2026-03-01", "2026-03-31"],
  ["from October to May", "2025-10-01", "2026-05-31"],
])("a period: sent on %s", (period, from, to) => {
  expect(fieldsOf(`sent on ${period}`)).toEqual({ sent_on: { type: "date", from, to } });
});

test("where nobody says what day it is, what goes on since a day has begun", () => {
  const { document } = describe("9 gadgets with sent on since March 2031");
  expect(document).toMatchObject({ tables: { gadgets: { fields: { sent_on: { from: "2031-03-01", to: "now" } } } } });
});
