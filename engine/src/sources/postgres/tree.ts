import type { Node } from "libpg-query";

/** The texts of a list of names. */
export function wordsOf(nodes: readonly Node[] | undefined): string[] {
  return (nodes ?? []).flatMap((node) => ("String" in node ? [node.String.sval ?? ""] : []));
}

/** A constant of the tree; undefined where the node is none, or null is meant by null. */
export function constantOf(node: Node): string | number | boolean | null | undefined {
  if (!("A_Const" in node)) return undefined;
  const { A_Const: value } = node;
  if (value.isnull === true) return null;
  if (value.ival !== undefined) return value.ival.ival ?? 0;
  if (value.fval !== undefined) return Number(value.fval.fval);
  if (value.boolval !== undefined) return value.boolval.boolval ?? false;
  return value.sval === undefined ? undefined : (value.sval.sval ?? "");
}
