import { calculate, negate } from "./arithmetic.ts";
import { choose } from "./choose.ts";
import { compare } from "./compare.ts";
import { composed } from "./compose.ts";
import { join, not } from "./logic.ts";
import type { Node } from "./parse.ts";
import { stringOf } from "./text.ts";
import { calculateTime } from "./time.ts";
import { nothing, type Built, type Term } from "./term.ts";

const TEMPORAL = new Set<Term["kind"]>(["date", "datetime", "time", "duration"]);

function arithmetic(op: "+" | "-" | "*" | "/" | "%", a: Term, b: Term): Built {
  if (a.kind === "null" || b.kind === "null") return nothing();
  if (op === "+" && (a.kind === "text" || b.kind === "text")) return composed([stringPart(a), stringPart(b)]);
  return TEMPORAL.has(a.kind) || TEMPORAL.has(b.kind) ? calculateTime(op, a, b) : calculate(op, a, b);
}

/** What the concatenating loop can write stays as it is. */
function stringPart(term: Term): Term {
  return term.kind === "duration" ? stringOf(term) : term;
}

/** The result of an operator of the language. */
export function operate(op: Node["op"], terms: readonly Term[]): Built {
  const [a, b, c] = terms as [Term, Term, Term];
  switch (op) {
    case "+":
    case "-":
    case "*":
    case "/":
    case "%":
      return arithmetic(op, a, b);
    case "==":
    case "!=":
    case "<":
    case "<=":
    case ">":
    case ">=":
      return compare(op, a, b);
    case "&&":
    case "||":
      return join(op, terms);
    case "!_":
      return not(a);
    case "-_":
      return negate(a);
    case "?:":
      return choose(a, b, c);
    default:
      return { complaint: `${op} is not offered` };
  }
}
