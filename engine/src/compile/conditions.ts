import { readCell, type Cell } from "../batch/cells.ts";
import type { ColumnType, Kind } from "../batch/column.ts";
import { pathOf } from "../expr/check.ts";
import { compileExpression } from "../expr/expression.ts";
import { childrenOf, parseTree, type Node, type Tree } from "../expr/parse.ts";
import { openMachine, type Machine } from "../wasm/machine.ts";

/** A part of an expression that stands between `&&`, or the whole. */
export interface Conjunct {
  readonly text: string;
  readonly tree: Tree;
  readonly node: Node;
  /** Paths of the fields it reads. */
  readonly reads: readonly string[];
}

/** A comparison with a field on its left: `field op other`, where `other` is a piece of text. */
export interface Comparison {
  readonly path: string;
  readonly op: Operator;
  readonly other: string;
  /** Whether `other` reads fields. */
  readonly reads: readonly string[];
}

export type Operator = "<" | "<=" | ">" | ">=" | "==" | "!=" | "in";

/** A value that an expression without fields gives; dates and moments as ISO 8601. */
export interface Constant {
  readonly kind: Kind;
  readonly value: Cell;
}

const RESERVED: ReadonlySet<string> = new Set(["row", "now", "today"]);
const FLIPPED: Readonly<Record<string, Operator>> = {
  "<": ">",
  "<=": ">=",
  ">": "<",
  ">=": "<=",
  "==": "==",
  "!=": "!=",
};

const MOST_TRIALS = 1000; // kernels leave tables in a machine's memory
let kept: Machine | undefined;
let trials = 0;
/** The machine on which constants, and words of categories, are tried out. */
function trialMachine(): Machine {
  if (kept === undefined || trials++ % MOST_TRIALS === 0) kept = openMachine();
  kept.release();
  return kept;
}

/** A name as an expression must write it: path parts that are no plain word in backquotes. */
export function quote(path: string): string {
  if (path.startsWith("#")) return `\`${path}\``;
  return path
    .split(".")
    .map((part) => (/^[A-Za-z_][A-Za-z0-9_]*$/.test(part) && !RESERVED.has(part) ? part : `\`${part}\``))
    .join(".");
}

/** A node as text again; a node's place in the text does not tell of its brackets. */
function slice(tree: Tree, node: Node): string {
  if (node === tree.root) return tree.text.trim();
  const { op } = node;
  const part = (child: Node): string =>
    ["value", "id", ".", "call", "rcall", "list"].includes(child.op) ? slice(tree, child) : `(${slice(tree, child)})`;
  const all = (nodes: readonly Node[]): string => nodes.map((child) => slice(tree, child)).join(", ");
  switch (op) {
    case "value":
    case "id":
      return tree.text.slice(node.start, node.end);
    case ".":
      return quote(pathOf(tree, node) ?? "");
    case "call":
      return `${node.args[0]}(${all(node.args[1])})`;
    case "rcall":
      return `${part(node.args[1])}.${node.args[0]}(${all(node.args[2])})`;
    case "list":
      return `[${all(node.args)}]`;
    case "!_":
    case "-_":
      return `${op[0]}${part(node.args)}`;
    case "?:": {
      const [condition, yes, no] = node.args;
      return `${part(condition)} ? ${part(yes)} : ${part(no)}`;
    }
    default:
      return childrenOf(node).map(part).join(` ${op} `);
  }
}

/** The path of a node that is a field's name. */
function fieldOf(tree: Tree, node: Node): string | undefined {
  if (node.op === "id" && RESERVED.has(node.args) && !tree.quoted.has(node.end)) return undefined;
  return node.op === "id" || node.op === "." ? pathOf(tree, node) : undefined;
}

/** Paths of all fields below a node, each once. */
function readsOf(tree: Tree, root: Node): readonly string[] {
  const found = new Set<string>();
  const open = [root];
  for (let node = open.pop(); node !== undefined; node = open.pop()) {
    const path = fieldOf(tree, node);
    if (path === undefined) open.push(...childrenOf(node));
    else found.add(path);
  }
  return [...found];
}

/** Paths of all fields that an expression reads; none where it cannot be parsed. */
export function readsOfText(text: string): readonly string[] {
  const tree = parseTree(text);
  return "issue" in tree ? [] : readsOf(tree, tree.root);
}

/** The parts of an expression that must all hold; undefined where it cannot be parsed. */
export function conjunctsOf(text: string): readonly Conjunct[] | undefined {
  const tree = parseTree(text);
  if ("issue" in tree) return undefined;
  const found: Conjunct[] = [];
  const open = [tree.root];
  for (let node = open.pop(); node !== undefined; node = open.pop()) {
    if (node.op === "&&") open.push(node.args[1], node.args[0]);
    else found.push({ text: slice(tree, node), tree, node, reads: readsOf(tree, node) });
  }
  return found;
}

/** All comparisons below a node that have a field on one side, each seen from every such field. */
export function comparisonsOf({ tree, node: root }: Conjunct): readonly Comparison[] {
  const found: Comparison[] = [];
  const open = [root];
  const add = (left: Node, op: Operator, right: Node): void => {
    const path = fieldOf(tree, left);
    if (path !== undefined) found.push({ path, op, other: slice(tree, right), reads: readsOf(tree, right) });
  };
  for (let node = open.pop(); node !== undefined; node = open.pop()) {
    open.push(...childrenOf(node).toReversed());
    if (node.op === "in" && node.args[1].op === "list") {
      for (const each of node.args[1].args) add(node.args[0], "in", each);
    } else if (Object.hasOwn(FLIPPED, node.op)) {
      const [left, right] = node.args as [Node, Node];
      add(left, node.op as Operator, right);
      add(right, FLIPPED[node.op]!, left);
    }
  }
  return found;
}

