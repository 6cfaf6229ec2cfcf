import { z } from "zod";

/** `GET /api/health`. */
export const Health = z
  .object({ status: z.literal("ok"), version: z.string(), edition: z.number() })
  .meta({ id: "Health" });
export type Health = z.infer<typeof Health>;

/** `GET /api/data-types`: one field type, with a field as one would write it. */
export const DataType = z
  .object({ name: z.string(), summary: z.string(), example: z.record(z.string(), z.unknown()) })
  .meta({ id: "DataType" });
export type DataType = z.infer<typeof DataType>;
export const DataTypes = z.array(DataType);
