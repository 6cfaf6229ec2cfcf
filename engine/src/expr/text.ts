import { readCell } from "../batch/cells.ts";
import type { FunctionTable } from "./function-table.ts";
import { bitOf } from "./loops.ts";
import { toText } from "./meet.ts";
import { compilePattern } from "./pattern.ts";
import { perCell, writeTexts } from "./per-cell.ts";
import { constantText, nameOf, type Built, type Complaint, type Run, type Term } from "./term.ts";

function wantTexts(name: string, terms: readonly Term[]): Complaint | undefined {
  const wrong = terms.find((term) => term.kind !== "text");
  return wrong && { complaint: `${name} takes text, found ${nameOf(wrong)}`, hint: "Convert it with string(x)." };
}

/** A function from texts to a text, boolean or integer. */
function ofTexts(
  name: string,
  kind: "text" | "boolean" | "integer",
  count: number,
  does: string,
  one: (...texts: string[]) => string | number,
) {
  return {
    args: [count, count] as const,
    does,
    make: (terms: readonly Term[]): Built => wantTexts(name, terms) ?? perCell({ kind }, terms, one),
  };
}

const flag = (claim: boolean): number => (claim ? 1 : 0);

const REPLACED_MOST = 65_536; // characters; replacing can square a length each time it is nested

/** Every occurrence of `what`, or each place between characters where that is empty, replaced by `by`. */
function replaceAll(text: string, what: string, by: string): string {
  const pieces = what === "" ? ["", ...text, ""] : text.split(what);
  let replaced = pieces[0]!;
  for (let k = 1; k < pieces.length && replaced.length < REPLACED_MOST; k++) replaced += by + pieces[k]!;
  return replaced;
}

/** Code points of the bytes of each text: those that continue none. */
function sizeOf(a: Term): Term {
  if (a.dictionary !== undefined) return perCell({ kind: "integer" }, [a], (text: string) => [...text].length);
  const run: Run = (task) => {
    const { machine, rows } = task;
    const column = a.run(task);
    const at = machine.alloc(rows.length * 8);
    if (column.layout !== "text") return { layout: "f64", at, valid: column.valid };
    const { u8, u32, f64 } = machine;
    for (let i = 0; i < rows.length; i++) {
      let count = 0;
      const end = column.bytes + u32[column.offsets / 4 + i + 1]!;
      for (let p = column.bytes + u32[column.offsets / 4 + i]!; p < end; p++) if ((u8[p]! & 0xc0) !== 0x80) count++;
      f64[at / 8 + i] = count;
    }
    return { layout: "f64", at, valid: column.valid };
  };
  return { kind: "integer", scale: 0, millis: false, nullable: a.nullable, run };
}

/** A whole number with leading zeros to at least `width` digits, a minus before them. */
function padNumber(a: Term, width: number): Term {
  const run: Run = (task) => {
    const { machine, rows } = task;
    const n = rows.length;
    const column = a.run(task);
    const most = Math.max(width, 16) + 1; // 2^53 has 16 digits
    const offsets = machine.alloc((n + 1) * 4);
    const bytes = machine.alloc(n * most);
    const source = column.layout === "f64" ? column.at / 8 : 0;
    const { u8, u32, f64 } = machine;
    let p = bytes;
    let hasMinus = false;
    u32[offsets / 4] = 0;
    for (let i = 0; i < n; i++) {
      if (bitOf(u8, column.valid, i) === 1) {
        let rest = Math.min(Math.abs(f64[source + i]!), Number.MAX_SAFE_INTEGER);
        if (f64[source + i]! < 0) {
          u8[p++] = 45;
          hasMinus = true;
        }
        let digits = 1;
        for (let power = 10; power <= rest; power *= 10) digits++;
        const end = p + Math.max(digits, width);
        let q = end - 1;
        for (; rest > 0x7fff_ffff; q--) {
          const next = Math.floor(rest / 10);
          u8[q] = 48 + (rest - next * 10);
          rest = next;
        }
        for (let whole = rest | 0; q >= p; q--) {
          const next = (whole / 10) | 0; // whole division is twice as fast
          u8[q] = 48 + (whole - next * 10);
          whole = next;
        }
        p = end;
      }
      u32[offsets / 4 + i + 1] = p - bytes;
    }
    machine.trim(bytes, p - bytes);
    return { layout: "text", offsets, bytes, valid: column.valid, plain: !hasMinus };
  };
  return { kind: "text", scale: 0, millis: false, nullable: a.nullable, run };
}

