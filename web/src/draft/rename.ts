import { renameField as fieldNames, renameTable as tableNames } from "@semblance/engine";
import { isMap, type Edit } from "./edit.ts";

type Names = ReturnType<typeof fieldNames>;

const toEdits = (names: Names): readonly Edit[] => names.map(({ at, value }) => ({ do: "set", at, value }));

/** The changes that give a field another name, everywhere where it is named: expressions, templates, references, rules. */
export function renameField(document: unknown, table: string, from: string, to: string): readonly Edit[] {
  const names = isMap(document) ? fieldNames(document, table, from, to) : [];
  return [...toEdits(names), { do: "rename", at: ["tables", table, "fields", from], to }];
}

/** The changes that give a table another name, everywhere where it is named. */
export function renameTable(document: unknown, from: string, to: string): readonly Edit[] {
  const edits = [...toEdits(isMap(document) ? tableNames(document, from, to) : [])];
  const dirty = isMap(document) && isMap(document["dirty"]) && Object.hasOwn(document["dirty"], from);
  if (dirty) edits.push({ do: "rename", at: ["dirty", from], to });
  return [...edits, { do: "rename", at: ["tables", from], to }];
}

/** The changes that remove a table together with what cannot be without it: references to it, and rows counted by it. */
export function dropTable(document: unknown, table: string): readonly Edit[] {
  const tables = isMap(document) && isMap(document["tables"]) ? document["tables"] : {};
  const edits: Edit[] = [];
  for (const [name, node] of Object.entries(tables)) {
    if (name === table || !isMap(node)) continue;
    const rows = node["rows"];
    if (isMap(rows) && rows["per"] === table) edits.push({ do: "set", at: ["tables", name, "rows"], value: 1000 });
    for (const [field, raw] of Object.entries(isMap(node["fields"]) ? node["fields"] : {})) {
      if (isMap(raw) && raw["type"] === "reference" && String(raw["to"]).startsWith(`${table}.`))
        edits.push({ do: "drop", at: ["tables", name, "fields", field] });
    }
  }
  return [...edits, { do: "drop", at: ["tables", table] }];
}
