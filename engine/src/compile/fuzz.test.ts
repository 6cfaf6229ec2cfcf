import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { readRow } from "../batch/cells.ts";
import { generate } from "../plan/generate.ts";
import { compile } from "./compile.ts";
import { fieldTypes } from "./fields/all.ts";

const names = ["id", "a", "b", "c", "total", "customer_id", "x y", "", "__proto__", "constructor", "#h", "a.b", "ü"];
const texts = fc.oneof(
  fc.constantFrom(
    ...fieldTypes.map((t) => t.name),
    "now",
    "now-1y",
    "a",
    "b + c",
    "a.b",
    "parents.id",
    "(((",
    "1 +",
    "[a-z]{3}",
    "{{a}}",
    "de_DE",
    "US",
    "2026-13-45",
    "5d",
  ),
  fc.string({ maxLength: 30 }),
);
const scalar = fc.oneof(
  texts,
  fc.integer(),
  fc.double(),
  fc.boolean(),
  fc.constant(null),
  fc.bigInt(),
  fc.constant(undefined),
  fc.constantFrom(Infinity, NaN, -1, 0, 1e308, 2 ** 60),
);
const anything = fc.letrec((tie) => ({
  value: fc.oneof(
    { depthSize: "small" },
    scalar,
    fc.array(tie("value"), { maxLength: 4 }),
    fc.dictionary(fc.constantFrom(...names, "min", "max", "mean"), tie("value"), { maxKeys: 4 }),
  ),
})).value;
const params = fc.dictionary(
  fc.constantFrom(
    "min",
    "max",
    "distribution",
    "values",
    "from",
    "to",
    "after",
    "value",
    "when",
    "null",
    "unique",
    "key",
    "hidden",
    "scale",
    "pattern",
    "regex",
    "template",
    "options",
    "fields",
    "of",
    "length",
    "countries",
    "locale",
    "draw",
    "domains",
    "step",
    "weight",
  ),
  anything,
  { maxKeys: 4 },
);
const field = fc.oneof(
  texts,
  anything,
  fc.tuple(texts, params).map(([type, more]) => ({ ...more, type })),
  fc.constantFrom(...fieldTypes).map((t) => t.example ?? { type: t.name }),
);
const table = fc.oneof(
  anything,
  fc.record(
    {
      rows: fc.oneof(scalar, fc.record({ per: texts, min: scalar, max: scalar, mean: scalar })),
      fields: fc.dictionary(fc.constantFrom(...names), field, { maxKeys: 6 }),
    },
    { requiredKeys: ["fields"] },
  ),
);
/** A field that is right, or nearly: an example with at most one parameter put in. */
const near = fc
  .tuple(
    fc.constantFrom(...fieldTypes.map((t) => t.example ?? { type: t.name })),
    fc.oneof({ weight: 3, arbitrary: fc.constant({}) }, { weight: 1, arbitrary: params }),
  )
  .map(([example, more]) => ({ ...more, ...example }));
const nearly = fc.record({
  seed: fc.integer(),
  now: fc.constant("2026-01-01"),
  tables: fc.record({
    t: fc.record({
      rows: fc.integer({ min: 0, max: 100 }),
      fields: fc.dictionary(fc.constantFrom("id", "a", "b", "total"), near, { minKeys: 1, maxKeys: 3 }),
    }),
  }),
});
const document = fc.oneof(
  anything,
  nearly,
  fc.record(
    {
      version: fc.oneof(fc.constant(1), scalar),
      seed: scalar,
      now: texts,
      locale: texts,
      tables: fc.oneof(anything, fc.dictionary(fc.constantFrom(...names, "parents"), table, { maxKeys: 3 })),
    },
    { requiredKeys: ["tables"] },
  ),
);

describe("compile", () => {
  it("gives a plan that can be run, or issues, for ten thousand documents of any kind, and never throws", () => {
    let plans = 0;
    fc.assert(
      fc.property(document, (doc) => {
        const compiled = compile(doc);
        if (compiled.plan !== undefined) {
          plans++;
          for (const table of compiled.plan.tables) {
            for (const batch of generate(compiled.plan, {
              table: table.header.table,
              from: 0,
              to: Math.min(3, table.rows),
            })) {
              for (let i = 0; i < batch.length; i++) readRow(batch, i);
            }
          }
        } else {
          expect(compiled.issues.length).toBeGreaterThan(0);
          for (const issue of compiled.issues) {
            expect(issue.code).toMatch(/^[a-z]+\/[a-z0-9-]+$/);
            expect(issue.message.length).toBeGreaterThan(0);
          }
        }
      }),
      { numRuns: 10_000, seed: 7 },
    );
    expect(plans).toBeGreaterThan(500);
  });

  it("answers hostile shapes: deep nesting, long names, wide documents", () => {
    let deep: unknown = "uuid";
    for (let i = 0; i < 20_000; i++) deep = { type: "array", of: deep };
    const wide = Object.fromEntries(Array.from({ length: 5000 }, (_, i) => [`f${i}`, "uuidd"]));
    const chain = Object.fromEntries(
      Array.from({ length: 1500 }, (_, i) => [
        `f${i}`,
        i === 0 ? { type: "integer" } : { type: "integer", value: `f${i - 1} + 1` },
      ]),
    );
    for (const fields of [
      { a: deep },
      wide,
      { ["x".repeat(100_000)]: "uuid" },
      { a: { type: "x".repeat(100_000) } },
      chain,
      { a: { type: "expression", value: "(".repeat(50_000) } },
    ]) {
      const { issues } = compile({ tables: { t: { fields } } });
      expect(Array.isArray(issues)).toBe(true);
    }
    const loop: Record<string, unknown> = { type: "object" };
    loop["fields"] = { again: loop };
    expect(compile({ tables: { t: { fields: { a: loop } } } }).issues.length).toBeGreaterThan(0);
  });
});
