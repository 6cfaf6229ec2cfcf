import type { ColumnType } from "../batch/column.ts";
import type { ColumnId } from "../plan/plan.ts";
import type { Source } from "./field-type.ts";
import type { TableLowering } from "./steps.ts";

/**
 * A field that is still being lowered, read in the row that a reference to the same table points to, which stands before: what it is follows
 * from its type alone. Undefined where that does not tell.
 */
export function openSource(table: TableLowering, name: string, via: ColumnId): Source | undefined {
  const field = table.fields.get(name)!;
  const target = field.type.derived?.(field.params);
  if (target === undefined) return undefined;
  const { kind, scale = 0, millis = false } = target;
  const type: ColumnType = { kind, scale, millis, nullable: true };
  table.assumed.set(name, type);
  return { ...type, input: { column: `${table.name}.${name}`, via, descends: true } };
}

/** Whether a field came out as something else than what was assumed of it. */
export function spoilsOpen(assumed: ColumnType, { kind, scale, millis, dictionary }: ColumnType): boolean {
  return kind !== assumed.kind || scale !== assumed.scale || millis !== assumed.millis || dictionary !== undefined;
}
