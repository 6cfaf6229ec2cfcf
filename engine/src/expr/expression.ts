import type { ColumnType } from "../batch/column.ts";
import type { Kernel } from "../plan/plan.ts";
import { checkTree } from "./check.ts";
import { finished } from "./convert.ts";
import { parseTree } from "./parse.ts";
import type { ExpressionIssue, Scope } from "./scope.ts";
import { toTarget } from "./target.ts";
import { isTerm } from "./term.ts";

export type { ExpressionIssue, Scope };

/** An expression ready to run over columns: input k of the kernel is the column of `reads[k]`. */
export interface Expression {
  readonly type: ColumnType;
  readonly kernel: Kernel;
  readonly reads: readonly string[];
}

/** Parses and types `text`; the result is converted to `target` where one is given. Never throws. */
export function compileExpression(
  text: string,
  scope: Scope,
  target?: Partial<ColumnType> & Pick<ColumnType, "kind">,
): { readonly expression?: Expression; readonly issues: readonly ExpressionIssue[] } {
  const tree = parseTree(text);
  if ("issue" in tree) return { issues: [tree.issue] };
  const { term, issues, reads } = checkTree(tree, scope);
  if (term === undefined) return { issues };
  const result = toTarget(term, target);
  if (!isTerm(result)) {
    const { complaint, hint } = result;
    return { issues: [{ code: "expression/type", message: `${complaint}.`, ...(hint === undefined ? {} : { hint }) }] };
  }
  const { kind, nullable, dictionary } = result;
  const run = finished(result);
  const scale = kind === "decimal" ? result.scale : 0;
  const millis = (kind === "datetime" || kind === "time") && result.millis;
  const type: ColumnType = { kind, nullable, scale, millis, ...(dictionary === undefined ? {} : { dictionary }) };
  // Choices may carry a bitmap even where one of them always has a value.
  const kernel: Kernel = { run: (task) => [nullable ? run(task) : { ...run(task), valid: 0 }] };
  return { expression: { type, kernel, reads }, issues };
}
