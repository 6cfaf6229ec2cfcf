import type { CatalogueColumn, CatalogueTable } from "./catalogue.ts";
import { TABLE_RULES, TEXT_RULES, type FieldGuess } from "./name-rules.ts";
import { normalName, openNames } from "./names.ts";

const texts = openNames(TEXT_RULES);
const tables = openNames(TABLE_RULES);
const BARE = new Set("name title label description text".split(" "));

/** Words in front of a name that speak of the table itself, so that its fields share one person and one address. */
function isOwnPrefix(prefix: string, table: string): boolean {
  const [stem] = prefix.split("_");
  return prefix === "" || table.startsWith(stem!.slice(0, 4)) || stem!.length <= 2;
}

/** The field that a text column's name asks for, where the column is long enough for it; undefined where the name says nothing. */
export function guessText(table: CatalogueTable, column: CatalogueColumn, length: number): FieldGuess | undefined {
  const name = normalName(column.name);
  const tableName = normalName(table.name);
  const bare = name.startsWith(`${tableName}_`) ? name.slice(tableName.length + 1) : name;
  const isSelf = (bare === "name" || bare === "title" || name === tableName) && (BARE.has(bare) || name === tableName);
  if (isSelf) {
    const [hit] = tables.find(tableName).filter(({ rule: [, , least] }) => least <= length);
    if (hit !== undefined) {
      // a person's bare name beside a first name is the family's
      return hit.rule[1];
    }
  }
  for (const { rule, prefix } of texts.find(name)) {
    const [, field, least, draws] = rule;
    if (least > length) continue;
    const isKnown = draws === undefined || isOwnPrefix(prefix, tableName);
    return isKnown ? field : { ...field, draw: prefix };
  }
  return undefined;
}
