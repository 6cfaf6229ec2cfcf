import type { Issue } from "../errors.ts";
import type { Rule, Schema, Table } from "../schema/schema.ts";
import { show } from "./shapes.ts";
import { didYouMean } from "./suggest.ts";

/** A schema whose rules all stand at their tables, and where those did that stood at the schema: `tables.orders.rules.2` was `rules.0`. */
export interface Gathered {
  readonly schema: Schema;
  readonly places: ReadonlyMap<string, string>;
}

/** Moves the schema's own rules behind those of the tables they name; complaints go to `issues`. */
export function gatherRules(schema: Schema, issues: Issue[]): Gathered {
  const { rules: all = [], ...rest } = schema;
  if (all.length === 0) return { schema, places: new Map() };
  const places = new Map<string, string>();
  const rules = new Map<string, Rule[]>();
  all.forEach(({ table: name, ...rule }, k) => {
    const table = Object.hasOwn(schema.tables, name) ? schema.tables[name] : undefined;
    if (table === undefined) {
      const hint = didYouMean(name, Object.keys(schema.tables));
      const message = `there is no table ${show(name)}.`;
      issues.push({
        path: `rules.${k}.table`,
        code: "schema/unknown-table",
        message,
        ...(hint === undefined ? {} : { hint }),
      });
      return;
    }
    const list = rules.get(name) ?? [...(table.rules ?? [])];
    places.set(`tables.${name}.rules.${list.length}`, `rules.${k}`);
    rules.set(name, [...list, rule]);
  });
  const tables = Object.entries(schema.tables).map(([name, table]): [string, Table] => {
    const own = rules.get(name);
    return [name, own === undefined ? table : { ...table, rules: own }];
  });
  return { schema: { ...rest, tables: Object.fromEntries(tables) }, places };
}

/** The complaint at the place where the rule stands in the document. */
export function toPlace(issue: Issue, { places }: Pick<Gathered, "places">): Issue {
  const [, head = "", rest = ""] = /^(tables\..+?\.rules\.\d+)(\..*)?$/.exec(issue.path) ?? [];
  const place = places.get(head);
  return place === undefined ? issue : { ...issue, path: place + rest };
}