/** The comparison that a conjunct is, seen from every field that is a side of it. */
export function asComparisons(conjunct: Conjunct): readonly Comparison[] {
  return Object.hasOwn(FLIPPED, conjunct.node.op) ? comparisonsOf(conjunct).filter((c) => isSide(conjunct, c)) : [];
}

function isSide({ tree, node }: Conjunct, { path }: Comparison): boolean {
  return (node.args as readonly Node[]).some((side) => fieldOf(tree, side) === path);
}

/** The field of a conjunct `x != null` or `has(x)`. */
export function presentField(conjunct: Conjunct): string | undefined {
  const { node, tree } = conjunct;
  if (node.op === "call" && node.args[0] === "has" && node.args[1].length === 1) return fieldOf(tree, node.args[1][0]!);
  return asComparisons(conjunct).find(({ op, other }) => op === "!=" && other === "null")?.path;
}

/** The field of a conjunct `x == null` or `!has(x)`. */
export function absentField(conjunct: Conjunct): string | undefined {
  const { node, tree } = conjunct;
  if (node.op === "!_") return presentField({ ...conjunct, node: node.args, text: slice(tree, node.args) });
  return asComparisons(conjunct).find(({ op, other }) => op === "==" && other === "null")?.path;
}

/** Field and pattern of `x.matches("...")`. */
export function matchOf({ node, tree }: Conjunct): { readonly path: string; readonly pattern: string } | undefined {
  if (node.op !== "rcall" || node.args[0] !== "matches") return undefined;
  const path = fieldOf(tree, node.args[1]);
  const [pattern] = node.args[2];
  return path !== undefined && pattern?.op === "value" && typeof pattern.args === "string"
    ? { path, pattern: pattern.args }
    : undefined;
}

/** Field, operator and number of `size(x) <= 10`. */
export function sizeOf(
  conjunct: Conjunct,
): { readonly path: string; readonly op: Operator; readonly size: number } | undefined {
  const { node, tree } = conjunct;
  if (!Object.hasOwn(FLIPPED, node.op)) return undefined;
  const [left, right] = node.args as [Node, Node];
  const read = (side: Node): string | undefined => {
    const inner =
      side.op === "call" && side.args[0] === "size"
        ? side.args[1][0]
        : side.op === "rcall" && side.args[0] === "size"
          ? side.args[1]
          : undefined;
    return inner && fieldOf(tree, inner);
  };
  const [path, op, other] =
    read(left) === undefined
      ? ([read(right), FLIPPED[node.op]!, left] as const)
      : ([read(left), node.op as Operator, right] as const);
  const size = Number(slice(tree, other));
  return path === undefined || !Number.isInteger(size) ? undefined : { path, op, size };
}

/** What an expression without fields gives; undefined where it reads any, or is wrong. */
export function constantOf(text: string, now: number): Constant | undefined {
  const { expression, issues } = compileExpression(text, { now, resolve: () => undefined });
  if (expression === undefined || issues.length > 0 || expression.reads.length > 0 || readsOfText(text).length > 0)
    return undefined;
  const machine = trialMachine();
  const [column] = expression.kernel.run({
    machine,
    rows: { from: 0, length: 1, numbers: 0 },
    inputs: [],
    key: { k0: 0, k1: 0 },
  });
  return { kind: expression.type.kind, value: readCell(machine, { name: "", ...expression.type }, column!, 0) };
}

/** Which of some words keep a condition on one field alone, and whether null does; undefined where it cannot be typed. */
export function wordsThatKeep(
  text: string,
  path: string,
  words: readonly string[] | "boolean",
  now: number,
): { readonly kept: readonly boolean[]; readonly nullKept: boolean } | undefined {
  const dictionary = words === "boolean" ? undefined : { words };
  const count = words === "boolean" ? 2 : words.length;
  const type: ColumnType = {
    kind: dictionary === undefined ? "boolean" : "text",
    nullable: true,
    scale: 0,
    millis: false,
    ...(dictionary === undefined ? {} : { dictionary }),
  };
  const { expression, issues } = compileExpression(
    text,
    { now, resolve: (asked) => (asked === path ? type : undefined) },
    { kind: "boolean" },
  );
  if (expression === undefined || issues.length > 0) return undefined;
  const machine = trialMachine();
  const n = count + 1; // the last cell is null
  const at = machine.alloc(n * 8);
  const valid = machine.alloc((n + 7) >> 3);
  machine.u8.fill(0, valid, valid + ((n + 7) >> 3));
  for (let i = 0; i < n; i++) {
    if (dictionary === undefined) machine.f64[at / 8 + i] = i % 2;
    else machine.u32[at / 4 + i] = i % Math.max(count, 1);
    if (i < count) machine.u8[valid + (i >> 3)]! |= 1 << (i & 7);
  }
  const input =
    dictionary === undefined
      ? ({ layout: "f64", at, valid } as const)
      : ({ layout: "dict", at, valid, dictionary } as const);
  const [column] = expression.kernel.run({
    machine,
    rows: { from: 0, length: n, numbers: 0 },
    inputs: expression.reads.map(() => input),
    key: { k0: 0, k1: 0 },
  });
  const cells = Array.from(
    { length: n },
    (_, i) => readCell(machine, { name: "", ...expression.type }, column!, i) !== false,
  );
  return { kept: cells.slice(0, count), nullKept: cells[count]! };
}
