import type { ColumnId } from "./plan.ts";

/** `firstLatin` and `clean.text` as plain words. */
function spoken(part: string): string {
  return part
    .replaceAll(/([a-z])([A-Z])/g, "$1 $2")
    .replaceAll(/[.#_-]+/g, " ")
    .trim()
    .toLowerCase();
}

/** What stands behind a field's own name in the id of a column that is made on the way to it. */
function ofField(field: string, rest: string): string {
  const part = rest.replace(/^\.?#+/, "");
  switch (part) {
    case "value":
      return `${field} before nulls`;
    case "nullable":
      return `${field} with its nulls`;
    case "condition":
      return `the condition of ${field}`;
    case "row":
      return `the row that ${field} refers to`;
    case "followed":
      return `the row that ${field} refers to, if any`;
    default:
      return `${spoken(part)} of ${field}`;
  }
}

/** What the dirt makes of a field on its way to delivery. */
function dirtyName(group: string, rest: string): string | undefined {
  const [, field = "", part = ""] = /^([^.]*)\.?(.*)$/.exec(rest) ?? [];
  if (group === "order") return rest === "source" ? "the row delivered here" : `${spoken(rest)} of the row`;
  if (group === "dirty") return part === "" ? `${field}, spoiled` : `${spoken(part)} of ${field}`;
  if (group === "delivered") return part === "" ? `${field} as delivered` : `${field} as delivered (${spoken(part)})`;
  return undefined;
}

/** A column's name for people: fields as they are called, what is computed on the way to them in words. */
export function nameOf(column: ColumnId): string {
  const dot = column.indexOf(".");
  const inner = column.slice(dot + 1);
  if (!inner.includes("#")) return inner;
  if (!inner.startsWith("#")) {
    const at = inner.indexOf(".#");
    return at === -1 ? spoken(inner) : ofField(inner.slice(0, at), inner.slice(at));
  }
  if (inner === "#parent") return "the parent row";
  const [, group = "", rest = ""] = /^#([^.]*)\.?(.*)$/.exec(inner) ?? [];
  if (rest === "") return spoken(group);
  // Rules of one kind are numbered, which says nothing to people.
  if (/^\d+$/.test(rest)) return `what the rule ${spoken(group)} needs`;
  return dirtyName(group, rest) ?? `${spoken(rest)} of the ${spoken(group)}`;
}

/** How a column of row numbers chose the row of another table, in words. */
export function choiceOf(via: ColumnId): string {
  const inner = via.slice(via.indexOf(".") + 1);
  if (inner === "#parent") return "its parent";
  if (inner === "#order.source") return "the row delivered here";
  const [, field] = /^([^#]+)\.#/.exec(inner) ?? [];
  return field === undefined ? `by ${nameOf(via)}` : `the one ${field} refers to`;
}
