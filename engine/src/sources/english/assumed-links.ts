import type { TableDraft } from "./draft.ts";
import { singularName } from "./lexicon.ts";
import type { State } from "./state.ts";

const MOST_TABLES = 60;

const isChild = (state: State, table: TableDraft, above: TableDraft): boolean =>
  state.relations.some(({ child, parent }) => child === table && parent === above);

const lastWord = (name: string): string => name.split("_").at(-1)!;

/** Whether rows of a table lead to those of the other, by way of however many. */
function leadsTo(state: State, from: TableDraft, to: TableDraft): boolean {
  const seen = new Set([from]);
  for (const table of seen) {
    if (table === to) return true;
    for (const { child, parent } of state.relations) if (child === table) seen.add(parent);
  }
  return false;
}

/** Whether such things mostly are of those of the table: line items of invoices. */
export function isOfThose({ reading: { lexicon } }: State, thing: string, table: TableDraft): boolean {
  const name = singularName(thing, lexicon);
  const groups = lexicon.owners[name] ?? lexicon.owners[lastWord(name)] ?? "";
  return groups.split(/;? /).includes(lastWord(singularName(table.name, lexicon)));
}

/**
 * Links that nobody said and everybody means: "200 patients, 20 doctors and 1000 appointments". Only between things of
 * which the lexicon says so, and none where the two are linked already, by themselves or by way of others.
 */
export function assumeLinks(state: State): void {
  const { lexicon } = state.reading;
  if (state.isEdit || state.tables.length < 2 || state.tables.length > MOST_TABLES) return;
  const names = state.tables.map((table) => [singularName(table.name, lexicon), table] as const);
  const byName = new Map([...names.map(([name, table]) => [lastWord(name), table] as const), ...names]);
  const find = (words: string): readonly TableDraft[] => words.split(" ").flatMap((word) => byName.get(word) ?? []);
  const seen = new Set<TableDraft>();
  const place = (name: string, child: TableDraft): void => {
    if (seen.has(child)) return;
    seen.add(child);
    const groups = lexicon.owners[name] ?? lexicon.owners[lastWord(name)];
    if (groups === undefined || child.isLink === true || child.steps !== undefined) return;
    for (const group of groups.split("; ")) {
      const [words = "", between = ""] = group.split(" - ");
      const parents = find(words).filter((parent) => parent !== child);
      const [parent] = parents;
      if (parent === undefined || find(between).length > 0) continue;
      place(singularName(parent.name, lexicon), parent); // what it belongs to, the child does by way of it
      const isOther = words.startsWith("+ ");
      const isLinked = parents.some((each) => (isOther ? isChild(state, child, each) : leadsTo(state, child, each)));
      const isShared = state.tables.some((table) => isChild(state, table, child) && isChild(state, table, parent));
      if (!isLinked && !isShared && !leadsTo(state, parent, child))
        state.relations.push({ child, parent, span: child.span, isAssumed: true });
    }
  };
  for (const [name, table] of names) place(name, table);
}
