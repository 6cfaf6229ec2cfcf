import {
  copiesBinary,
  didYouMean,
  SchemaError,
  tableOf,
  type Issue,
  type Plan,
  type PlannedTable,
} from "@semblance/engine";
import { targetName } from "../connectors/create.ts";
import type { Destination, Live, LiveColumn, LiveForeignKey, LiveTable } from "../connectors/connector.ts";
import { loadOrder } from "./order.ts";

/** A table of the schema and the table it is loaded into. */
export interface TableLoad {
  /** Its name in the schema. */
  readonly name: string;
  readonly rows: number;
  readonly into: Destination;
}

/** Tables that are loaded together: one, or those of a circle with the foreign keys between them. */
export interface LoadGroup {
  readonly tables: readonly TableLoad[];
  /** Empty where the tables come in an order that always holds. */
  readonly circle: readonly LiveForeignKey[];
}

/** By exact name, else by one that differs in case alone. */
export function findNamed<T>(things: readonly T[], name: string, nameOf: (thing: T) => string): T | undefined {
  const exact = things.find((thing) => nameOf(thing) === name);
  if (exact !== undefined) return exact;
  const alike = things.filter((thing) => nameOf(thing).toLowerCase() === name.toLowerCase());
  return alike.length === 1 ? alike[0] : undefined;
}

/** The table of the database that a table of the schema is loaded into. */
export function findTable(live: Live, table: PlannedTable): LiveTable | undefined {
  return findNamed(live.tables, targetName(table), ({ id }) => id);
}

function toDestination(planned: PlannedTable, table: LiveTable, issues: Issue[]): Destination {
  const name = planned.header.table;
  const pairs: (readonly [field: string, column: LiveColumn])[] = [];
  for (const { name: field } of planned.header.columns) {
    const column = findNamed(table.columns, field, (c) => c.name);
    if (column === undefined) {
      const hint =
        didYouMean(
          field,
          table.columns.map((c) => c.name),
        ) ?? "Drop the field, or mark it hidden, or add the column.";
      issues.push({
        path: `${name}.${field}`,
        code: "load/no-column",
        message: `${table.id} has no such column.`,
        hint,
      });
    } else if (!column.generated) pairs.push([field, column]);
  }
  const filled = new Set(pairs.map(([, column]) => column));
  for (const column of table.columns) {
    if (column.nullable || column.fills || column.generated || table.triggers || filled.has(column)) continue;
    const message = `${table.id}.${column.name} is NOT NULL without a default, and the schema has no field for it.`;
    issues.push({
      path: name,
      code: "load/unfilled",
      message,
      hint: `Add a field ${column.name} to ${name}, or give the column a default.`,
    });
  }
  const targets = Object.fromEntries(pairs.map(([field, { name: column, target }]) => [field, { ...target, column }]));
  return {
    table,
    fields: pairs.map(([field]) => field),
    columns: pairs.map(([, column]) => column.name),
    targets,
    binary: copiesBinary(planned.header, targets),
  };
}

/** Groups of a directed graph that reach each other, those without needs first (Tarjan, SIAM J. Comput. 1(2), 1972). */
function circles(nodes: readonly string[], needs: (node: string) => readonly string[]): readonly (readonly string[])[] {
  const number = new Map<string, number>();
  const low = new Map<string, number>();
  const stack: string[] = [];
  const found: string[][] = [];
  const visit = (node: string): void => {
    number.set(node, number.size);
    low.set(node, number.get(node)!);
    stack.push(node);
    for (const next of needs(node)) {
      if (!number.has(next)) visit(next);
      if (stack.includes(next)) low.set(node, Math.min(low.get(node)!, low.get(next)!));
    }
    if (low.get(node) !== number.get(node)) return;
    found.push(stack.splice(stack.indexOf(node)));
  };
  for (const node of nodes) if (!number.has(node)) visit(node);
  return found;
}

/** Puts the tables into groups, parents first. */
function toGroups(loads: readonly TableLoad[], foreignKeys: readonly LiveForeignKey[]): readonly LoadGroup[] {
  // What triggers fill is found full when its turn comes, so tables with triggers come first where that is free.
  const ordered = [...loads.filter(({ into }) => into.table.fires), ...loads.filter(({ into }) => !into.table.fires)];
  const byId = new Map(ordered.map((load) => [load.into.table.id, load]));
  const between = foreignKeys.filter(({ table, parent }) => table !== parent && byId.has(table) && byId.has(parent));
  const parents = Map.groupBy(between, ({ table }) => table);
  const order = [...byId.keys()];
  return circles(order, (id) => (parents.get(id) ?? []).map(({ parent }) => parent)).map((ids) => ({
    tables: ids.toSorted((a, b) => order.indexOf(a) - order.indexOf(b)).map((id) => byId.get(id)!),
    circle: between.filter(({ table, parent }) => ids.length > 1 && ids.includes(table) && ids.includes(parent)),
  }));
}

/** Matches tables and columns by name and orders the tables; throws SchemaError with everything that does not fit. */
export function planLoad(plan: Plan, live: Live, wanted?: ReadonlySet<string>): readonly LoadGroup[] {
  const issues: Issue[] = [];
  const loads = loadOrder(plan)
    .filter((name) => wanted?.has(name) ?? true)
    .flatMap((name): TableLoad[] => {
      const planned = tableOf(plan, name);
      const table = findTable(live, planned);
      if (table !== undefined) return [{ name, rows: planned.rows, into: toDestination(planned, table, issues) }];
      const target = targetName(planned);
      const hint =
        didYouMean(
          target,
          live.tables.map(({ id }) => id),
        ) ?? "Add --create-tables to have it made.";
      issues.push({ path: name, code: "load/no-table", message: `the database has no table ${target}.`, hint });
      return [];
    });
  const taken = Map.groupBy(loads, ({ into }) => into.table.id);
  for (const [id, several] of taken) {
    if (several.length === 1) continue;
    const names = several.map(({ name }) => name).join(", ");
    issues.push({
      path: names,
      code: "load/same-table",
      message: `all of them go into ${id}.`,
      hint: "Give each table a target of its own.",
    });
  }
  if (issues.length > 0) throw new SchemaError(issues);
  return toGroups(loads, live.foreignKeys);
}
