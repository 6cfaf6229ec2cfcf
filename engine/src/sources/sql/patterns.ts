import type { SqlExpression } from "../catalogue.ts";
import type { SqlDialect } from "./tokens.ts";

const quote = (c: string): string => (/[\\^$.*+?()[\]{}|/]/.test(c) ? `\\${c}` : c);

const literal = (value: string): SqlExpression => ({ op: "literal", value });

/** The class in brackets at `from` as one of a regular expression, and where it ends; undefined where it does not end. */
function bracketed(pattern: string, from: number): { readonly source: string; readonly to: number } | undefined {
  const close = pattern.indexOf("]", from + 1);
  if (close === -1) return undefined;
  const inner = pattern.slice(from + 1, close);
  const negation = /^[\^!]/.test(inner) ? "^" : "";
  const body = inner.slice(negation.length).replaceAll(/[\\^[\]]/g, "\\$&");
  return { source: body === "" ? "" : `[${negation}${body}]`, to: close + 1 };
}

/** A pattern of wildcards as a regular expression of the whole text. */
function toRegex(pattern: string, any: string, one: string, escape: string | undefined): string | undefined {
  let source = "^";
  for (let k = 0; k < pattern.length;) {
    const c = pattern[k]!;
    if (c === escape && k + 1 < pattern.length) {
      source += quote(pattern[k + 1]!);
      k += 2;
    } else if (c === "[") {
      const found = bracketed(pattern, k);
      if (found === undefined) return undefined;
      source += found.source;
      k = found.to;
    } else {
      source += c === any ? ".*" : c === one ? "." : quote(c);
      k += 1;
    }
  }
  return `${source}$`;
}

/** What stands behind LIKE: as LIKE of every dialect (escapes as `\`), or as a regular expression where SQL Server has classes in brackets. */
export function likePattern(
  right: SqlExpression,
  dialect: SqlDialect,
  escape: string | undefined,
): { readonly operator: "like" | "~"; readonly pattern: SqlExpression | undefined } {
  if (right.op !== "literal" || typeof right.value !== "string")
    return { operator: "like", pattern: escape === undefined ? right : undefined };
  const { value } = right;
  if (dialect === "sqlserver" && value.includes("[")) {
    const source = toRegex(value, "%", "_", escape);
    return { operator: "~", pattern: source === undefined ? undefined : literal(source) };
  }
  const own = escape ?? (dialect === "mysql" ? "\\" : undefined);
  if (own === "\\") return { operator: "like", pattern: right };
  let pattern = "";
  for (let k = 0; k < value.length; k += 1) {
    const isEscape = value[k] === own && k + 1 < value.length;
    if (isEscape) k += 1;
    pattern += isEscape || value[k] === "\\" ? `\\${value[k]!}` : value[k]!;
  }
  return { operator: "like", pattern: literal(pattern) };
}

/** SQLite's GLOB as a regular expression. */
export function globPattern(right: SqlExpression): SqlExpression | undefined {
  if (right.op !== "literal" || typeof right.value !== "string") return undefined;
  const source = toRegex(right.value, "*", "?", undefined);
  return source === undefined ? undefined : literal(source);
}
