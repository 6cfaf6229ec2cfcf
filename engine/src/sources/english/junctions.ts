import type { TableDraft } from "./draft.ts";
import { bridge } from "./link.ts";
import { relate, type State } from "./state.ts";

const MOST_DEEP = 8; // parents of parents
const MUCH = 1.5; // so many times more than there are: they are shared

/** How many rows a table has, by its own number or by those of its parents. */
function rowsOf(state: State, table: TableDraft, depth = 0): number | undefined {
  if (table.rows !== undefined || depth > MOST_DEEP) return table.rows;
  const relation = state.relations.find(
    (each) => each.child === table && each.parent !== table && each.max !== undefined,
  );
  const above = relation === undefined ? undefined : rowsOf(state, relation.parent, depth + 1);
  return above === undefined ? undefined : (above * (relation!.min! + relation!.max!)) / 2;
}

/** "A student has many courses, a course has many students": what stands between them, once. */
function placeMutual(state: State): void {
  const links = (table: TableDraft, one: TableDraft): boolean =>
    state.relations.some(({ child, parent }) => child === table && parent === one);
  for (const relation of state.relations.filter(({ isMany }) => isMany === true)) {
    const { child, parent, span } = relation;
    const back = state.relations.find(
      (each) => each.child === parent && each.parent === child && each.isMany === true && each !== relation,
    );
    const isLinked = state.tables.some((table) => table.isLink === true && links(table, child) && links(table, parent));
    if (!state.relations.includes(relation) || (back === undefined && !isLinked)) continue;
    for (const each of [relation, back]) {
      if (each !== undefined) state.relations.splice(state.relations.indexOf(each), 1);
    }
    if (!isLinked) bridge(state, parent, child, span);
  }
}

/** "40 books, 100 orders, each order has 1 to 5 books": more books than there are, so that orders share them. */
export function placeJunctions(state: State): void {
  placeMutual(state);
  for (const relation of state.relations.slice()) {
    const { child, parent, min, max } = relation;
    if (min === undefined || max === undefined || child.rows === undefined || child === parent) continue;
    const above = child.isLink === true ? undefined : rowsOf(state, parent);
    if (above === undefined || (above * (min + max)) / 2 <= child.rows * MUCH) continue;
    if (state.relations.some((each) => each.child === child && each !== relation && each.max !== undefined)) continue;
    state.relations.splice(state.relations.indexOf(relation), 1);
    const link = bridge(state, parent, child, relation.span);
    relate(state, link, parent, relation.span, { isVague: false, range: [min, max] });
    state.notes.push({
      path: `tables.${link.name}`,
      text: `${child.rows} ${child.name} are fewer than ${parent.name} have in all: ${parent.name} share them.`,
    });
  }
}
