import { deliveredTables, type Plan } from "@semblance/engine";
import type { CertifiedTable } from "./certificate-shape.ts";

type Entries = Readonly<Record<string, unknown>>;

function entriesOf(value: unknown): Entries {
  return typeof value === "object" && value !== null && !Array.isArray(value) ? (value as Entries) : {};
}

/** The condition that a rule of the document states; undefined for kinds that state none over one row. */
function conditionOf(rule: unknown): string | undefined {
  const { check, when, then } = entriesOf(rule);
  if (typeof check === "string") return check;
  return typeof when === "string" && typeof then === "string" ? `!(${when}) || (${then})` : undefined;
}

/** What each delivered table promises that data can be held against. */
export function factsOf(document: unknown, plan: Plan): readonly Omit<CertifiedTable, "figures">[] {
  const tables = entriesOf(entriesOf(document)["tables"]);
  return deliveredTables(plan).map(({ header, key, unique, references, target }) => {
    const { rules } = entriesOf(tables[header.table]);
    return {
      table: header.table,
      ...(target === undefined ? {} : { target }),
      columns: header.columns.map(({ name, kind, scale }) => ({ name, kind, scale })),
      key: [...key],
      unique: unique.map((group) => [...group]),
      references: references.map(({ columns, table, targets, by }) => ({
        columns: [...columns],
        table,
        targets: [...targets],
        ...(by === undefined ? {} : { by }),
      })),
      rules: [...new Set((Array.isArray(rules) ? rules : []).flatMap((rule) => conditionOf(rule) ?? []))],
    };
  });
}
