import { isCollection, isMap, isPair, isScalar, isSeq, type Document, type Node, type Pair, type YAMLMap } from "yaml";
import { editValue, isMap as isEntries, isSame, placeFor, valueAt, type Edit, type Path } from "./edit.ts";
import { readDraft, type ReadDraft } from "./read.ts";
import { renderBlock, renderFlow, renderKey, styleBranch } from "./render.ts";

/** A replacement in a text: `insert` in place of [from, to). */
interface Splice {
  readonly from: number;
  readonly to: number;
  readonly insert: string;
}

const spliced = (text: string, { from, to, insert }: Splice): string => text.slice(0, from) + insert + text.slice(to);

const nodeAt = (tree: Document.Parsed, path: Path): unknown =>
  path.length === 0 ? tree.contents : tree.getIn(path, true);
const startOf = (node: unknown): number => (node as Node).range![0];
const keyOf = (pair: Pair): string => String(isScalar(pair.key) ? pair.key.value : pair.key);
const pairsOf = (map: YAMLMap): Pair[] => map.items.filter((item) => isPair(item));

/** Where the last thing of a node ends; what blocks end with is blank and belongs to nobody. */
function endOf(node: unknown): number {
  if (!isCollection(node) || node.flow === true || node.items.length === 0) return (node as Node).range![1];
  const last: unknown = node.items.at(-1);
  return isPair(last) ? endOfPair(last) : endOf(last);
}

const endOfPair = (pair: Pair): number => {
  const value = pair.value as Node | null;
  return value?.range === null || value?.range === undefined ? (pair.key as Node).range![1] : endOf(value);
};

const lineStart = (text: string, at: number): number => text.lastIndexOf("\n", at - 1) + 1;
const lineEnd = (text: string, at: number): number => {
  const end = text.indexOf("\n", at);
  return end === -1 ? text.length : end;
};

const indented = (block: string, indent: string): string => block.replaceAll(/^(?=.)/gm, indent);

/** An entry as text at an indent: on one line, or with its block below it. */
function renderPair(key: string, value: unknown, path: Path, indent: string): string {
  const block = renderBlock(value, path);
  if (block === undefined) return `${indent}${renderKey(key)}: ${renderFlow(value)}`;
  return `${indent}${renderKey(key)}:\n${indented(block, `${indent}  `)}`;
}

function insertPair(text: string, map: YAMLMap, path: Path, value: unknown): Splice | undefined {
  const pairs = pairsOf(map);
  const key = String(path.at(-1));
  const place = placeFor(path, pairs.map(keyOf));
  if (pairs.length === 0) {
    const [from, to] = map.range!;
    return { from, to, insert: `{ ${renderKey(key)}: ${renderFlow(value)} }` };
  }
  const before = pairs[place - 1];
  if (map.flow === true) {
    const entry = `${renderKey(key)}: ${renderFlow(value)}`;
    if (before !== undefined) return { from: endOfPair(before), to: endOfPair(before), insert: `, ${entry}` };
    const at = startOf(pairs[0]!.key);
    return { from: at, to: at, insert: `${entry}, ` };
  }
  const first = startOf(pairs[0]!.key);
  const indent = " ".repeat(first - lineStart(text, first));
  const entry = renderPair(key, value, path, indent);
  if (before === undefined) {
    const at = lineStart(text, first);
    return { from: at, to: at, insert: `${entry}\n` };
  }
  const at = lineEnd(text, endOfPair(before));
  return { from: at, to: at, insert: `\n${entry}` };
}

