// The contract between server and web: shapes of requests and responses. Nothing of Node.
import { z } from "zod";

/** `GET /api/health`. */
export const Health = z.object({ status: z.literal("ok"), version: z.string(), edition: z.number() });
export type Health = z.infer<typeof Health>;

/** `GET /api/data-types`: one field type, with a field as one would write it. */
export const DataType = z.object({ name: z.string(), summary: z.string(), example: z.record(z.string(), z.unknown()) });
export type DataType = z.infer<typeof DataType>;
export const DataTypes = z.array(DataType);

/** `GET /api/templates`: one template; `text` is its YAML. */
export const Template = z.object({ name: z.string(), summary: z.string(), text: z.string() });
export type Template = z.infer<typeof Template>;
export const Templates = z.array(Template);

/** Every error: RFC 9457. */
export const Problem = z.object({ type: z.string(), title: z.string(), status: z.number(), detail: z.string() });
export type Problem = z.infer<typeof Problem>;
