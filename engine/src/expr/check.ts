import { DAY_MS } from "../batch/cells.ts";
import type { ColumnType } from "../batch/column.ts";
import { isIn } from "./compare.ts";
import type { ExpressionIssue, Scope } from "./scope.ts";
import { callFunction, isFunction, nearestFunction } from "./functions.ts";
import { literal } from "./literal.ts";
import { operate } from "./operators.ts";
import { childrenOf, excerpt, type Node, type Tree } from "./parse.ts";
import { constantNumber, inputTerm, isTerm, rowTerm, type Built, type Term } from "./term.ts";

/** What a check has found so far. */
interface Checking {
  readonly tree: Tree;
  readonly scope: Scope;
  readonly issues: ExpressionIssue[];
  /** Types by path, in the order of the inputs; undefined where there is no such name. */
  readonly paths: Map<string, Term | undefined>;
  readonly reads: string[];
}

function complain(checking: Checking, node: Node, code: string, message: string, hint?: string): undefined {
  const { text } = checking.tree;
  const place = `column ${node.start + 1}, "${excerpt(text.slice(node.start, node.end))}": `;
  checking.issues.push({ code, message: `${place}${message}.`, ...(hint === undefined ? {} : { hint }) });
  return undefined;
}

function settle(checking: Checking, node: Node, built: Built): Term | undefined {
  return isTerm(built) ? built : complain(checking, node, "expression/type", built.complaint, built.hint);
}

/** The path that a node spells, if it is names joined by dots. */
export function pathOf(tree: Tree, node: Node): string | undefined {
  if (node.op === "id") return tree.quoted.get(node.end) ?? node.args;
  if (node.op !== ".") return undefined;
  const before = pathOf(tree, node.args[0]);
  return before === undefined ? undefined : `${before}.${tree.quoted.get(node.end) ?? node.args[1]}`;
}

function reserved(checking: Checking, node: Node): Term | undefined {
  if (node.op !== "id" || checking.tree.quoted.has(node.end)) return undefined;
  const { now } = checking.scope;
  if (node.args === "row") return rowTerm;
  if (node.args === "now") return constantNumber("datetime", now, 0, { millis: now % 1000 !== 0 });
  return node.args === "today" ? constantNumber("date", Math.floor(now / DAY_MS)) : undefined;
}

function checkName(checking: Checking, node: Node): Term | undefined {
  const path = pathOf(checking.tree, node);
  if (path === undefined)
    return complain(checking, node, "expression/type", "only the names of fields can be followed by a dot");
  const known = reserved(checking, node);
  if (known !== undefined || checking.paths.has(path)) return known ?? checking.paths.get(path);
  const type: ColumnType | undefined = checking.scope.resolve(path);
  const term = type === undefined ? undefined : inputTerm(type, checking.reads.length);
  checking.paths.set(path, term);
  if (term === undefined) return complain(checking, node, "expression/unknown-name", `there is no field ${path}`);
  checking.reads.push(path);
  return term;
}

function complainOfFunction(checking: Checking, node: Node, name: string): undefined {
  const near = nearestFunction(name);
  const hint = near === undefined ? "docs/expressions.md lists them." : `Did you mean ${near}?`;
  return complain(checking, node, "expression/unknown-function", `there is no function ${name}`, hint);
}

/** Each of the nodes as a term; undefined after complaints about any. */
function checkAll(checking: Checking, nodes: readonly Node[]): readonly Term[] | undefined {
  const terms = nodes.map((node) => checkNode(checking, node));
  return terms.every((term) => term !== undefined) ? terms : undefined;
}

function checkNode(checking: Checking, node: Node): Term | undefined {
  switch (node.op) {
    case "value":
      return settle(checking, node, literal(node.args, checking.tree.text.slice(node.start, node.end)));
    case "id":
    case ".":
      return checkName(checking, node);
    case "call":
    case "rcall": {
      const name = node.args[0];
      if (!isFunction(name)) return complainOfFunction(checking, node, name);
      const terms = checkAll(checking, childrenOf(node));
      return terms && settle(checking, node, callFunction(name, terms));
    }
    case "in": {
      const [left, list] = node.args;
      if (list.op !== "list")
        return complain(checking, list, "expression/type", "in takes a list in brackets on its right");
      const terms = checkAll(checking, [left, ...list.args]);
      return terms && settle(checking, node, isIn(terms[0]!, terms.slice(1)));
    }
    case "list":
      return complain(checking, node, "expression/type", "a list can only stand on the right of in");
    case "map":
    case "[]":
    case "[?]":
    case ".?":
      return complain(checking, node, "expression/type", "maps, indexes and optional fields are not offered");
    default: {
      const terms = checkAll(checking, childrenOf(node));
      return terms && settle(checking, node, operate(node.op, terms));
    }
  }
}

/** The typed term of a tree, or what is wrong with it; `reads` are the paths of its inputs. */
export function checkTree(
  tree: Tree,
  scope: Scope,
): { readonly term: Term | undefined; readonly issues: ExpressionIssue[]; readonly reads: readonly string[] } {
  const checking: Checking = { tree, scope, issues: [], paths: new Map(), reads: [] };
  const term = checkNode(checking, tree.root);
  return { term, issues: checking.issues, reads: checking.reads };
}
