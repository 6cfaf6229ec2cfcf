import { describe, expect, it } from "vitest";
import { cellsOf, complaintsOf, gatheredCells, planOf } from "../duck.ts";
import { ruleKinds } from "./all.ts";
import type { RuleKind } from "./rule-kind.ts";

const ROWS = 300;

function schemaOf({ example }: RuleKind, rules: readonly object[] = [example.rule]): object {
  const rows = example.perParent === true ? { per: "parents", min: 3, max: 3 } : ROWS;
  const parents = { rows: ROWS / 3, fields: { id: { type: "sequence", key: true } } };
  return { now: "2026-01-31T12:00:00Z", seed: 5, tables: { parents, t: { rows, fields: example.fields, rules } } };
}

describe.each(ruleKinds.map((kind) => ({ name: kind.name, kind })))("the rule $name", ({ name, kind }) => {
  it("is known by its first parameter, and its example compiles", () => {
    expect(Object.keys(kind.params.shape)[0]).toBe(name);
    expect(Object.keys(kind.example.rule)).toContain(name);
    expect(complaintsOf(schemaOf(kind))).toEqual([]);
  });

  it("gives the same rows in any slice and in any order", () => {
    const plan = planOf(schemaOf(kind));
    const whole = cellsOf(plan, "t");
    expect(whole).toHaveLength(ROWS);
    for (const cut of [1, 8, 107])
      expect([...cellsOf(plan, "t", 0, cut), ...cellsOf(plan, "t", cut, ROWS)]).toEqual(whole);
    const order = whole.map((_, k) => (k * 149 + 11) % ROWS); // 149 has no factor in common with 300
    expect(gatheredCells(plan, "t", order)).toEqual(order.map((row) => whole[row]));
  });

  it("says where it stands when it is wrong", () => {
    const complaints = complaintsOf(schemaOf(kind, [{ ...kind.example.rule, no_such_entry: 1 }]));
    expect(complaints.length).toBeGreaterThan(0);
    expect(complaints[0]).toMatch(/^tables\.t\.rules\.0/);
  });
});

it("the suite sees the kinds", () => expect(ruleKinds.length).toBeGreaterThan(1));
