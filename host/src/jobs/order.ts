import type { Plan } from "@semblance/engine";

const tableIn = (column: string): string => column.slice(0, column.indexOf("."));

/** Tables that each table reads cells of, by name; itself left out. */
function needs(plan: Plan): ReadonlyMap<string, ReadonlySet<string>> {
  const found = new Map(plan.tables.map(({ header }) => [header.table, new Set<string>()]));
  for (const [id, { inputs }] of plan.steps) {
    for (const { column } of inputs) if (tableIn(column) !== tableIn(id)) found.get(tableIn(id))?.add(tableIn(column));
  }
  return found;
}

/** Names of the tables to deliver, those that others refer to first; the document's order where that is free, or where they form a circle. */
export function loadOrder(plan: Plan): readonly string[] {
  const needed = needs(plan);
  const order = new Set<string>();
  const visiting = new Set<string>();
  const visit = (table: string): void => {
    if (order.has(table) || visiting.has(table)) return;
    visiting.add(table);
    for (const parent of needed.get(table) ?? []) visit(parent);
    order.add(table);
  };
  for (const table of needed.keys()) visit(table);
  const hidden = new Set(plan.tables.filter((table) => table.hidden).map(({ header }) => header.table));
  return [...order].filter((table) => !hidden.has(table));
}
