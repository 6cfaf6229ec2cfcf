import { andValid } from "../batch/valid.ts";
import { invariant } from "../errors.ts";
import type { Task } from "../plan/plan.ts";
import { bitOf, combined, mapped, type Loop2 } from "./loops.ts";
import { written } from "./compose.ts";
import { join, not } from "./logic.ts";
import { met } from "./meet.ts";
import { coded, perCell } from "./per-cell.ts";
import { constantNumber, isText, isTerm, nameOf, type Built, type Run, type Term } from "./term.ts";

const encoder = new TextEncoder();

export type Comparison = "==" | "!=" | "<" | "<=" | ">" | ">=";

const LOOPS: Readonly<Record<Comparison, Loop2>> = {
  "==": (a, b, out, n) => {
    for (let i = 0; i < n; i++) out[i] = a[i] === b[i] ? 1 : 0;
  },
  "!=": (a, b, out, n) => {
    for (let i = 0; i < n; i++) out[i] = a[i] === b[i] ? 0 : 1;
  },
  "<": (a, b, out, n) => {
    for (let i = 0; i < n; i++) out[i] = a[i]! < b[i]! ? 1 : 0;
  },
  "<=": (a, b, out, n) => {
    for (let i = 0; i < n; i++) out[i] = a[i]! <= b[i]! ? 1 : 0;
  },
  ">": (a, b, out, n) => LOOPS["<"](b, a, out, n),
  ">=": (a, b, out, n) => LOOPS["<="](b, a, out, n),
};

/** Order by code points, which is that of the UTF-8 bytes; JavaScript's own is that of UTF-16. */
function compareText(a: string, b: string): number {
  let i = 0;
  while (i < a.length && i < b.length && a[i] === b[i]) i++;
  if (i === a.length || i === b.length) return Math.sign(a.length - b.length);
  const isHalf = (unit: number): boolean => unit >= 0xd800 && unit <= 0xdfff;
  const [x, y] = [a.charCodeAt(i), b.charCodeAt(i)];
  return isHalf(x) === isHalf(y) ? Math.sign(x - y) : isHalf(x) ? 1 : -1;
}

function holds(op: Comparison, order: number): boolean {
  if (op === "==" || op === "!=") return (order === 0) === (op === "==");
  return op === "<" ? order < 0 : op === "<=" ? order <= 0 : op === ">" ? order > 0 : order >= 0;
}

/** Where the text of each row begins and ends: 4-byte offsets `step` rows apart, 0 for a literal. */
interface Texts {
  readonly offsets: number;
  readonly bytes: number;
  readonly valid: number;
  readonly step: 0 | 1;
}

function textsOf(term: Term): (task: Task) => Texts {
  const literal = typeof term.constant === "string" ? encoder.encode(term.constant) : undefined;
  const whole = written([term]);
  return (task) => {
    const { machine } = task;
    if (literal === undefined) {
      const column = whole.run(task);
      invariant(column.layout === "text", "a written text");
      return { ...column, step: 1 };
    }
    const offsets = machine.alloc(8);
    const bytes = machine.alloc(literal.length);
    machine.u32.set([0, literal.length], offsets / 4);
    machine.u8.set(literal, bytes);
    return { offsets, bytes, valid: 0, step: 0 };
  };
}

/** -1, 0 or 1 by the bytes of two texts. */
function order(a: Term, b: Term): Term {
  const [left, right] = [textsOf(a), textsOf(b)];
  const run: Run = (task) => {
    const { machine, rows } = task;
    const n = rows.length;
    const x = left(task);
    const y = right(task);
    const valid = andValid(machine, x.valid, y.valid, n);
    const at = machine.alloc(n * 8);
    const { u8, u32, f64 } = machine;
    let p = x.offsets / 4;
    let q = y.offsets / 4;
    for (let i = 0, out = at / 8; i < n; i++, p += x.step, q += y.step) {
      let s = x.bytes + u32[p]!;
      let t = y.bytes + u32[q]!;
      const sEnd = x.bytes + u32[p + 1]!;
      const tEnd = y.bytes + u32[q + 1]!;
      while (s < sEnd && t < tEnd && u8[s] === u8[t]) {
        s++;
        t++;
      }
      const difference = s < sEnd && t < tEnd ? u8[s]! - u8[t]! : sEnd - s - (tEnd - t);
      f64[out + i] = difference < 0 ? -1 : difference > 0 ? 1 : 0;
    }
    return { layout: "f64", at, valid };
  };
  return { kind: "integer", scale: 0, millis: false, nullable: a.nullable || b.nullable, run };
}

