import { z } from "zod";
import { Extracted } from "./schemas.ts";

/** `POST /api/connections/test`: used once, kept nowhere. */
export const ConnectionTest = z
  .strictObject({
    /** postgres://me:secret@host/db or mysql://… */
    address: z.string().min(1).max(4096),
  })
  .meta({ id: "ConnectionTest", examples: [{ address: "postgres://me:secret@localhost/shop" }] });

/** `POST /api/connections/introspect`. */
export const IntrospectOrder = ConnectionTest.extend({
  /** Whether the database is asked for rows, ranges and frequent values of its tables. */
  statistics: z.boolean().default(false),
}).meta({ id: "IntrospectOrder", examples: [{ address: "postgres://me:secret@localhost/shop", statistics: true }] });

/** What there is in a database. */
export const ConnectionView = z
  .object({
    kind: z.enum(["postgres", "mysql"]),
    /** The address without its password. */
    address: z.string(),
    milliseconds: z.number(),
    tables: z.array(z.object({ name: z.string(), columns: z.number().int() })),
  })
  .meta({ id: "ConnectionView" });
export type ConnectionView = z.infer<typeof ConnectionView>;

/** Its tables and a schema like it. */
export const Introspection = ConnectionView.extend({ extracted: Extracted }).meta({ id: "Introspection" });
