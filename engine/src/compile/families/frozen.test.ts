import { createHash } from "node:crypto";
import { readFileSync } from "node:fs";
import { expect, it } from "vitest";
import { parseText } from "../../sources/document.ts";
import { cellsOf, planOf } from "../duck.ts";

const page = readFileSync(new URL("../../../../docs/time.md", import.meta.url), "utf8");
const blocks = [...page.matchAll(/^```yaml\n(.*?)^```/gms)].map(([, text = ""]) => parseText(text).document as Fields);

type Fields = Readonly<Record<string, unknown>>;

/** The page's schemas by name, and one of the fields that stand alone. */
const schemas: readonly Fields[] = [
  ...blocks.filter((block) => "tables" in block),
  {
    name: "fields",
    tables: {
      t: { rows: 500, fields: Object.assign({}, ...blocks.filter((block) => !("tables" in block))) as Fields },
    },
  },
];

/** The first rows of every table of docs/time.md under a fixed now and seed. They may change with an edition only. */
const FROZEN: Readonly<Record<string, string>> = {
  cohorts: "29d7b54ce273b24a",
  fields: "e1b49b9db6efb5a0",
  lives: "a86ab64c1d929aa1",
  logs: "a968d3490c8ea55b",
  readings: "968b80aa41d0480b",
  versions: "fc0bc78ad9bdb6ff",
  visits: "6a82802575795d8e",
};

function hashOf(schema: Fields): string {
  const plan = planOf({ now: "2026-01-31T12:00:00Z", seed: 1, ...schema });
  const hash = createHash("sha256");
  for (const { header, rows } of plan.tables)
    hash.update(JSON.stringify(cellsOf(plan, header.table, 0, Math.min(rows, 500))));
  return hash.digest("hex").slice(0, 16);
}

it("the examples of docs/time.md keep their bytes", () => {
  expect(Object.fromEntries(schemas.map((schema) => [schema["name"], hashOf(schema)]))).toEqual(FROZEN);
});
