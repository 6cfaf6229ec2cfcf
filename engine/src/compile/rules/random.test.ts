import * as fc from "fast-check";
import { expect, test } from "vitest";
import { compile } from "../compile.ts";
import { askDuck } from "../duck.ts";

// Checks over random schemas: what compiles keeps them, as DuckDB counts it; what does not is refused as infeasible or fixed.

const ROWS = 300;
const RUNS = Number(process.env["RULES_RUNS"] ?? 60);
const SEED = Number(process.env["RULES_SEED"] ?? 1);
const WORDS = ["red", "green", "blue", "gold"];
const DAYS = ["2024-01-10", "2024-06-15", "2024-12-20", "2025-03-01"];

/** A condition in both languages. */
interface Both {
  readonly cel: string;
  readonly sql: string;
}

const wholes = ["a", "b", "c"];
const days = ["from_day", "to_day"];
const fields = fc.record({
  ...Object.fromEntries(
    wholes.map((name) => [
      name,
      fc.record(
        {
          type: fc.constant("integer"),
          min: fc.integer({ min: -5, max: 10 }),
          max: fc.integer({ min: 10, max: 30 }),
          null: fc.constantFrom(0, 0.2, 0.2),
        },
        { requiredKeys: ["type", "min", "max"] },
      ),
    ]),
  ),
  ...Object.fromEntries(
    days.map((name) => [
      name,
      fc.record(
        {
          type: fc.constant("date"),
          from: fc.constantFrom("2023-06-01", "2024-03-01"),
          to: fc.constantFrom("2025-01-01", "2025-12-31"),
          null: fc.constantFrom(0, 0.3),
        },
        { requiredKeys: ["type", "from", "to"] },
      ),
    ]),
  ),
  word: fc.record({ type: fc.constant("category"), values: fc.shuffledSubarray(WORDS, { minLength: 2 }) }),
  flag: fc.record({ type: fc.constant("boolean"), share: fc.constantFrom(0.2, 0.7) }),
});

const compared = (names: readonly string[], values: fc.Arbitrary<Both>): fc.Arbitrary<Both> =>
  fc
    .tuple(fc.constantFrom(...names), fc.constantFrom("<", "<=", ">", ">=", "==", "!="), values)
    .map(([name, op, value]) => ({
      cel: `${name} ${op} ${value.cel}`,
      sql: `${name} ${op === "==" ? "=" : op} ${value.sql}`,
    }));
const named = (names: readonly string[]): fc.Arbitrary<Both> =>
  fc.constantFrom(...names).map((name) => ({ cel: name, sql: name }));
const whole = fc.integer({ min: 0, max: 20 }).map((value) => ({ cel: String(value), sql: String(value) }));
const day = fc.constantFrom(...DAYS).map((value) => ({ cel: `"${value}"`, sql: `DATE '${value}'` }));
const isNull = fc
  .tuple(fc.constantFrom(...wholes, ...days), fc.boolean())
  .map(([name, not]) => ({ cel: `${name} ${not ? "!=" : "=="} null`, sql: `${name} IS ${not ? "NOT " : ""}NULL` }));
const among = fc.shuffledSubarray(WORDS, { minLength: 1, maxLength: 3 }).map((words) => ({
  cel: `word in [${words.map((word) => `"${word}"`).join(", ")}]`,
  sql: `word IN (${words.map((word) => `'${word}'`).join(", ")})`,
}));
const flag: fc.Arbitrary<Both> = fc.constant({ cel: "flag", sql: "flag" });
const atom = fc.oneof(
  compared(wholes, fc.oneof(whole, named(wholes))),
  compared(days, fc.oneof(day, named(days))),
  isNull,
  among,
  flag,
);
const { condition } = fc.letrec<{ condition: Both }>((tie) => ({
  condition: fc.oneof(
    { maxDepth: 2, depthSize: "small" },
    atom,
    fc.tuple(tie("condition"), fc.constantFrom("&&", "||"), tie("condition")).map(([left, op, right]) => ({
      cel: `(${left.cel}) ${op} (${right.cel})`,
      sql: `(${left.sql}) ${op === "&&" ? "AND" : "OR"} (${right.sql})`,
    })),
    tie("condition").map(({ cel, sql }) => ({ cel: `!(${cel})`, sql: `NOT (${sql})` })),
  ),
}));
const rule = fc.oneof(
  condition.map(({ cel, sql }) => ({ rule: { check: cel } as object, sql })),
  fc.tuple(atom, condition).map(([when, then]) => ({
    rule: { when: when.cel, then: then.cel } as object,
    sql: `NOT (${when.sql}) OR (${then.sql})`,
  })),
);

/** Found at random: a field's own `when`, given by one rule, follows from what another rule draws again for it. */
const CIRCLE = [
  0,
  {
    from_day: { type: "date", from: "2023-06-01", to: "2025-01-01" },
    to_day: { type: "date", from: "2023-06-01", to: "2025-01-01" },
    flag: { type: "boolean", share: 0.2 },
  },
  [
    {
      rule: { when: "to_day < from_day", then: "from_day == null && flag" },
      sql: "NOT (to_day < from_day) OR (from_day IS NULL AND flag)",
    },
    { rule: { when: "flag", then: "!(to_day != null)" }, sql: "NOT (flag) OR (NOT (to_day IS NOT NULL))" },
  ],
] as never;

/** Found at random: what one rule draws again follows from a moment that another has drawn again, and is named first in its condition. */
const BEHIND = [
  0,
  {
    from_day: { type: "date", from: "2023-06-01", to: "2025-01-01" },
    to_day: { type: "date", from: "2023-06-01", to: "2025-01-01" },
    flag: { type: "boolean", share: 0.2 },
  },
  [
    {
      rule: { when: "to_day < from_day", then: "!(!(to_day == null))" },
      sql: "NOT (to_day < from_day) OR (to_day IS NULL)",
    },
    { rule: { when: "flag", then: 'from_day > "2024-12-20"' }, sql: "NOT (flag) OR (from_day > DATE '2024-12-20')" },
  ],
] as never;

test("rules of random schemas hold in every row, or are refused", async () => {
  let kept = 0;
  await fc.assert(
    fc.asyncProperty(fc.nat(), fields, fc.array(rule, { minLength: 1, maxLength: 3 }), async (seed, own, rules) => {
      const all = { id: { type: "sequence", key: true }, ...own };
      const document = { seed, tables: { t: { rows: ROWS, fields: all, rules: rules.map((each) => each.rule) } } };
      const { plan, issues } = compile(document);
      if (plan === undefined) {
        const others = issues.filter(({ code }) => code !== "schema/infeasible-rule" && code !== "schema/fixed-rule");
        expect(others).toEqual([]);
        return;
      }
      kept++;
      const counts = await askDuck(
        plan,
        rules.map(({ sql }) => `SELECT count(*) FROM t WHERE NOT (${sql})`),
      );
      expect(counts).toEqual(rules.map(() => [["0"]]));
    }),
    { numRuns: RUNS, seed: SEED, examples: [CIRCLE, BEHIND] },
  );
  expect(kept).toBeGreaterThan(RUNS / 3); // otherwise the law says little
});
