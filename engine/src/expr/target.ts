import type { ColumnType, Dictionary } from "../batch/column.ts";
import { toKind } from "./convert.ts";
import { fromText, toText } from "./meet.ts";
import { perCell } from "./per-cell.ts";
import { isText, nameOf, nothing, type Complaint, type Run, type Term } from "./term.ts";
import { stringOf } from "./text.ts";

type Target = Partial<ColumnType> & Pick<ColumnType, "kind">;

/** A term of one of the kinds that columns have. */
export type Typed = Term & Pick<ColumnType, "kind">;

function isTyped(term: Term): term is Typed {
  return term.kind !== "null";
}

/** Text as codes into a dictionary that was there before; a word that is not in it would have no code. */
function inDictionary(term: Term, dictionary: Dictionary): Typed | Complaint {
  const codes = new Map(dictionary.words.map((word, code) => [word, code]));
  const strange = term.dictionary?.words.find((word) => !codes.has(word));
  if (strange !== undefined && term.kind !== "null") {
    const some = dictionary.words.slice(0, 5).join(", ");
    return {
      complaint: `gives "${strange}", which is not one of ${some}${dictionary.words.length > 5 ? ", ..." : ""}`,
    };
  }
  const numbers = perCell({ kind: "integer", partial: true }, [term], (word: string) => codes.get(word));
  const run: Run = (task) => {
    const { machine, rows } = task;
    const column = numbers.run(task);
    const at = machine.alloc(rows.length * 4);
    const { u32, f64 } = machine;
    const from = column.layout === "f64" ? column.at / 8 : 0;
    for (let i = 0; i < rows.length; i++) u32[at / 4 + i] = f64[from + i]!;
    return { layout: "dict", at, valid: column.valid, dictionary };
  };
  return { kind: "text", nullable: numbers.nullable, scale: 0, millis: false, dictionary, run };
}

/** The literal null as a column of that kind. */
function nothingOf(target: Target): Typed {
  const { kind, scale = 0, millis = false, dictionary } = target;
  if (kind === "uuid") {
    const run: Run = ({ machine, rows }) => {
      const bytes = (rows.length + 7) >> 3;
      const valid = machine.alloc(bytes);
      const at = machine.alloc(rows.length * 16);
      machine.u8.fill(0, valid, valid + bytes);
      machine.u8.fill(0, at, at + rows.length * 16);
      return { layout: "uuid", at, valid };
    };
    return { kind, nullable: true, scale, millis, run };
  }
  const isWord = kind === "text" || kind === "json";
  return { ...nothing(isWord ? (dictionary ?? { words: [""] }) : undefined), kind, scale, millis };
}

/** The term in the kind, scale and precision asked for; without a target, in its own. */
export function toTarget(term: Term, target: Target | undefined): Typed | Complaint {
  if (!isTyped(term)) return nothingOf(target ?? { kind: "text" });
  if (target === undefined) return term;
  const { kind, scale = term.scale, millis, dictionary } = target;
  if (kind === "text") {
    const text = isText(term) ? toText(term) : stringOf(term);
    return dictionary === undefined ? { ...text, kind } : inDictionary(text, dictionary);
  }
  const typed = typeof term.constant === "string" ? fromText(term.constant, kind) : toKind(term, kind, scale);
  if (typed !== undefined) return { ...typed, kind, millis: millis ?? typed.millis };
  const found = typeof term.constant === "string" ? `"${term.constant}"` : nameOf(term);
  return { complaint: `gives ${found}, but ${kind} is wanted`, hint: hintFor(term, kind) };
}

function hintFor(term: Term, kind: ColumnType["kind"]): string {
  if (kind === "boolean") return 'Compare it with something: x > 0, x == "a".';
  if (term.kind === "text" && ["date", "datetime", "time", "duration"].includes(kind))
    return `Read it with ${kind}(x).`;
  if (term.kind === "text" && kind === "integer") return "Read it with int(x).";
  return term.kind === "text" && (kind === "float" || kind === "decimal")
    ? "Read it with double(x)."
    : `Give the field another type than ${kind}, or change the expression.`;
}
