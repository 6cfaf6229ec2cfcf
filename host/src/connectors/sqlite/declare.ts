import type { ColumnHeader } from "@semblance/engine";
import type { Declaring } from "../create.ts";

export const quote = (name: string): string => `"${name.replaceAll('"', '""')}"`;

const TYPES: Readonly<Record<ColumnHeader["kind"], string>> = {
  integer: "INTEGER",
  decimal: "NUMERIC",
  float: "REAL",
  boolean: "BOOLEAN",
  date: "DATE",
  datetime: "DATETIME",
  time: "TIME",
  duration: "TEXT",
  text: "TEXT",
  json: "TEXT",
  uuid: "TEXT",
};

/** How SQLite declares tables. */
export const declaring: Declaring = { quote, type: ({ kind }) => TYPES[kind], keysInside: true, suffix: "" };
