import type { CatalogueColumn, CatalogueType } from "./catalogue.ts";
import { foldChecks } from "./fold.ts";
import type { FieldGuess } from "./name-rules.ts";
import { cleanName, freeName } from "./names.ts";
import { isMoment, NOTHING, renamed } from "./place.ts";
import type { Wanted } from "./wanted.ts";

type ToField = (wanted: Wanted) => FieldGuess | undefined;

const NULL_SHARE = 0.1;
const MOST_ELEMENTS = 3; // where nothing says how many

/** What stands within an object or array, as a field of its own; its checks are those of its type. */
function innerField(column: CatalogueColumn, { note, ...wanted }: Wanted, toField: ToField): FieldGuess {
  const checks = (column.type.checks ?? []).map((check) => ({
    ...check,
    ...(check.tree !== undefined && { tree: renamed(check.tree, column.name) }),
  }));
  const { columns, rest } = foldChecks(checks, () => isMoment(column));
  const inside = (text: string): void => note(`${column.name}: ${text}`);
  for (const { text } of rest) inside(`not kept: ${text}.`);
  const folded = columns.get(column.name) ?? NOTHING;
  const made = toField({ ...wanted, column, folded, once: "none", values: 1, note: inside });
  return made ?? { type: "constant", value: "" };
}

/** The parts of an object as fields. */
export function objectField(wanted: Wanted, toField: ToField): FieldGuess {
  const taken = new Set<string>();
  const fields: Record<string, FieldGuess> = {};
  for (const column of wanted.column.type.fields ?? []) {
    const name = freeName(cleanName(column.name), taken);
    taken.add(name);
    const made = innerField(column, wanted, toField);
    const share = Number((column.statistics?.nulls ?? NULL_SHARE).toPrecision(4));
    fields[name] = column.nullable ? { ...made, null: share } : made;
  }
  return { type: "object", fields };
}

/** The name of one of several: `photoUrls` is a list of what a `photoUrl` is. */
const one = (name: string): string =>
  name
    .replace(/(?<=[a-z])ies$/, "y")
    .replace(/(?<=(?:x|ch|sh|ss))es$/, "")
    .replace(/(?<=[a-rt-z])s$/, "");

/** Elements of an array, as many as are said. */
export function arrayField(wanted: Wanted, element: CatalogueType, toField: ToField): FieldGuess {
  const { name, type } = wanted.column;
  const min = type.min ?? 0;
  const of = innerField(
    { name: one(name), type: element, nullable: false, ...(element.statistics && { statistics: element.statistics }) },
    wanted,
    toField,
  );
  return { type: "array", of, min, max: Math.min(type.max ?? Math.max(min, MOST_ELEMENTS), min + 50) };
}
