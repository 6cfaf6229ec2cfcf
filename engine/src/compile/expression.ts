import { compileExpression } from "../expr/expression.ts";
import type { Made, Site, Source, Target } from "./field-type.ts";

/** Lowers an expression over the fields of the site's table; undefined after complaints. `param` is where it stands. */
export function lowerExpression(
  text: string,
  site: Pick<Site, "now" | "read" | "issue">,
  param: string,
  target?: Target,
): Made | undefined {
  const sources = new Map<string, Source>();
  let unknown = false;
  const { expression, issues } = compileExpression(
    text,
    {
      now: site.now,
      resolve(path) {
        const source = sources.get(path) ?? site.read(path, param);
        if (source === undefined) unknown = true;
        else sources.set(path, source);
        return source;
      },
    },
    target,
  );
  for (const issue of issues)
    if (issue.code !== "expression/unknown-name" || !unknown) site.issue(issue.code, issue.message, issue.hint, param);
  if (expression === undefined) return undefined;
  return {
    ...expression.type,
    kernel: expression.kernel,
    inputs: expression.reads.map((path) => sources.get(path)!),
    nullable: expression.type.nullable,
    does: text,
  };
}
