import type { z } from "zod";
import { Field, Name, Schema, Table } from "../schema/schema.ts";

type Entries = Readonly<Record<string, unknown>>;

const isMapping = (value: unknown): value is Entries =>
  typeof value === "object" && value !== null && !Array.isArray(value);

/** The entries that the shape knows and that fit it. */
function fitting(shape: Readonly<Record<string, z.ZodType>>, entries: Entries): Record<string, unknown> {
  return Object.fromEntries(
    Object.entries(entries).filter(
      ([name, value]) => Object.hasOwn(shape, name) && shape[name]!.safeParse(value).success,
    ),
  );
}

/**
 * What is right of a document that is not: the rest, already complained of, is left out, so that the complaints about what remains can be
 * given at the same time. Undefined where nothing is left.
 */
export function mend(document: unknown): Schema | undefined {
  if (!isMapping(document) || !isMapping(document["tables"])) return undefined;
  const tables = Object.entries(document["tables"]).flatMap(([name, table]) => {
    if (!isMapping(table) || !Name.safeParse(name).success) return [];
    const fields = isMapping(table["fields"]) ? table["fields"] : {};
    const right = Object.entries(fields).filter(
      ([field, value]) => Name.safeParse(field).success && Field.safeParse(value).success,
    );
    return right.length === 0
      ? []
      : [[name, { ...fitting(Table.shape, table), fields: Object.fromEntries(right) }] as const];
  });
  if (tables.length === 0) return undefined;
  const mended = Schema.safeParse({ ...fitting(Schema.shape, document), tables: Object.fromEntries(tables) });
  return mended.success ? mended.data : undefined;
}