function pad(terms: readonly Term[]): Built {
  const [a, width] = terms as [Term, Term];
  const digits = width.constant;
  if (width.kind !== "integer" || typeof digits !== "number" || digits < 1 || digits > 100)
    return { complaint: "pad takes a number and a literal width of 1 to 100" };
  if (a.kind === "text")
    return perCell({ kind: "text" }, [a], (text: string) => "0".repeat(Math.max(0, digits - [...text].length)) + text);
  if (a.kind !== "integer") return { complaint: `pad takes an integer or a text, found ${nameOf(a)}` };
  return typeof a.constant === "number"
    ? constantText((a.constant < 0 ? "-" : "") + String(Math.abs(a.constant)).padStart(digits, "0"))
    : padNumber(a, digits);
}

/** ISO 8601 of a duration: the only kind that the concatenating loop does not write. */
function durationText(a: Term): Term {
  const header = { name: "", kind: "duration", nullable: a.nullable, scale: 0, millis: false } as const;
  const run: Run = (task) => {
    const { machine, rows } = task;
    const column = a.run(task);
    const texts = Array.from({ length: rows.length }, (_, i) => readCell(machine, header, column, i) ?? undefined);
    return writeTexts(machine, texts as (string | undefined)[], column.valid);
  };
  return { kind: "text", scale: 0, millis: false, nullable: a.nullable, run };
}

/** Any term as text. */
export function stringOf(a: Term): Term {
  return a.kind === "duration" ? durationText(a) : toText(a);
}

function substring(terms: readonly Term[]): Built {
  const [text, ...places] = terms as [Term, ...Term[]];
  const wrong = wantTexts("substring", [text]);
  if (wrong !== undefined) return wrong;
  if (places.some((term) => term.kind !== "integer")) return { complaint: "substring takes whole numbers as places" };
  return perCell({ kind: "text" }, terms, (cell: string, from: number, to = Infinity) => {
    const points = [...cell];
    return points.slice(Math.max(0, from), Math.max(0, to)).join("");
  });
}

function matches(terms: readonly Term[]): Built {
  const [text, pattern] = terms as [Term, Term];
  const wrong = wantTexts("matches", terms);
  if (wrong !== undefined) return wrong;
  if (typeof pattern.constant !== "string") return { complaint: "matches takes a literal pattern" };
  const compiled = compilePattern(pattern.constant);
  if ("complaint" in compiled) return compiled;
  return perCell({ kind: "boolean" }, [text], (cell: string) => flag(compiled.test(cell)));
}

export const textFunctions: FunctionTable = {
  size: {
    args: [1, 1],
    does: "characters of a text",
    make: ([a]) => wantTexts("size", [a!]) ?? sizeOf(a!),
  },
  startsWith: ofTexts("startsWith", "boolean", 2, "whether a text starts with another", (a, b) =>
    flag(a.startsWith(b)),
  ),
  endsWith: ofTexts("endsWith", "boolean", 2, "whether a text ends with another", (a, b) => flag(a.endsWith(b))),
  contains: ofTexts("contains", "boolean", 2, "whether a text contains another", (a, b) => flag(a.includes(b))),
  matches: { args: [2, 2], does: "whether some part of a text matches a pattern", make: matches },
  lowerAscii: ofTexts("lowerAscii", "text", 1, "A-Z as a-z", (a) => a.replace(/[A-Z]+/g, (part) => part.toLowerCase())),
  upperAscii: ofTexts("upperAscii", "text", 1, "a-z as A-Z", (a) => a.replace(/[a-z]+/g, (part) => part.toUpperCase())),
  trim: ofTexts("trim", "text", 1, "without white space at both ends", (a) => a.trim()),
  replace: ofTexts("replace", "text", 3, "every occurrence of the second text replaced by the third", replaceAll),
  substring: { args: [2, 3], does: "characters from one place (0 is the first) up to before another", make: substring },
  pad: { args: [2, 2], does: "leading zeros to a width", make: pad },
  string: { args: [1, 1], does: "anything as text", make: ([a]) => stringOf(a!) },
};
