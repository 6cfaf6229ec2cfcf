import type { Issue } from "../../errors.ts";
import { compile, DEFAULT_NOW } from "../../compile/compile.ts";
import type { EnglishNote } from "./draft.ts";

type Plain = Record<string, unknown>;

const ROUNDS = 12;
const LOCALE = /^(?:locale|tables\.[^.]+\.locale)$/;

const isPlain = (value: unknown): value is Plain =>
  typeof value === "object" && value !== null && !Array.isArray(value);

/** Takes out what a path names, or the nearest around it below a field. */
function takeOut(document: Plain, path: string): string | undefined {
  const parts = path.split(".");
  if (parts[0] !== "tables" || parts[2] === undefined) return undefined;
  const table = (document["tables"] as Plain)[parts[1]!];
  if (!isPlain(table)) return undefined;
  if (parts[2] === "rows") {
    table["rows"] = 100;
    return `tables.${parts[1]}.rows`;
  }
  if (parts[2] === "rules") {
    delete table["rules"];
    return `tables.${parts[1]}.rules`;
  }
  if (parts[2] !== "fields" || parts[3] === undefined) return undefined;
  const fields = table["fields"] as Plain;
  const field = fields[parts[3]];
  if (!isPlain(field)) return undefined;
  const key = parts[4];
  // a beginning that is still to come has no end yet
  if (key === "from" && field["to"] === "now") {
    field["to"] = String(field["from"]).replace(/^\d{4}/, (year) => String(Number(year) + 1));
    return parts.slice(0, 4).join(".") + ".to";
  }
  if (key !== undefined && key !== "type" && key in field && Object.keys(field).length > 1) {
    delete field[key];
    return parts.slice(0, 5).join(".");
  }
  const { type: _, ...rest } = field;
  const isKey = rest["key"] === true;
  fields[parts[3]] = isKey ? { type: "sequence", key: true } : { type: "text.words", min: 1, max: 3 };
  return parts.slice(0, 4).join(".");
}

/** Whether the compiler has nothing against it, locales aside. */
export const isSound = (document: Plain): boolean => faults(document).length === 0;

const fieldsOf = (document: Plain): readonly Plain[] =>
  Object.values(document["tables"] as Plain)
    .flatMap((table) => (isPlain(table) && isPlain(table["fields"]) ? Object.values(table["fields"]) : []))
    .filter(isPlain);

/** Where nobody says what day it is, what goes on "since" a day has begun. */
const spokenAt = (document: Plain): number =>
  Math.max(
    DEFAULT_NOW,
    ...fieldsOf(document)
      .filter(({ from, to }) => to === "now" && typeof from === "string")
      .map(({ from }) => Date.parse(String(from)) || 0),
  );

/** What the compiler has against it, locales aside; `now` in ms from 1970. */
export function faults(document: Plain, now = spokenAt(document)): readonly Issue[] {
  return compile(withoutLocales(document), { now }).issues.filter(
    (issue) => !LOCALE.test(issue.path) && !/\.countries/.test(issue.path),
  );
}

/** A document that compiles: what the compiler refuses is taken out, with a note. Locales are left to `prepare`. */
export function settle(document: Plain, notes: EnglishNote[], now = spokenAt(document)): Plain {
  const settled = JSON.parse(JSON.stringify(document)) as Plain;
  for (let round = 0; round < ROUNDS; round++) {
    const issues = faults(settled, now);
    if (issues.length === 0) return settled;
    const done = new Set<string>();
    for (const issue of issues) {
      if (done.has(issue.path)) continue;
      done.add(issue.path);
      const path = takeOut(settled, issue.path);
      if (path !== undefined) notes.push({ path, text: `left out: ${issue.message}` });
    }
    if (round === ROUNDS - 2) bare(settled);
  }
  return settled;
}

/** Nothing helped: fields without parameters. */
function bare(document: Plain): void {
  for (const table of Object.values(document["tables"] as Record<string, Plain>)) {
    const fields = table["fields"] as Plain;
    table["rows"] = 100;
    delete table["rules"];
    for (const name of Object.keys(fields)) fields[name] = { type: "text.words", min: 1, max: 3 };
  }
}

/** Word lists of other locales are loaded later, and what they hold makes no schema wrong. */
function withoutLocales(document: Plain): Plain {
  const { locale: _, ...rest } = document;
  const tables = Object.entries(document["tables"] as Record<string, Plain>).map(([name, { locale: __, ...table }]) => {
    const fields = Object.entries(table["fields"] as Plain).map(([field, made]) => {
      if (!isPlain(made)) return [field, made];
      const { countries: ___, ...each } = made;
      return [field, each];
    });
    return [name, { ...table, fields: Object.fromEntries(fields) as Plain }];
  });
  return { ...rest, tables: Object.fromEntries(tables) as Plain };
}
