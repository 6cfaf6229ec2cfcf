import type { Column, Dictionary } from "../batch/column.ts";
import { andValid } from "../batch/valid.ts";
import type { Task } from "../plan/plan.ts";
import type { Machine } from "../wasm/machine.ts";
import { writePieces } from "../batch/pieces.ts";
import { toScale } from "./convert.ts";
import { bitOf, toNumbers } from "./loops.ts";
import { met } from "./meet.ts";
import { isText, nameOf, type Built, type Run, type Term } from "./term.ts";

/** Bitmap of the rows where a condition is true; null counts as false. */
function trueBits(task: Task, condition: Term): number {
  const { machine, rows } = task;
  const column = toNumbers(condition.run(task));
  const bits = machine.alloc((rows.length + 7) >> 3);
  machine.loops.truths(column.at, rows.length, bits);
  return andValid(machine, bits, column.valid, rows.length);
}

/** The validity of x where a bit is set and of y elsewhere. */
function pickValid(machine: Machine, bits: number, x: number, y: number, n: number): number {
  if (x === 0 && y === 0) return 0;
  const bytes = (n + 7) >> 3;
  const out = machine.alloc(bytes);
  const { u8 } = machine;
  for (let k = 0; k < bytes; k++) {
    const b = u8[bits + k]!;
    u8[out + k] = (b & (x === 0 ? 255 : u8[x + k]!)) | (~b & (y === 0 ? 255 : u8[y + k]!));
  }
  return out;
}

/** The bitmap `valid` without the bits set in `bits`. */
function without(machine: Machine, valid: number, bits: number, n: number): number {
  const bytes = (n + 7) >> 3;
  const out = machine.alloc(bytes);
  const { u8 } = machine;
  for (let k = 0; k < bytes; k++) u8[out + k] = ~u8[bits + k]! & (valid === 0 ? 255 : u8[valid + k]!);
  return out;
}

/** Two dictionaries as one, and the code in it of each word of either. */
interface Union {
  readonly dictionary: Dictionary;
  readonly codes: readonly [Uint32Array, Uint32Array];
}

function union(a: Dictionary, b: Dictionary): Union {
  const codes = new Map<string, number>();
  const codeOf = (word: string): number => {
    if (!codes.has(word)) codes.set(word, codes.size);
    return codes.get(word)!;
  };
  const both = [Uint32Array.from(a.words, codeOf), Uint32Array.from(b.words, codeOf)] as const;
  return { dictionary: { words: codes.size === 0 ? [""] : [...codes.keys()] }, codes: both };
}

function pickWords(task: Task, bits: number, x: Column, y: Column, words: Union): Column {
  const { machine, rows } = task;
  const at = machine.alloc(rows.length * 4);
  const valid = pickValid(machine, bits, x.valid, y.valid, rows.length);
  const { u8, u32 } = machine;
  const [first, second] = words.codes;
  const [a, b] = [x.layout === "dict" ? x.at / 4 : 0, y.layout === "dict" ? y.at / 4 : 0];
  for (let i = 0, out = at / 4; i < rows.length; i++)
    u32[out + i] = bitOf(u8, bits, i) === 1 ? first[u32[a + i]!]! : second[u32[b + i]!]!;
  return { layout: "dict", at, valid, dictionary: words.dictionary };
}

function pickNumbers(task: Task, bits: number, x: Column, y: Column): Column {
  const { machine, rows } = task;
  const [a, b] = [toNumbers(x).at / 8, toNumbers(y).at / 8];
  const at = machine.alloc(rows.length * 8);
  const valid = pickValid(machine, bits, x.valid, y.valid, rows.length);
  const { u8, f64 } = machine;
  for (let i = 0, out = at / 8; i < rows.length; i++)
    f64[out + i] = bitOf(u8, bits, i) === 1 ? f64[a + i]! : f64[b + i]!;
  return { layout: "f64", at, valid };
}

function pickUuids(task: Task, bits: number, x: Column, y: Column): Column {
  const { machine, rows } = task;
  const at = machine.alloc(rows.length * 16);
  const valid = pickValid(machine, bits, x.valid, y.valid, rows.length);
  const [a, b] = [x, y].map((column) => (column.layout === "uuid" ? column.at / 4 : 0)) as [number, number];
  const { u8, u32 } = machine;
  for (let i = 0, out = at / 4; i < rows.length * 4; i++)
    u32[out + i] = u32[(bitOf(u8, bits, i >> 2) === 1 ? a : b) + i]!;
  return { layout: "uuid", at, valid };
}

function pickTexts(task: Task, bits: number, x: Column, y: Column, type: Term): Column {
  const { machine, rows } = task;
  const n = rows.length;
  const pieces = [
    { column: x, type, valid: andValid(machine, bits, x.valid, n) },
    { column: y, type, valid: without(machine, y.valid, bits, n) },
  ];
  const text = writePieces(task.machine, n, pieces, pickValid(machine, bits, x.valid, y.valid, n));
  return { ...text, plain: [x, y].every((column) => column.layout === "text" && column.plain) };
}

/** x where a bit is set and y elsewhere; 0 instead of a bitmap stands for x everywhere. Both have one kind. */
function picked(x: Term, y: Term, nullable: boolean, mask: (task: Task, column: Column) => number): Term {
  const words =
    x.dictionary !== undefined && y.dictionary !== undefined ? union(x.dictionary, y.dictionary) : undefined;
  const run: Run = (task) => {
    const a = x.run(task);
    const bits = mask(task, a);
    const b = y.run(task);
    if (words !== undefined) return pickWords(task, bits, a, b, words);
    if (isText(x)) return pickTexts(task, bits, a, b, x);
    return a.layout === "uuid" || b.layout === "uuid" ? pickUuids(task, bits, a, b) : pickNumbers(task, bits, a, b);
  };
  const { kind, scale, millis } = x;
  const term: Term = { kind, scale, millis, nullable, run, loose: x.loose === true || y.loose === true };
  const wholeDays = x.wholeDays === true && y.wholeDays === true;
  return { ...term, wholeDays, ...(words === undefined ? {} : { dictionary: words.dictionary }) };
}

/** condition ? yes : no. A null condition is false. */
export function choose(condition: Term, yes: Term, no: Term): Built {
  if (condition.kind !== "boolean" && condition.kind !== "null")
    return { complaint: `? asks for a boolean before it, found ${nameOf(condition)}` };
  const both = met([yes, no]);
  if ("complaint" in both) return both;
  const [x, y] = both as [Term, Term];
  if (condition.kind === "null" || x.kind === "null") return y;
  const either = (a: Term, b: Term): Term =>
    picked(a, b, a.nullable || b.nullable, (task) => trueBits(task, condition));
  const hasQuotient = (yes.exactly ?? no.exactly) !== undefined && yes.kind !== "null" && no.kind !== "null";
  if (!hasQuotient) return either(x, y);
  return { ...either(x, y), exactly: (scale) => either(toScale(yes, scale), toScale(no, scale)) };
}

/** The first of the terms that is not null. */
export function coalesce(terms: readonly Term[]): Built {
  const all = met(terms);
  if ("complaint" in all) return all;
  return all.reduceRight((rest, term) =>
    term.nullable ? picked(term, rest, rest.nullable, (_task, column) => column.valid) : term,
  );
}
