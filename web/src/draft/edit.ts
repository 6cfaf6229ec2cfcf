/** A way down a document: names of entries and places in lists. */
export type Path = readonly (string | number)[];

/** One change of a document. Paths are those before the change. */
export type Edit =
  /** Gives an entry a value; it and what is around it are made where they are missing. */
  | { readonly do: "set"; readonly at: Path; readonly value: unknown }
  | { readonly do: "drop"; readonly at: Path }
  | { readonly do: "rename"; readonly at: Path; readonly to: string }
  /** Moves an entry to another place among its siblings. */
  | { readonly do: "move"; readonly at: Path; readonly to: number }
  /** Appends to a list. */
  | { readonly do: "add"; readonly at: Path; readonly value: unknown };

type Entries = Record<string, unknown>;

/** Whether it has named entries. */
export const isMap = (value: unknown): value is Entries =>
  typeof value === "object" && value !== null && !Array.isArray(value);

/** What stands at a path; undefined where there is nothing. */
export function valueAt(document: unknown, path: Path): unknown {
  let node = document;
  for (const part of path) {
    if (Array.isArray(node)) node = node[Number(part)];
    else if (isMap(node)) node = Object.hasOwn(node, part) ? node[part] : undefined;
    else return undefined;
  }
  return node;
}

/** The order in which the entries of a document, a table and a field are written by hand. */
const DOCUMENT = ["$schema", "version", "edition", "name", "description", "seed", "locale", "now", "dirty", "tables"];
const TABLE = ["description", "target", "rows", "unique", "locale", "hidden", "fields", "rules"];

/** Where a new entry belongs among those that are there, as hands would put it. */
export function placeFor(path: Path, names: readonly string[]): number {
  const key = String(path.at(-1));
  const order = path.length === 1 ? DOCUMENT : path.length === 3 && path[0] === "tables" ? TABLE : undefined;
  const rank = order?.indexOf(key) ?? -1;
  if (order === undefined || rank === -1) return key === "type" ? 0 : names.length;
  let place = 0;
  names.forEach((name, k) => {
    const other = order.indexOf(name);
    if (other !== -1 && other < rank) place = k + 1;
  });
  return place;
}

const toMap = (entries: readonly (readonly [string, unknown])[]): Entries => {
  const map: Entries = {};
  // Assignment would call the setter of __proto__.
  for (const [key, value] of entries)
    Object.defineProperty(map, key, { value, writable: true, enumerable: true, configurable: true });
  return map;
};

/** The same tree with one node changed; maps are made on the way where nothing is. */
function changed(node: unknown, path: Path, change: (parent: unknown, key: string | number) => unknown): unknown {
  const [key, ...rest] = path;
  if (key === undefined) return node;
  if (rest.length === 0) return change(node, key);
  if (Array.isArray(node))
    return node.map((item: unknown, k) => (k === Number(key) ? changed(item, rest, change) : item));
  const entries = Object.entries(isMap(node) ? node : {});
  const at = entries.findIndex(([name]) => name === key);
  const inner = changed(at === -1 ? undefined : entries[at]![1], rest, change);
  if (at === -1) entries.splice(placeFor([key], []), 0, [String(key), inner]);
  else entries[at] = [String(key), inner];
  return toMap(entries);
}

function moved<T>(items: readonly T[], from: number, to: number): T[] {
  const kept = items.filter((_, k) => k !== from);
  kept.splice(Math.max(0, Math.min(kept.length, to)), 0, items[from]!);
  return kept;
}

/** The document after a change, as data. The one given is left alone. */
export function editValue(document: unknown, edit: Edit): unknown {
  if (edit.do === "set" && edit.at.length === 0) return edit.value;
  if (edit.do === "add") {
    const list = valueAt(document, edit.at);
    return editValue(document, { do: "set", at: edit.at, value: [...(Array.isArray(list) ? list : []), edit.value] });
  }
  return changed(document, edit.at, (parent, key) => {
    if (Array.isArray(parent)) {
      const at = Number(key);
      if (edit.do === "set") return parent.map((item: unknown, k) => (k === at ? edit.value : item));
      if (edit.do === "drop") return parent.filter((_, k) => k !== at);
      return edit.do === "move" ? moved(parent, at, edit.to) : parent;
    }
    const entries = Object.entries(isMap(parent) ? parent : {});
    const at = entries.findIndex(([name]) => name === String(key));
    if (edit.do === "set") {
      const entry: [string, unknown] = [String(key), edit.value];
      if (at === -1)
        entries.splice(
          placeFor(
            edit.at,
            entries.map(([name]) => name),
          ),
          0,
          entry,
        );
      else entries[at] = entry;
      return toMap(entries);
    }
    if (at === -1) return parent;
    if (edit.do === "drop") return toMap(entries.filter((_, k) => k !== at));
    if (edit.do === "move") return toMap(moved(entries, at, edit.to));
    entries[at] = [edit.to, entries[at]![1]];
    return toMap(entries.filter(([name], k) => k === at || name !== edit.to));
  });
}

/** Whether two documents are the same, the order of their entries too. */
export function isSame(a: unknown, b: unknown): boolean {
  if (Array.isArray(a) && Array.isArray(b)) return a.length === b.length && a.every((item, k) => isSame(item, b[k]));
  if (!isMap(a) || !isMap(b)) return Object.is(a, b);
  const [left, right] = [Object.entries(a), Object.entries(b)];
  return (
    left.length === right.length && left.every(([key, value], k) => key === right[k]![0] && isSame(value, right[k]![1]))
  );
}
