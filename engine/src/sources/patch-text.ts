import { isMap, isNode, isScalar, isSeq, parseDocument, type Document } from "yaml";
import type { Change } from "./english/edit.ts";

const DEEP = 3; // below tables.x.fields an entry stands on one line

/** Gives an entry another name where it stands. */
function renameKey(document: Document, keys: readonly string[], to: string): void {
  const parent: unknown = document.getIn(keys.slice(0, -1));
  if (!isMap(parent)) return;
  const pair = parent.items.find(({ key }) => String(isScalar(key) ? key.value : key) === keys.at(-1));
  if (pair === undefined) return;
  if (isScalar(pair.key)) {
    pair.key.value = to;
    delete pair.key.source;
  } else pair.key = to;
}

const isPlain = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === "object" && value !== null && !Array.isArray(value);

/** Entries that differ, one by one, so that the comments of a map stay. */
function patchMap(document: Document, keys: readonly string[], before: object, after: object): void {
  const [old, fresh] = [new Map(Object.entries(before)), new Map(Object.entries(after))];
  for (const key of old.keys()) if (!fresh.has(key)) document.deleteIn([...keys, key]);
  for (const [key, value] of fresh)
    if (JSON.stringify(old.get(key)) !== JSON.stringify(value)) document.setIn([...keys, key], flat(document, value));
}

function flat(document: Document, value: unknown): unknown {
  const node = document.createNode(value) as unknown;
  if (isMap(node)) node.flow = true;
  return node;
}

/** The text of a schema with changes made to it: comments and the order of all else stay. */
export function patchText(text: string, changes: readonly Change[]): string {
  const document = parseDocument(text);
  for (const { path, to, before, after } of changes) {
    const keys = path === "" ? [] : path.split(".");
    if (to !== undefined) {
      renameKey(document, keys, to);
      continue;
    }
    if (after === undefined) {
      document.deleteIn(keys);
      continue;
    }
    const old: unknown = keys.length === 0 ? document.contents : document.getIn(keys, true);
    if (isMap(old) && isPlain(before) && isPlain(after) && keys.length > DEEP) {
      patchMap(document, keys, before, after);
      continue;
    }
    const node = document.createNode(after) as unknown;
    if (isMap(node) && keys.length > DEEP) node.flow = true;
    if (isSeq(node)) for (const item of node.items) if (isMap(item)) item.flow = true;
    if (isMap(node) && keys.length === DEEP - 1) {
      const fields: unknown = node.get("fields");
      if (isMap(fields)) for (const item of fields.items) if (isMap(item.value)) item.value.flow = true;
    }
    if (isNode(old) && isNode(node)) node.comment = old.comment ?? null;
    document.setIn(keys, node);
  }
  return document.toString({ lineWidth: 140, flowCollectionPadding: true });
}
