import type { Issue } from "../errors.ts";

const MOST_DEPTH = 64;
const MOST_NODES = 1_000_000;

/**
 * The document as plain data: mappings, lists, texts, numbers, booleans and null, as JSON could hold it. What JSON cannot hold becomes
 * absent. Too deep, too large or circular documents give an issue instead, so that nothing behind this door meets them.
 */
export function toPlain(document: unknown): { readonly plain: unknown } | { readonly issue: Issue } {
  let nodes = 0;
  let issue: Issue | undefined;
  const copy = (value: unknown, path: string, depth: number): unknown => {
    if (++nodes > MOST_NODES)
      issue ??= {
        path: "",
        code: "schema/too-large",
        message: `at most ${MOST_NODES} entries; found more.`,
        hint: "Split the schema.",
      };
    else if (depth > MOST_DEPTH)
      issue ??= {
        path: path.slice(0, 200),
        code: "schema/too-deep",
        message: `nested more than ${MOST_DEPTH} levels deep, or circular.`,
        hint: "Flatten it.",
      };
    if (issue !== undefined) return undefined;
    if (Array.isArray(value)) return value.map((inner, k) => copy(inner, `${path}.${k}`, depth + 1) ?? null);
    if (typeof value === "object" && value !== null) {
      const plain: Record<string, unknown> = {};
      for (const [name, inner] of Object.entries(value)) {
        if (name === "__proto__")
          issue ??= { path, code: "schema/name", message: "an entry cannot be called __proto__.", hint: "Rename it." };
        else plain[name] = copy(inner, path === "" ? name : `${path}.${name}`, depth + 1);
      }
      return plain;
    }
    if (typeof value === "bigint") return Number(value);
    return typeof value === "function" || typeof value === "symbol" ? undefined : value;
  };
  const plain = copy(document, "", 0);
  return issue === undefined ? { plain } : { issue };
}
