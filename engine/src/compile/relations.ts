import type { PlannedTable, Relation } from "../plan/plan.ts";
import type { CheckedField, TableLowering } from "./steps.ts";

type Tables = ReadonlyMap<string, TableLowering>;

const isDelivered = (table: TableLowering | undefined, name: string): boolean =>
  table?.fields.get(name)?.hidden === false;

type Raw = Readonly<Record<string, unknown>>;

/** `table.field` in two, undefined where the text is none; names hold no dot. */
export function splitTarget(to: string): { readonly table: string; readonly field: string } | undefined {
  const dot = to.indexOf(".");
  return dot > 0 && dot < to.length - 1 ? { table: to.slice(0, dot), field: to.slice(dot + 1) } : undefined;
}

/** Whether a reference's parameters choose its row themselves, so that no combination may. */
export function isSelfChosen(params: Raw): boolean {
  return ["by", "with", "under", "tree", "counted"].some((name) => params[name] !== undefined);
}

/** The reference by which a table's rows are counted: the first one to its parent that asks for no rows of its own choice. A unique one does, unless a parent has at most one row. */
export function ownerOf(
  fields: ReadonlyMap<string, Raw>,
  { table: parent, most }: { readonly table: string; readonly most: number },
): string | undefined {
  const keys = [...fields.values()].filter((raw) => raw["key"] === true).length;
  const isChosen = (raw: Raw): boolean =>
    ["distribution", "with", "under", "tree"].some((name) => raw[name] !== undefined) ||
    raw["counted"] === true ||
    (most > 1 && (raw["unique"] === true || (raw["key"] === true && keys === 1)));
  const isPlain = (raw: Raw): boolean =>
    raw["type"] === "reference" &&
    typeof raw["to"] === "string" &&
    splitTarget(raw["to"])?.table === parent &&
    !isChosen(raw);
  return [...fields].find(([, raw]) => isPlain(raw))?.[0];
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

/** Where a reference takes a row `under` another one: that one, and the target's reference to the same key. */
function sharedParent(
  table: TableLowering,
  { under }: Raw,
  there: TableLowering | undefined,
): { readonly own: string; readonly target: string } | undefined {
  if (typeof under !== "string" || there?.parent === undefined) return undefined;
  const target = ownerOf(there.raw, there.parent);
  const key = table.fields.get(under)?.params["to"];
  if (target === undefined || key !== there.fields.get(target)?.params["to"]) return undefined;
  return { own: under, target };
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
      const { table: there, field } = splitTarget(to) ?? { table: "", field: "" };
      const head = headOf(table.fields, name);
      const shared = sharedParent(table, params, tables.get(there));
      if (shared !== undefined) {
        relations.set(name, { columns: [shared.own, name], table: there, targets: [shared.target, field] });
        continue;
      }
      const relation = relations.get(head) ?? { columns: [], table: there, targets: [] };
      relations.set(head, { ...relation, columns: [...relation.columns, name], targets: [...relation.targets, field] });
    } else if (typeof by === "string") {
      for (const [value, each] of Object.entries(to as Readonly<Record<string, string>>)) {
        const { table: there, field } = splitTarget(each) ?? { table: "", field: "" };
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
  const key = [...table.fields].filter(([, { params }]) => params["key"] === true).map(([name]) => name);
  const alone = [...table.fields].filter(([, { unique }]) => unique).map(([name]) => [name]);
  const groups = [...alone, ...table.groups];
  const text = (names: readonly string[]): string => JSON.stringify(names.toSorted());
  const distinct = new Map(groups.map((names) => [text(names), names]));
  distinct.delete(text(key));
  return {
    key: key.every((name) => isDelivered(table, name)) ? key : [],
    unique: [...distinct.values()].filter((names) => names.every((name) => isDelivered(table, name))),
    references: referencesOf(table, tables),
  };
}
