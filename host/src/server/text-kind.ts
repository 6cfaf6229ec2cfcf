import type { TextKind } from "../jobs/import.ts";

/** What a text is that does not say so itself: SQL, Prisma and JSON have their marks, all else is plain English. */
export function textKind(text: string): TextKind | "document" | "english" {
  if (/^tables:|^\s*\{\s*"(?:version|name|seed|description|locale|tables)"[^]*"tables"/m.test(text)) return "document";
  if (/^\s*[{[]/.test(text) || /^(?:openapi|\$schema):/m.test(text)) return "json-schema";
  if (/^\s*(?:model|enum|datasource|generator)\s+\w+\s*\{/m.test(text)) return "prisma";
  return /\b(?:create|alter)\s+(?:\w+\s+){0,3}(?:table|type|domain|view|schema)\b/i.test(text) ? "sql" : "english";
}
