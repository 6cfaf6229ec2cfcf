import { compile, fieldTypes, generate, type Machine } from "@semblance/engine";
import { toTexts } from "./summarize.ts";

const ROWS = 3;
const LONGEST = 60; // characters of one value

/** What examples of types may name: fields of the row, and a table beside it. */
const NEIGHBOURS = {
  id: "sequence",
  status: { type: "category", values: ["active", "inactive"] },
  start: { type: "date" },
  employees: { type: "integer", min: 1, max: 5000 },
  amount: { type: "decimal", min: 5, max: 500 },
};
const CUSTOMERS = {
  rows: 20,
  fields: { id: { type: "sequence", key: true }, registered: { type: "datetime", to: "now-6mo" } },
};
const ORDERS = {
  rows: { per: "t0", min: 1, max: 5 },
  fields: { t_id: { type: "reference", to: "t0.id" }, total: { type: "decimal", min: 5, max: 500 } },
};

/** Some values of field types as their examples give them; a type whose example needs more than one row around it has none. */
export function samplesOf(
  names: readonly string[],
  machine: Machine,
  now: number,
): Readonly<Record<string, readonly string[]>> {
  const types = fieldTypes.filter(({ name }) => names.includes(name));
  const documentOf = (some: typeof types): unknown => ({
    now: new Date(now).toISOString(),
    seed: 1,
    tables: {
      ...Object.fromEntries(
        some.map(({ name, example }, k) => [
          `t${k}`,
          { rows: 1000, fields: { ...NEIGHBOURS, field: { ...example, type: name } } },
        ]),
      ),
      ...(some.length === 0 ? { t0: { rows: 1, fields: NEIGHBOURS } } : {}),
      customers: CUSTOMERS,
      orders: ORDERS,
    },
  });
  const { issues } = compile(documentOf(types));
  const bad = new Set(issues.map(({ path }) => path.split(".")[1]));
  const good = types.filter((_, k) => !bad.has(`t${k}`));
  const { plan } = compile(documentOf(good));
  const made: Record<string, readonly string[]> = {};
  if (plan === undefined) return made;
  good.forEach(({ name }, k) => {
    for (const batch of generate(plan, { table: `t${k}`, from: 1, to: 1 + ROWS }, machine)) {
      const column = batch.header.columns.findIndex((header) => header.name === "field");
      const texts = Array.from({ length: batch.length }, (_, i) => toTexts(batch, i)[column] ?? "");
      made[name] = texts.map((text) => (text.length > LONGEST ? `${text.slice(0, LONGEST)}…` : text));
    }
  });
  return made;
}
