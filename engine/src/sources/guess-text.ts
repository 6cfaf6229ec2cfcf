import type { CatalogueColumn, CatalogueTable } from "./catalogue.ts";
import { ENGLISH_CONTEXTS } from "./english/english-contexts.ts";
import { TABLE_RULES, TEXT_RULES, type FieldGuess } from "./name-rules.ts";
import { normalName, openNames } from "./names.ts";

const texts = openNames(TEXT_RULES);
const tables = openNames(TABLE_RULES);
const contexts = openNames(
  ENGLISH_CONTEXTS.map(([things, names, type, extra]) => [names, things.split(" "), { type, ...extra }] as const),
);
const NO_TEXTS = new Set(["integer", "decimal", "float", "date", "datetime", "time", "boolean"]);
const USUAL_LENGTH = 12; // characters of what a type gives that says nothing of it
const BARE = new Set("name title label description text".split(" "));

/** Words in front of a name that speak of the table itself, so that its fields share one person and one address. */
function isOwnPrefix(prefix: string, table: string): boolean {
  const [stem] = prefix.split("_");
  return prefix === "" || table.startsWith(stem!.slice(0, 4)) || stem!.length <= 2;
}

/** What a name means in a table of such things: the status of a ticket, the genre of a book. */
function guessByTable(tableName: string, name: string, length: number): FieldGuess | undefined {
  const thing = tableName.split("_").at(-1)!;
  const isOf = (things: readonly string[]): boolean =>
    things.some((each) => thing === each || thing === `${each}s` || thing === each.replace(/y$/, "ies"));
  const hit = contexts.find(name).find(({ rule: [, things, { type }] }) => isOf(things) && !NO_TEXTS.has(type));
  const field: FieldGuess | undefined = hit?.rule[2];
  if (field === undefined) return undefined;
  const { values, pattern } = field;
  const words =
    typeof pattern === "string" ? [pattern] : Array.isArray(values) ? values.map(String) : Object.keys(values ?? {});
  return Math.max(...(words.length > 0 ? words.map((word) => word.length) : [USUAL_LENGTH])) <= length
    ? field
    : undefined;
}

/** The field that a text column's name asks for, where the column is long enough for it; undefined where the name says nothing. */
export function guessText(table: CatalogueTable, column: CatalogueColumn, length: number): FieldGuess | undefined {
  const name = normalName(column.name);
  const tableName = normalName(table.name);
  const bare = name.startsWith(`${tableName}_`) ? name.slice(tableName.length + 1) : name;
  const isSelf = (bare === "name" || bare === "title" || name === tableName) && (BARE.has(bare) || name === tableName);
  if (isSelf) {
    const [hit] = tables.find(tableName).filter(({ rule: [, , least] }) => least <= length);
    const [, field, , draws] = hit?.rule ?? [];
    if (draws === "person" && bare === "title" && length >= USUAL_LENGTH) return { type: "job.title" };
    if (field !== undefined) return field;
  }
  const meant = guessByTable(tableName, name, length);
  if (meant !== undefined) return meant;
  for (const { rule, prefix } of texts.find(name)) {
    const [, field, least, draws] = rule;
    if (least > length) continue;
    const isKnown = draws === undefined || isOwnPrefix(prefix, tableName);
    return isKnown ? field : { ...field, draw: prefix };
  }
  return undefined;
}

/** Types of fields that tell who or where somebody is: cells of these are made, never taken over. */
const IDENTITIES =
  /^(?:person\.(?:full|first|last|middle)_name|internet\.(?:email|username|url|password)|phone\.number|address\.(?:street|street_name|unit|full|house_number|latitude|longitude)|finance\.(?:iban|account_number|card_number|vat_number))$/;

/** Whether a text column is by its name about somebody. */
export function isIdentity(table: CatalogueTable, column: CatalogueColumn): boolean {
  return column.type.kind === "text" && IDENTITIES.test(guessText(table, column, Infinity)?.type ?? "");
}
