import { singularName } from "./lexicon.ts";
import type { TableDraft } from "./draft.ts";
import type { State } from "./state.ts";
import type { Token } from "./tokens.ts";

/** Words that a text says of several rows, in the singular: in the plural, or behind "each" or a number. */
export function severals(state: State, tokens: readonly Token[]): ReadonlySet<string> {
  const { lexicon } = state.reading;
  const isMany = (token: Token | undefined): boolean =>
    token !== undefined &&
    (lexicon.classes["oneOfMany"]!.has(token.lower) || (token.kind === "number" && token.value !== 1));
  const found = new Set<string>();
  for (const [i, token] of tokens.entries()) {
    if (token.kind !== "word") continue;
    const one = lexicon.singular(token.lower);
    if (lexicon.isPlural(token.lower) || isMany(tokens[i - 1]) || isMany(tokens[i - 2])) found.add(one);
  }
  return found;
}

/** "A school has 12 classes", "plants for a garden shop": one place that all of it is in, and no table. */
function isSetting(state: State, table: TableDraft, isUsed: boolean): boolean {
  const { lexicon } = state.reading;
  const one = singularName(table.name, lexicon);
  const last = one.split("_").at(-1)!;
  if (state.severals.has(last)) return false;
  const { container, places } = lexicon.classes as Record<string, ReadonlySet<string>>;
  return container!.has(last) || places!.has(last) || (!isUsed && lexicon.things[one] === undefined);
}

/** Takes out tables that are only a frame for others, and those that a field of the other names: "employees and their managers". */
export function dropFrames(state: State): void {
  for (const table of state.tables.slice()) {
    const isBare = table.fields.length === 0 && table.rows === undefined && table.isLink !== true;
    if (!isBare || state.tables.length === 1) continue;
    const relations = state.relations.filter(({ child, parent }) => child === table || parent === table);
    const one = state.reading.lexicon.singular(table.name);
    const isRole = state.tables.some(
      (other) => other !== table && other.fields.some((field) => field.name === one && field.refers === "self"),
    );
    // "customers have orders, each order has 5 items": they are rows as well
    const areRows = state.severals.has(one) && state.reading.lexicon.things[one] !== undefined;
    const isFrame = table.isContainer === true && relations.length === 0 && !areRows;
    const isPlace = relations.every(({ parent }) => parent === table) && isSetting(state, table, relations.length > 0);
    if (!isRole && !isFrame && !isPlace) continue;
    state.tables.splice(state.tables.indexOf(table), 1);
    for (const relation of relations) {
      state.relations.splice(state.relations.indexOf(relation), 1);
      // of one place, so many of each are so many
      if (isPlace && relation.max !== undefined && relation.child.rows === undefined) {
        relation.child.rows = relation.max;
        relation.child.rowsSpan = relation.span;
      }
    }
  }
}

/** "Sales export: deal, amount, … 200 deals": the one title above all fields says less of the rows than their number does. */
export function nameByCount(state: State): void {
  const [titled, counted] = state.tables;
  if (titled === undefined || counted === undefined || state.tables.length > 2 || state.relations.length > 0) return;
  const last = singularName(titled.name, state.reading.lexicon).split("_").at(-1)!;
  const isTitle = titled.rows === undefined && titled.fields.length > 0 && !state.severals.has(last);
  if (!isTitle || counted.rows === undefined || counted.fields.length > 0) return;
  state.tables.splice(1, 1);
  Object.assign(titled, { name: counted.name, rows: counted.rows, rowsSpan: counted.rowsSpan });
}
