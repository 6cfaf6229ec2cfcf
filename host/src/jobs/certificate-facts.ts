import { deliveredTables, type Plan } from "@semblance/engine";
import type { CertifiedTable } from "./certificate-shape.ts";

/** What each delivered table promises that data can be held against. */
export function factsOf(plan: Plan): readonly Omit<CertifiedTable, "figures">[] {
  return deliveredTables(plan).map(({ header, key, unique, references, checks, target }) => {
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
      rules: [...new Set(checks.map(({ text }) => text))],
    };
  });
}
