import { readFileSync, writeFileSync } from "node:fs";
import { formats } from "@semblance/engine";
import { describe, expect, it } from "vitest";
import { fileOf, planOf, sha256, templates } from "./templates.ts";

const ROWS = 2000;
const file = new URL("frozen/sha256.json", import.meta.url);

/** Set only by hand, when an edition is cut: `FREEZE=1 npx vitest run e2e/frozen.test.ts` writes the hashes anew. */
const freeze = process.env["FREEZE"] === "1";

describe("frozen bytes", () => {
  const frozen = (freeze ? {} : JSON.parse(readFileSync(file, "utf8"))) as Record<string, string>;
  const found: Record<string, string> = {};

  it.each(templates)("%s gives the bytes of its edition in every format", async (template) => {
    const plan = await planOf(template);
    for (const table of plan.tables) {
      for (const format of formats) {
        const name = `${template}/${table.header.table}.${format.name}`;
        found[name] = sha256(fileOf(plan, table, format.name, Math.min(ROWS, table.rows)));
      }
    }
    const expected = freeze ? found : frozen;
    for (const [name, hash] of Object.entries(found)) expect([name, hash]).toEqual([name, expected[name]]);
  });

  it("no file is frozen that no template gives", () => {
    if (freeze) writeFileSync(file, `${JSON.stringify(found, null, 2)}\n`);
    else expect(Object.keys(found).sort()).toEqual(Object.keys(frozen).sort());
  });
});
