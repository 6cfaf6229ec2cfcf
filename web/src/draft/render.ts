import { Document, isCollection, isMap, isScalar, visit, type Node } from "yaml";
import type { Path } from "./edit.ts";

const PLAIN = /^[A-Za-z_$][\w$-]*$/;
const WIDE = { lineWidth: 0, flowCollectionPadding: true } as const;

/** The name of an entry as YAML; every name is text here, so `null` needs no quotes. */
export const renderKey = (key: string): string => (PLAIN.test(key) ? key : JSON.stringify(key));

const NULL_NAME = "null__as_a_name";

/** The document's text. Names are text, so the one called null needs no quotes, which the library would write. */
function toText(document: Document): string {
  visit(document, {
    Pair: (_, { key }) => {
      if (isScalar(key) && key.value === "null") key.value = NULL_NAME;
    },
  });
  return document.toString(WIDE).replaceAll(NULL_NAME, "null");
}

/** A value on one line, as it stands within braces. */
export function renderFlow(value: unknown): string {
  const document = new Document([value]);
  visit(document, {
    Collection: (_, node) => {
      node.flow = true;
    },
    Pair: (_, pair) => {
      const { key } = pair;
      if (isScalar(key) && typeof key.value === "string" && !PLAIN.test(key.value)) key.type = "QUOTE_DOUBLE";
    },
  });
  const line = toText(document).trim();
  return line.slice(1, -1).trim().replaceAll(/\n\s*/g, " ");
}

/** How deep a part of a schema is written as lines below each other; what is deeper stands within braces. */
const BLOCK_DEPTH = 4;

/** Marks what stands within braces by its depth in the document: a field is one line, a table and a list of rules are many. */
export function styleBranch(node: Node, path: Path): void {
  if (!isCollection(node)) return;
  const deep = path.length >= BLOCK_DEPTH || node.items.length === 0;
  const listed = path.length === 3 && path[2] !== "fields" && path[2] !== "rules";
  node.flow = deep || listed;
  if (node.flow) {
    visit(node, {
      Collection: (_, inner) => {
        inner.flow = true;
      },
    });
    return;
  }
  node.items.forEach((item: unknown, k) => {
    const [key, value] = isMap(node) ? [(item as { key: unknown }).key, (item as { value: unknown }).value] : [k, item];
    styleBranch(value as Node, [...path, String(isScalar(key) ? key.value : key)]);
  });
}

/** A value as lines, without the indent of its place; undefined where it is written within braces. */
export function renderBlock(value: unknown, path: Path): string | undefined {
  const document = new Document(value);
  const root = document.contents;
  if (!isCollection(root)) return undefined;
  styleBranch(root, path);
  return root.flow === true ? undefined : toText(document).trimEnd();
}
