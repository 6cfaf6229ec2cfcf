import { expect, test } from "vitest";
import { askDuck, complaintsOf, planOf } from "./duck.ts";

const tables = (rules: readonly object[], more: object = {}): object => ({
  tables: {
    plans: { rows: 50, fields: { id: { type: "uuid", key: true } } },
    subs: { rows: 3000, fields: { id: { type: "uuid", key: true } } },
    grants: {
      rows: 2000,
      ...more,
      fields: {
        id: { type: "sequence", key: true },
        plan: { type: "reference", to: "plans.id", null: 0.2 },
        sub: { type: "reference", to: "subs.id", null: 0.2 },
        other: { type: "reference", to: "subs.id" },
        email: { type: "internet.email", unique: true, null: 0.2 },
        phone: { type: "phone.number", null: 0.3 },
      },
      rules,
    },
  },
});

const exclusive = { check: "(plan != null && sub == null) || (plan == null && sub != null)" };

test("references that nothing hangs on are drawn again, or are null, where a rule asks for it", async () => {
  const plan = planOf(tables([exclusive, { check: "other != sub" }]));
  const broken = "SELECT count(*) FROM grants WHERE (plan IS NULL) = (sub IS NULL) OR other = sub";
  const orphans =
    "SELECT count(*) FROM grants g WHERE (plan IS NOT NULL AND plan NOT IN (SELECT id FROM plans)) OR (sub IS NOT NULL AND sub NOT IN (SELECT id FROM subs)) OR other NOT IN (SELECT id FROM subs)";
  const nulls = "SELECT count(*) BETWEEN 100 AND 1900 FROM grants WHERE plan IS NULL";
  expect(await askDuck(plan, [broken, orphans, nulls])).toEqual([[["0"]], [["0"]], [[true]]]);
});

test("values that occur once stay as they are, and can only be null", async () => {
  const plan = planOf(tables([exclusive, { check: "email != null || phone != null" }], { unique: [["sub", "plan"]] }));
  const broken =
    "SELECT count(*) FROM grants WHERE (plan IS NULL) = (sub IS NULL) OR (email IS NULL AND phone IS NULL)";
  const twice = "SELECT count(email) - count(DISTINCT email) FROM grants";
  expect(await askDuck(plan, [broken, twice])).toEqual([[["0"]], [["0"]]]);
});

test("a reference that others read through stays as it is", () => {
  const borrowed = { check: "other != plan" };
  const document = tables([borrowed]) as { tables: { grants: { fields: Record<string, unknown> } } };
  const { fields } = document.tables.grants;
  fields["plan"] = { type: "reference", to: "plans.id" };
  fields["copy"] = { type: "uuid", value: "other.id" };
  fields["mirror"] = { type: "text", value: "string(plan.id)" };
  expect(complaintsOf(document).join()).toContain("none of these can be drawn again");
});
