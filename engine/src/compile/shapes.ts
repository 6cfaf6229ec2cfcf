import type { z } from "zod";
import type { Issue } from "../errors.ts";
import { didYouMean } from "./suggest.ts";

/** A bound in the units of what it bounds. */
function toExtent(bound: number | bigint, origin: string): string {
  if (origin === "string") return `${bound} characters long`;
  if (origin === "array" || origin === "object") return `${bound} ${bound === 1 ? "entry" : "entries"} long`;
  return `${bound}`;
}

/** What zod expected, in our words. */
function toMessage(issue: z.core.$ZodIssue): string {
  switch (issue.code) {
    case "invalid_type":
      return issue.input === undefined
        ? `expected ${issue.expected}; found nothing.`
        : `expected ${issue.expected}; found ${show(issue.input)}.`;
    case "unrecognized_keys":
      return `unknown ${issue.keys.length === 1 ? "entry" : "entries"} ${issue.keys.join(", ")}.`;
    case "invalid_value":
      return `expected ${issue.values.map(show).join(" or ")}; found ${show(issue.input)}.`;
    case "too_small":
      return `must be ${issue.inclusive === true ? "at least" : "more than"} ${toExtent(issue.minimum, issue.origin)}; found ${show(issue.input)}.`;
    case "too_big":
      return `must be ${issue.inclusive === true ? "at most" : "less than"} ${toExtent(issue.maximum, issue.origin)}; found ${show(issue.input)}.`;
    default:
      return `${issue.message}; found ${show(issue.input)}.`;
  }
}

const LOOK_UP = "`docs/field-types.md` lists what each type takes, `docs/schema.json` the whole document.";

/** What to do about it. */
function toHint(issue: z.core.$ZodIssue): string {
  if (issue.code === "invalid_value" && typeof issue.input === "string")
    return didYouMean(issue.input, issue.values.map(String)) ?? LOOK_UP;
  const isLong = "origin" in issue && issue.origin !== "number" && issue.origin !== "bigint";
  if (issue.code === "too_small") return isLong ? "Add to it." : "Raise it.";
  if (issue.code === "too_big") return isLong ? "Shorten it." : "Lower it.";
  if (issue.code !== "invalid_type") return LOOK_UP;
  const { expected, input } = issue;
  if (input === undefined) return "Add it.";
  if (expected === "string" && (typeof input === "number" || typeof input === "boolean")) return "Put it in quotes.";
  const isNumeric = typeof input === "string" && input.trim() !== "" && Number.isFinite(Number(input));
  return isNumeric && (expected === "number" || expected === "int") ? "Write it without quotes." : LOOK_UP;
}

/** A value cut to one short line. */
export function show(value: unknown): string {
  if (typeof value === "string") return JSON.stringify(value.length > 40 ? `${value.slice(0, 40)}…` : value);
  if (typeof value === "number" || typeof value === "boolean" || value === null || value === undefined)
    return String(value);
  if (typeof value === "bigint") return `${value}`;
  return Array.isArray(value)
    ? `a list of ${value.length}`
    : `a ${typeof value === "object" ? "mapping" : typeof value}`;
}

/** What a branch of a union wants, in a few words. */
function expectationOf(issue: z.core.$ZodIssue): string {
  if (issue.code === "invalid_type")
    return issue.expected === "object"
      ? "a mapping"
      : issue.expected === "int"
        ? "a whole number"
        : `a ${issue.expected}`;
  if (issue.code === "invalid_value") return issue.values.map(show).join(" or ");
  return issue.code === "invalid_format" || issue.code === "invalid_union"
    ? "a text of the right form"
    : issue.message.toLowerCase();
}

/** Of a union's branches, the complaints of the one that came closest: deepest path, then fewest. */
function closest(errors: readonly (readonly z.core.$ZodIssue[])[]): readonly z.core.$ZodIssue[] {
  let best = errors[0] ?? [];
  const rank = (list: readonly z.core.$ZodIssue[]): number =>
    Math.max(0, ...list.map((i) => i.path.length * 2 + (i.code === "invalid_type" ? 0 : 1)));
  for (const list of errors) if (rank(list) > rank(best)) best = list;
  return best;
}

/** zod's complaints as issues below `path`; `knownAt` lists the entries allowed at a path, for suggestions. */
export function toIssues(path: string, errors: readonly z.core.$ZodIssue[], known: readonly string[] = []): Issue[] {
  return errors.flatMap((issue): Issue[] => {
    const place = [path, ...issue.path.map(String)].filter((part) => part !== "").join(".");
    if (issue.code === "invalid_union" && issue.errors.length > 0) {
      const inner = closest(issue.errors);
      if (inner.some((i) => i.path.length > 0 || i.code === "unrecognized_keys")) return toIssues(place, inner, known);
      const expected = [...new Set(issue.errors.flatMap((list) => list.map(expectationOf)))];
      return [
        {
          path: place,
          code: "schema/invalid",
          message: `expected ${expected.slice(0, 6).join(", or ")}; found ${show(issue.input)}.`,
          hint: LOOK_UP,
        },
      ];
    }
    if (issue.code === "invalid_key")
      return [
        {
          path: place,
          code: "schema/name",
          message: `${issue.issues[0]?.message ?? "not a name"}.`,
          hint: "Choose another name.",
        },
      ];
    if (issue.code === "unrecognized_keys") {
      return issue.keys.map((key) => {
        const hint = (issue.path.length === 0 ? didYouMean(key, known) : undefined) ?? LOOK_UP;
        return {
          path: place === "" ? key : `${place}.${key}`,
          code: "schema/unknown-entry",
          message: `unknown entry ${show(key)}.`,
          hint,
        };
      });
    }
    return [
      {
        path: place,
        code: issue.code === "invalid_type" ? "schema/type" : "schema/invalid",
        message: toMessage(issue),
        hint: toHint(issue),
      },
    ];
  });
}