/** The lines of an entry of a block, with the comments that stand right above it. */
function linesOf(text: string, pair: Pair): { from: number; to: number } {
  let from = lineStart(text, startOf(pair.key));
  while (from > 0) {
    const above = lineStart(text, from - 1);
    if (!/^\s*#/.test(text.slice(above, from))) break;
    from = above;
  }
  return { from, to: Math.min(text.length, lineEnd(text, endOfPair(pair)) + 1) };
}

function dropPair(text: string, map: YAMLMap, at: number): Splice | undefined {
  const pairs = pairsOf(map);
  if (pairs.length === 1) return undefined;
  const pair = pairs[at]!;
  if (map.flow !== true) {
    const from = lineStart(text, startOf(pair.key));
    return { from, to: Math.min(text.length, lineEnd(text, endOfPair(pair)) + 1), insert: "" };
  }
  if (at === 0) return { from: startOf(pair.key), to: startOf(pairs[1]!.key), insert: "" };
  return { from: endOfPair(pairs[at - 1]!), to: endOfPair(pair), insert: "" };
}

function movePair(text: string, map: YAMLMap, from: number, to: number): string | undefined {
  const pairs = pairsOf(map);
  if (map.flow === true || from === to || to < 0 || to >= pairs.length) return undefined;
  const ended = text.endsWith("\n") ? text : `${text}\n`;
  const cut = linesOf(ended, pairs[from]!);
  const goal = linesOf(ended, pairs[to]!);
  const lines = ended.slice(cut.from, cut.to);
  if (to > from) return ended.slice(0, cut.from) + ended.slice(cut.to, goal.to) + lines + ended.slice(goal.to);
  return ended.slice(0, goal.from) + lines + ended.slice(goal.from, cut.from) + ended.slice(cut.to);
}

function addItem(text: string, tree: Document.Parsed, edit: Edit & { do: "add" }): string | undefined {
  const list = nodeAt(tree, edit.at);
  if (!isSeq(list) || list.items.length === 0) return undefined;
  const last = list.items.at(-1);
  const at = endOf(last);
  const value = renderFlow(edit.value);
  if (list.flow === true) return spliced(text, { from: at, to: at, insert: `, ${value}` });
  const first = startOf(list.items[0]);
  const dash = text.lastIndexOf("-", first);
  const end = lineEnd(text, at);
  return spliced(text, { from: end, to: end, insert: `\n${" ".repeat(dash - lineStart(text, dash))}- ${value}` });
}

function setEntry(text: string, tree: Document.Parsed, { at, value }: Edit & { do: "set" }): string | undefined {
  const old = nodeAt(tree, at);
  if (old !== undefined) {
    const node = old as Node | null;
    if (node?.range === null || node?.range === undefined) return undefined;
    const block = isCollection(node) && node.flow !== true;
    const rendered = renderFlow(value);
    if (!block) return spliced(text, { from: node.range[0], to: node.range[1], insert: rendered });
    return undefined;
  }
  const parent = nodeAt(tree, at.slice(0, -1));
  if (!isMap(parent)) return undefined;
  const change = insertPair(text, parent, at, value);
  return change && spliced(text, change);
}

/** The change as a small splice of the text; undefined where it is none of the simple cases. */
function bySplice(text: string, tree: Document.Parsed, edit: Edit): string | undefined {
  if (edit.do === "add") return addItem(text, tree, edit);
  if (edit.do === "set") return setEntry(text, tree, edit);
  const parent = nodeAt(tree, edit.at.slice(0, -1));
  const key = edit.at.at(-1)!;
  if (isSeq(parent) && edit.do === "drop" && parent.flow !== true && parent.items.length > 1) {
    const item = parent.items[Number(key)] as Node;
    const from = lineStart(text, startOf(item));
    return spliced(text, { from, to: Math.min(text.length, lineEnd(text, endOf(item)) + 1), insert: "" });
  }
  if (!isMap(parent)) return undefined;
  const place = pairsOf(parent).findIndex((pair) => keyOf(pair) === String(key));
  const pair = pairsOf(parent)[place];
  if (pair === undefined || (edit.do === "move" && place === edit.to)) return text;
  if (edit.do === "rename") {
    const [from, to] = (pair.key as Node).range!;
    return spliced(text, { from, to, insert: renderKey(edit.to) });
  }
  if (edit.do === "move") return movePair(text, parent, place, edit.to);
  const change = dropPair(text, parent, place);
  return change && spliced(text, change);
}

/** The change through the tree of the text, which keeps comments and lays the rest out anew. */
function byTree({ tree, value }: ReadDraft, edit: Edit): string {
  const node = (path: Path, made: unknown): Node => {
    const created = tree.createNode(made) as Node;
    styleBranch(created, path);
    return created;
  };
  const parent = nodeAt(tree, edit.at.slice(0, -1));
  if (edit.do === "add" && Array.isArray(valueAt(value, edit.at)))
    tree.addIn(edit.at, node([...edit.at, 0], edit.value));
  else if (edit.do === "drop") tree.deleteIn(edit.at);
  else if (edit.do === "rename" && isMap(parent)) {
    const { key } = parent.items.find((pair) => keyOf(pair) === edit.at.at(-1)) ?? {};
    if (isScalar(key)) key.value = edit.to;
  } else if (edit.do === "move" && isCollection(parent)) {
    const from = isMap(parent)
      ? parent.items.findIndex((pair) => keyOf(pair) === edit.at.at(-1))
      : Number(edit.at.at(-1));
    const [item] = parent.items.splice(from, 1);
    parent.items.splice(Math.max(0, Math.min(parent.items.length, edit.to)), 0, item as never);
  } else if (edit.do === "set" && edit.at.length > 0 && isEntries(valueAt(value, edit.at.slice(0, -1)))) {
    const known = tree.hasIn(edit.at);
    tree.setIn(edit.at, node(edit.at, edit.value));
    if (!known) {
      const pairs = (parent as YAMLMap).items;
      const pair = pairs.pop()!;
      pairs.splice(placeFor(edit.at, pairs.map(keyOf)), 0, pair);
    }
  } else {
    const wanted = editValue(value, edit);
    const top = edit.at.length === 0 ? [] : [edit.at[0]!];
    if (top.length === 0 || !isMap(tree.contents)) tree.contents = node([], wanted) as never;
    else tree.setIn(top, node(top, valueAt(wanted, top)));
  }
  return tree.toString({ lineWidth: 0, flowCollectionPadding: true });
}

/**
 * A schema's text after a change: only the lines that the change is about differ, and all comments stay. Throws where the text cannot be
 * read.
 */
export function editText(text: string, edit: Edit): string {
  const read = readDraft(text);
  if (read === undefined) throw new Error("invariant: a text that cannot be read is not edited");
  const wanted = editValue(read.value, edit);
  const holds = (result: string): boolean => isSame(readDraft(result)?.value, wanted);
  const small = isEntries(read.value) && text.trim() !== "" ? bySplice(text, read.tree, edit) : undefined;
  if (small !== undefined && holds(small)) return small;
  const laid = byTree(read, edit);
  if (holds(laid)) return laid;
  const block = renderBlock(wanted, []);
  return block === undefined ? "" : `${block}\n`;
}

/** All changes, one after the other. */
export const editTexts = (text: string, edits: readonly Edit[]): string =>
  edits.reduce((result, edit) => editText(result, edit), text);
