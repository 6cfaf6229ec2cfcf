import { z } from "zod";
import { quote } from "../conditions.ts";
import { defineRule, findFields, type RawField } from "./rule-kind.ts";

const Cell = z.union([z.string(), z.number(), z.boolean(), z.null()]);
/** How a field of a type reads its cell from a text or number; all other types take it as it stands. */
const READ: Readonly<Record<string, (name: string) => string>> = {
  integer: (name) => name,
  rating: (name) => name,
  decimal: (name) => name,
  price: (name) => name,
  money: (name) => name,
  percent: (name) => name,
  float: (name) => name,
  number: (name) => name,
  boolean: (name) => name,
  date: (name) => `date(${name})`,
  datetime: (name) => `timestamp(${name})`,
  timestamp: (name) => `timestamp(${name})`,
  time: (name) => `time(${name})`,
  duration: (name) => `duration(${name})`,
};

const MOST_TEXT = 4000; // of an expression
const MOST_ROWS = 150; // operators in a row

/** Fields that only occur in given combinations. */
export const combinations = defineRule({
  name: "combinations",
  summary: "Fields whose values only occur together as listed",
  params: z.object({
    combinations: z.array(z.string()).min(1).max(50).describe("The fields."),
    of: z
      .array(z.array(Cell).min(1).max(51))
      .min(1)
      .max(10_000)
      .describe("The rows of a table: a value for each field and, where all rows have one more, the row's weight."),
    exact: z.boolean().optional().describe("Shares are exact over all rows of the table."),
  }),
  example: {
    fields: { country: "text", currency: "text", rate: "decimal" },
    rule: {
      combinations: ["country", "currency", "rate"],
      of: [
        ["DE", "EUR", 0.19, 3],
        ["US", "USD", 0, 5],
      ],
    },
  },
  apply({ combinations: names, of, exact }, site) {
    const fields = findFields(site, names, "combinations");
    if (fields === undefined) return;
    const widths = new Set(of.map(({ length }) => length));
    const [width = 0] = widths;
    const isWeighted = width === names.length + 1;
    if (widths.size > 1 || (width !== names.length && !isWeighted)) {
      site.issue(
        "schema/rule-shape",
        `expected rows of ${names.length} values, or of one more with a weight; found rows of ${[...widths].join(", ")}.`,
        "Give every row a value for each field, and all of them a weight or none.",
        "of",
      );
      return;
    }
    const weights = of.map((row) => (isWeighted ? row.at(-1) : 1));
    if (
      !weights.every((weight) => typeof weight === "number" && weight >= 0) ||
      !weights.some((weight) => weight !== 0)
    ) {
      site.issue(
        "schema/rule-shape",
        "weights are numbers of at least 0, and some is more than 0.",
        "Correct the last column.",
        "of",
      );
      return;
    }
    const which = `#combinations.${site.index}`;
    const values = Object.fromEntries(weights.map((weight, k) => [String(k), weight]));
    site.set(which, { type: "category", values, hidden: true, ...(exact === true ? { exact } : {}) });
    const rows = of.map((row) => {
      const cells = names.map((name, c) => `${quote(name)} == ${JSON.stringify(row[c])}`);
      return cells.length === 1 ? cells[0]! : `(${cells.join(" && ")})`;
    });
    const text = rows.join(" || ");
    if (text.length <= MOST_TEXT && of.length <= MOST_ROWS) site.check({ text, built: true });
    names.forEach((name, c) => {
      const { type, scale, description, hidden } = fields[c]!;
      const common: RawField = Object.fromEntries(
        Object.entries({ description, hidden }).filter(([, value]) => value !== undefined),
      );
      const map = { type: "map", from: which, values: Object.fromEntries(of.map((row, k) => [String(k), row[c]])) };
      const read = READ[String(type)];
      if (read === undefined) {
        site.set(name, { ...common, ...map });
        return;
      }
      site.set(`${which}.${name}`, { ...map, hidden: true });
      const scaled = scale === undefined ? {} : { scale };
      site.set(name, { ...common, type, ...scaled, value: read(`\`${which}.${name}\``) });
    });
  },
});
