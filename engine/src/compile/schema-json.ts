import { z } from "zod";
import { commonField, Schema, Table } from "../schema/schema.ts";
import { fieldShape } from "./check.ts";
import { ruleShape } from "./expand.ts";
import { fieldTypes } from "./fields/all.ts";
import { ruleKinds } from "./rules/all.ts";

/** JSON Schema (draft 2020-12) of the schema document, one branch per field type, so that editors complete and check it. */
export function schemaJson(): Record<string, unknown> {
  const fields = fieldTypes.map((type) =>
    z.strictObject({ ...fieldShape(type).shape, type: z.literal(type.name).describe(type.summary) }),
  );
  const called = z
    .string()
    .regex(/^faker\.\w+\.\w+$/)
    .describe("A method of faker.");
  const call = z.strictObject({ ...commonField, type: called, args: z.array(z.unknown()).optional() });
  const field = z.union([
    z.enum(fieldTypes.map((type) => type.name)),
    called,
    call,
    z.discriminatedUnion("type", fields as unknown as [(typeof fields)[number], ...typeof fields]),
  ]);
  const shapes = ruleKinds.map((kind) => ruleShape(kind).describe(kind.summary));
  const rules = z.array(z.union(shapes));
  const table = Schema.shape.rules.unwrap().element.shape.table;
  const document = Schema.extend({
    rules: z.array(z.union(shapes.map((shape) => shape.extend({ table })))).optional(),
    tables: z.record(z.string(), Table.extend({ fields: z.record(z.string(), field), rules: rules.optional() })),
  });
  return z.toJSONSchema(document, { io: "input", unrepresentable: "any", reused: "ref" });
}
