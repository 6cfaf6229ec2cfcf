import { createHash } from "node:crypto";
import { describe, expect, it } from "vitest";
import { readCell } from "../batch/cells.ts";
import { generate } from "../plan/generate.ts";
import { compile } from "./compile.ts";

const NOW = Date.UTC(2026, 0, 1);
type Fields = Record<string, unknown>;

const base: Fields = {
  id: { type: "uuid", key: true },
  name: "person.full_name",
  email: { type: "internet.email", from: "name", unique: true },
  born: { type: "person.birth_date" },
  age: { type: "person.age" },
  amount: { type: "decimal", min: 0, max: 500 },
  level: { type: "category", values: { low: 5, high: 1 }, null: 0.2 },
  placed: { type: "datetime", from: "now-1y", to: "now" },
  double: { type: "decimal", value: "amount * 2" },
};

/** SHA-256 of each column's cells over rows [from, to) of a table. */
function columnHashes(
  tables: Record<string, unknown>,
  table: string,
  from: number,
  to: number,
  seed = 3,
): Record<string, string> {
  const { plan, issues } = compile({ seed, tables }, { now: NOW });
  if (plan === undefined) throw new Error(JSON.stringify(issues));
  const hashes = new Map<string, ReturnType<typeof createHash>>();
  for (const batch of generate(plan, { table, from, to })) {
    batch.header.columns.forEach((header, c) => {
      const hash = hashes.get(header.name) ?? createHash("sha256");
      hashes.set(header.name, hash);
      for (let i = 0; i < batch.length; i++)
        hash.update(`${JSON.stringify(readCell(batch.machine, header, batch.columns[c]!, i))}\n`);
    });
  }
  return Object.fromEntries([...hashes].map(([name, hash]) => [name, hash.digest("hex")]));
}

const people = (fields: Fields, rows = 3000): Record<string, unknown> => ({ people: { rows, fields } });

describe("the stabilities", () => {
  const before = columnHashes(people(base), "people", 0, 3000);

  it("editing a field changes only its column and what derives from it", () => {
    const after = columnHashes(people({ ...base, amount: { type: "decimal", min: 0, max: 600 } }), "people", 0, 3000);
    expect(Object.keys(before).filter((name) => before[name] !== after[name])).toEqual(["amount", "double"]);
  });

  it("adding, removing and reordering fields changes no other column", () => {
    const { level: _level, ...fewer } = base;
    const shuffled = Object.fromEntries(Object.entries({ ...fewer, extra: "uuid" }).reverse());
    const after = columnHashes(people(shuffled), "people", 0, 3000);
    for (const name of Object.keys(fewer)) expect([name, after[name]]).toEqual([name, before[name]]);
  });

  it("adding a table changes no other table", () => {
    const tables = { ...people(base), others: { rows: 10, fields: base } };
    expect(columnHashes(tables, "people", 0, 3000)).toEqual(before);
    expect(columnHashes(tables, "others", 0, 10)).not.toEqual(columnHashes(tables, "people", 0, 10));
  });

  it("growing a table keeps its old rows", () => {
    expect(columnHashes(people(base, 1_000_000_000), "people", 0, 3000)).toEqual(before);
  });

  it("another seed changes every drawn column", () => {
    const after = columnHashes(people(base), "people", 0, 3000, 4);
    for (const name of Object.keys(before)) expect([name, after[name] === before[name]]).toEqual([name, false]);
  });
});
