import type { ColumnHeader } from "@semblance/engine";
import type { Declaring } from "../create.ts";
import { quote } from "./inspect.ts";

function type({ kind, scale, millis }: ColumnHeader): string {
  switch (kind) {
    case "integer":
      return "bigint";
    case "decimal":
      return `numeric(18, ${scale})`; // 2^53 units have 16 digits
    case "float":
      return "double precision";
    case "datetime":
      return `timestamptz(${millis ? 3 : 0})`;
    case "time":
      return `time(${millis ? 3 : 0})`;
    case "duration":
      return "interval";
    case "json":
      return "jsonb";
    default:
      return kind; // boolean, date, text, uuid
  }
}

/** How PostgreSQL declares tables. */
export const declaring: Declaring = { quote, type, keysInside: false, suffix: "" };
