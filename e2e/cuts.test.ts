import * as fc from "fast-check";
import { formatOf, formats } from "@semblance/engine";
import { describe, expect, it } from "vitest";
import { documentOf, fileOf, planOf, sha256, templates } from "./templates.ts";

describe("a file is the concatenation of its parts", () => {
  it.each(templates)(
    "%s: any cut of any table gives the same bytes in every format that can be cut there",
    async (template) => {
      // Tables that depend on each other have the rows that they need.
      const { tables } = documentOf(template) as { tables: object };
      const plan = await planOf(template, Object.keys(tables).length === 1 ? 5000 : undefined);
      for (const table of plan.tables) {
        for (const format of formats) {
          const { grainRows } = formatOf(format.name).open(table.header, {});
          const rows = Math.min(6000, table.rows);
          const whole = sha256(fileOf(plan, table, format.name, rows));
          fc.assert(
            fc.property(fc.uniqueArray(fc.integer({ min: 1, max: 6000 }), { maxLength: 6 }), (cuts) => {
              const aligned = [...new Set(cuts.map((cut) => Math.ceil(cut / grainRows) * grainRows))].sort(
                (a, b) => a - b,
              );
              expect(sha256(fileOf(plan, table, format.name, rows, aligned, true))).toBe(whole);
            }),
            { numRuns: 3, seed: 11 },
          );
        }
      }
    },
    120_000,
  );

  it.each(formats.map((f) => f.name))(
    "user: 140,000 rows of %s are the same whole and in parts of a grain",
    async (format) => {
      const plan = await planOf("user");
      const table = plan.tables[0]!;
      const { grainRows } = formatOf(format).open(table.header, {});
      const step = Math.max(grainRows, 20_000);
      const cuts = Array.from(
        { length: Math.ceil(140_000 / step) },
        (_, k) => Math.ceil((k * step) / grainRows) * grainRows,
      );
      const whole = fileOf(plan, table, format, 140_000);
      expect(sha256(fileOf(plan, table, format, 140_000, cuts, true))).toBe(sha256(whole));
    },
    120_000,
  );
});
