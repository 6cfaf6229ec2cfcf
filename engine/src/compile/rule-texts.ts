import type { Schema } from "../schema/schema.ts";
import { readsOfText } from "./conditions.ts";
import type { Expanded } from "./expand.ts";

const LONG = 100; // characters of a list or mapping that is told by its number of entries

/** A value of a rule, shortened to what people can read on a line. */
function toShort(value: unknown): string {
  if (typeof value === "string") return value;
  const text = JSON.stringify(value);
  if (text.length <= LONG || typeof value !== "object" || value === null) return text;
  const entries = Object.keys(value).length;
  return Array.isArray(value) ? `[${entries} entries]` : `{${entries} entries}`;
}

/** A rule as the document has it, on one line. */
function toText(schema: Schema, path: string): string {
  const [, table = "", index = ""] = /^tables\.([^.]+)\.rules\.(\d+)$/.exec(path) ?? [];
  const { description: _description, ...rule } = schema.tables[table]?.rules?.[Number(index)] ?? {};
  return Object.entries(rule)
    .map(([key, value]) => `${key}: ${toShort(value)}`)
    .join(", ");
}

function isChanged(schema: Schema, expanded: Schema, table: string, field: string): boolean {
  const [before, after] = [schema, expanded].map(({ tables }) => tables[table]?.fields[field]);
  const raw = typeof before === "string" ? { type: before } : before;
  return JSON.stringify(raw) !== JSON.stringify(after);
}

/** The rules that made, narrowed or mend a field, as the document has them, by column: what `explain` says of them. */
export function ruleTexts(schema: Schema, expanded: Expanded): ReadonlyMap<string, string> {
  const found = new Map<string, Set<string>>();
  const add = (column: string, path: string): void =>
    void found.set(column, (found.get(column) ?? new Set()).add(toText(schema, path)));
  for (const [field, path] of expanded.origins) {
    const [, table = "", name = ""] = /^tables\.([^.]+)\.fields\.(.+)$/.exec(field) ?? [];
    add(`${table}.${name}`, path);
  }
  for (const [table, { checks, mended, given }] of expanded.checks)
    for (const { text, path } of checks)
      for (const name of readsOfText(text))
        if (mended.has(name) || given.has(name) || isChanged(schema, expanded.schema, table, name))
          add(`${table}.${name}`, path);
  return new Map([...found].map(([column, texts]) => [column, [...texts].join("; ")]));
}
