import type { PlannedTable, Relation } from "../plan/plan.ts";
import type { CheckedField, TableLowering } from "./lowering.ts";

type Tables = ReadonlyMap<string, TableLowering>;

const isDelivered = (table: TableLowering | undefined, name: string): boolean =>
  table?.fields.get(name)?.hidden === false;

/** `table.field` in two; names hold no dot. */
function split(to: string): { readonly table: string; readonly field: string } {
  const dot = to.indexOf(".");
  return { table: to.slice(0, dot), field: to.slice(dot + 1) };
}

/** The reference that `with` leads to in the end, or the field itself. */
export function headOf(fields: ReadonlyMap<string, CheckedField>, name: string): string {
  const seen = new Set<string>();
  for (let at = name; !seen.has(at);) {
    seen.add(at);
    const next = fields.get(at)?.params["with"];
    if (typeof next !== "string") return at;
    at = next;
  }
  return name;
}

function referencesOf(table: TableLowering, tables: Tables): readonly Relation[] {
  const relations = new Map<
    string,
    { columns: string[]; table: string; targets: string[]; by?: NonNullable<Relation["by"]> }
  >();
  for (const [name, { type, params }] of table.fields) {
    if (type.name !== "reference") continue;
    const { to, by } = params;
    if (typeof to === "string") {
      const { table: there, field } = split(to);
      const head = headOf(table.fields, name);
      const relation = relations.get(head) ?? { columns: [], table: there, targets: [] };
      relations.set(head, { ...relation, columns: [...relation.columns, name], targets: [...relation.targets, field] });
    } else if (typeof by === "string") {
      for (const [value, each] of Object.entries(to as Readonly<Record<string, string>>)) {
        const { table: there, field } = split(each);
        relations.set(`${name}.${value}`, {
          columns: [name],
          table: there,
          targets: [field],
          by: { column: by, value },
        });
      }
    }
  }
  return [...relations.values()].filter(
    ({ columns, targets, by, table: there }) =>
      columns.every((name) => isDelivered(table, name)) &&
      targets.every((name) => isDelivered(tables.get(there), name)) &&
      (by === undefined || isDelivered(table, by.column)),
  );
}

/** What loaders and certificates know of a table's keys and references without the document. */
export function relationsOf(table: TableLowering, tables: Tables): Pick<PlannedTable, "key" | "unique" | "references"> {
  const named = (flag: string): string[] =>
    [...table.fields].filter(([, { params }]) => params[flag] === true).map(([name]) => name);
  const key = named("key");
  const groups = [...named("unique").map((name) => [name]), ...table.groups];
  const text = (names: readonly string[]): string => JSON.stringify(names.toSorted());
  const distinct = new Map(groups.map((names) => [text(names), names]));
  distinct.delete(text(key));
  return {
    key: key.every((name) => isDelivered(table, name)) ? key : [],
    unique: [...distinct.values()].filter((names) => names.every((name) => isDelivered(table, name))),
    references: referencesOf(table, tables),
  };
}
