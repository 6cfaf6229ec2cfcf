import { coalesce } from "./choose.ts";
import { compare } from "./compare.ts";
import type { FunctionTable } from "./function-table.ts";
import { numericFunctions } from "./numeric.ts";
import { nothing, type Built, type Term } from "./term.ts";
import { textFunctions } from "./text.ts";
import { timeFunctions } from "./time-functions.ts";

/** Every function of the language by name. */
export const FUNCTIONS: FunctionTable = {
  ...numericFunctions,
  ...textFunctions,
  ...timeFunctions,
  coalesce: { args: [1, 32], does: "the first of its arguments that is not null", takesNull: true, make: coalesce },
  has: {
    args: [1, 1],
    does: "whether a value is not null",
    takesNull: true,
    make: ([a]) => compare("!=", a!, nothing()),
  },
};

/** Edits from one name to another: insertions, deletions and replacements (Levenshtein 1966). */
function distance(a: string, b: string): number {
  let row = Array.from({ length: b.length + 1 }, (_, j) => j);
  for (let i = 1; i <= a.length; i++) {
    const next = [i];
    for (let j = 1; j <= b.length; j++)
      next.push(Math.min(row[j]! + 1, next[j - 1]! + 1, row[j - 1]! + (a[i - 1] === b[j - 1] ? 0 : 1)));
    row = next;
  }
  return row[b.length]!;
}

/** The function whose name is nearest, if one is near. */
export function nearestFunction(name: string): string | undefined {
  const wanted = name.slice(0, 32).toLowerCase();
  const scored = Object.keys(FUNCTIONS).map((known) => [distance(wanted, known.toLowerCase()), known] as const);
  const longer = Object.keys(FUNCTIONS).find((known) => wanted.length > 2 && known.toLowerCase().startsWith(wanted));
  if (longer !== undefined) return longer;
  const [edits, known] = scored.reduce((best, one) => (one[0] < best[0] ? one : best));
  return edits <= Math.max(1, Math.floor(wanted.length / 3)) ? known : undefined;
}

/** Whether there is a function of that name. */
export function isFunction(name: string): boolean {
  return Object.hasOwn(FUNCTIONS, name);
}

/** The result of a function that there is. */
export function callFunction(name: string, terms: readonly Term[]): Built {
  const func = FUNCTIONS[name]!;
  const [least, most] = func.args;
  if (terms.length < least || terms.length > most) {
    const count = least === most ? String(least) : `${least} to ${most}`;
    return { complaint: `${name} takes ${count} argument${most === 1 ? "" : "s"}, found ${terms.length}` };
  }
  return func.takesNull !== true && terms.some((term) => term.kind === "null") ? nothing() : func.make(terms);
}