function compareTexts(op: Comparison, a: Term, b: Term): Term {
  const words = [a, b].flatMap((term) => term.dictionary?.words ?? []);
  const isLiteral = a.constant !== undefined || b.constant !== undefined;
  if (isLiteral && a.dictionary !== undefined && b.dictionary !== undefined)
    return perCell({ kind: "boolean" }, [a, b], (x: string, y: string) => (holds(op, compareText(x, y)) ? 1 : 0));
  if (a.dictionary !== undefined && b.dictionary !== undefined) {
    const sorted = [...new Set(words)];
    if (op !== "==" && op !== "!=") sorted.sort(compareText);
    const ranks = new Map(sorted.map((word, rank) => [word, rank]));
    const rankOf = (term: Term): Term =>
      coded(
        { kind: "integer" },
        term,
        Float64Array.from(term.dictionary!.words, (word) => ranks.get(word)!),
      );
    return combined({ kind: "boolean" }, rankOf(a), rankOf(b), LOOPS[op]);
  }
  return combined({ kind: "boolean" }, order(a, b), constantNumber("integer", 0), LOOPS[op]);
}

/** Whether two uuids are the same: 1 or 0. */
function sameUuid(a: Term, b: Term): Run {
  return (task) => {
    const { machine, rows } = task;
    const [x, y] = [a.run(task), b.run(task)];
    const at = machine.alloc(rows.length * 8);
    const [p, q] = [x, y].map((column) => (column.layout === "uuid" ? column.at / 4 : 0)) as [number, number];
    const { u32, f64 } = machine;
    for (let i = 0; i < rows.length; i++) {
      let same = 1;
      for (let k = i * 4; k < i * 4 + 4; k++) if (u32[p + k] !== u32[q + k]) same = 0;
      f64[at / 8 + i] = same;
    }
    return { layout: "f64", at, valid: andValid(machine, x.valid, y.valid, rows.length) };
  };
}

/** Whether the cells are null (or, with `wanted` 0, are not): never null itself. */
function isNull(a: Term, wanted: 0 | 1): Term {
  const run: Run = (task) => {
    const { machine, rows } = task;
    const { valid } = a.run(task);
    const at = machine.alloc(rows.length * 8);
    const { u8, f64 } = machine;
    for (let i = 0, out = at / 8; i < rows.length; i++) f64[out + i] = bitOf(u8, valid, i) === wanted ? 0 : 1;
    return { layout: "f64", at, valid: 0 };
  };
  return { kind: "boolean", scale: 0, millis: false, nullable: false, run };
}

/** A comparison; null where either side is, except against the literal null, which asks whether the other is null. */
export function compare(op: Comparison, a: Term, b: Term): Built {
  if (a.kind === "null" || b.kind === "null") {
    if (op === "==" || op === "!=") return isNull(a.kind === "null" ? b : a, op === "==" ? 1 : 0);
    return { complaint: `${op} cannot compare with null`, hint: "Write == null or != null." };
  }
  const both = met([a, b]);
  if ("complaint" in both)
    return {
      complaint: `${op} cannot compare ${nameOf(a)} with ${nameOf(b)}`,
      hint: "Convert one, for instance with string(x) or date(x).",
    };
  const [x, y] = both as [Term, Term];
  if (x.kind === "uuid") {
    if (op !== "==" && op !== "!=") return { complaint: `${op} cannot compare uuids`, hint: "Compare string(x)." };
    const same: Term = {
      kind: "boolean",
      scale: 0,
      millis: false,
      nullable: x.nullable || y.nullable,
      run: sameUuid(x, y),
    };
    return op === "==" ? same : not(same);
  }
  if (isText(x)) return compareTexts(op, x, y);
  return combined({ kind: "boolean" }, x, y, LOOPS[op]);
}

/** Whether a equals one of some terms. */
export function isIn(a: Term, list: readonly Term[]): Built {
  const [first] = list;
  if (first === undefined) return constantNumber("boolean", 0);
  const both = list.every((term) => term.constant !== undefined) && a.kind !== "null" ? met([a, ...list]) : undefined;
  if (both !== undefined && !("complaint" in both)) {
    const values = new Set(both.slice(1).map((term) => term.constant));
    if (isText(both[0]!)) return perCell({ kind: "boolean" }, [both[0]!], (x: string) => (values.has(x) ? 1 : 0));
    return mapped({ kind: "boolean" }, both[0]!, (x, out, n) => {
      for (let i = 0; i < n; i++) out[i] = values.has(x[i]) ? 1 : 0;
    });
  }
  return list
    .map((term) => compare("==", a, term))
    .reduce((sum, one) => (isTerm(sum) && isTerm(one) ? join("||", [sum, one]) : isTerm(sum) ? one : sum));
}
