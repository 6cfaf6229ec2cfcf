import { readText } from "../batch/cells.ts";
import type { Column, Dictionary } from "../batch/column.ts";
import { andValid } from "../batch/valid.ts";
import type { Machine } from "../wasm/machine.ts";
import { bitOf, nullWhereNaN, type Made } from "./loops.ts";
import { constantNumber, constantText, nothing, type Run, type Term } from "./term.ts";

/** A cell as a function of single cells sees it: text as such, anything else as the number in its column. */
export type Value = string | number;

const WORDS_MOST = 65_536; // longer dictionaries are cheaper row by row
const SHORT_MOST = 32; // characters
const encoder = new TextEncoder();

/** The bytes of a text at p; gives their end. Short ASCII byte by byte, five times as fast as `encodeInto`. */
function writeText(u8: Uint8Array, p: number, text: string): number {
  if (text.length <= SHORT_MOST) {
    let i = 0;
    for (; i < text.length; i++) {
      const c = text.charCodeAt(i);
      if (c > 127) break;
      u8[p + i] = c;
    }
    if (i === text.length) return p + i;
  }
  return p + encoder.encodeInto(text, u8.subarray(p, p + text.length * 3)).written;
}

/** The text of row i; short ASCII again without the decoder. */
function readShort(machine: Machine, column: Column, i: number): string {
  if (column.layout !== "text") return readText(machine, column, i);
  const { u8, u32 } = machine;
  const from = column.bytes + u32[column.offsets / 4 + i]!;
  const to = column.bytes + u32[column.offsets / 4 + i + 1]!;
  let text = "";
  if (to - from <= SHORT_MOST)
    for (let p = from; p < to; p++) {
      if (u8[p]! > 127) return readText(machine, column, i);
      text += String.fromCharCode(u8[p]!);
    }
  return to - from <= SHORT_MOST ? text : readText(machine, column, i);
}

/** Texts as a column; undefined is null. For functions that need strings anyway. */
export function writeTexts(machine: Machine, texts: readonly (string | undefined)[], valid: number): Column {
  const n = texts.length;
  const offsets = machine.alloc((n + 1) * 4);
  const bytes = machine.alloc(texts.reduce((sum, text) => sum + (text?.length ?? 0) * 3, 0)); // UTF-8 of a UTF-16 unit: 3 bytes
  const missing = texts.includes(undefined) ? machine.alloc((n + 7) >> 3) : 0;
  const { u8, u32 } = machine;
  if (missing !== 0) u8.fill(0, missing, missing + ((n + 7) >> 3));
  let p = bytes;
  u32[offsets / 4] = 0;
  for (let i = 0; i < n; i++) {
    const text = texts[i];
    if (text !== undefined) {
      p = writeText(u8, p, text);
      if (missing !== 0) u8[missing + (i >> 3)] = u8[missing + (i >> 3)]! | (1 << (i & 7));
    }
    u32[offsets / 4 + i + 1] = p - bytes;
  }
  machine.trim(bytes, p - bytes);
  return { layout: "text", offsets, bytes, valid: andValid(machine, valid, missing, n), plain: false };
}

/** Numbers by the code of a term in the dict layout; NaN is null. */
export function coded(made: Made, a: Term, table: Float64Array): Term {
  const { kind, scale = 0, millis = false } = made;
  const partial = table.some(Number.isNaN);
  const run: Run = (task) => {
    const { machine, rows } = task;
    const column = a.run(task);
    const at = machine.alloc(rows.length * 8);
    const { f64, u32 } = machine;
    const codes = column.layout === "dict" ? column.at / 4 : 0;
    for (let i = 0, out = at / 8; i < rows.length; i++) f64[out + i] = table[u32[codes + i]!]!;
    const numbers = { layout: "f64", at, valid: column.valid } as const;
    return partial ? nullWhereNaN(machine, numbers, rows.length) : numbers;
  };
  return { kind, scale, millis, nullable: a.nullable || partial, run };
}

/** Words by the code of a term in the dict layout; undefined is null. */
function reworded(a: Term, results: readonly (string | undefined)[]): Term {
  const codes = new Map<string, number>();
  for (const word of results) if (word !== undefined && !codes.has(word)) codes.set(word, codes.size);
  const dictionary: Dictionary = { words: codes.size === 0 ? [""] : [...codes.keys()] };
  const table = Uint32Array.from(results, (word) => (word === undefined ? 0 : codes.get(word)!));
  const present = results.includes(undefined)
    ? Float64Array.from(results, (word) => (word === undefined ? NaN : 1))
    : undefined;
  const validity = present && coded({ kind: "boolean" }, a, present);
  const run: Run = (task) => {
    const { machine, rows } = task;
    const column = a.run(task);
    const valid = validity === undefined ? column.valid : validity.run(task).valid;
    const at = machine.alloc(rows.length * 4);
    const { u32 } = machine;
    const from = column.layout === "dict" ? column.at / 4 : 0;
    for (let i = 0, out = at / 4; i < rows.length; i++) u32[out + i] = table[u32[from + i]!]!;
    return { layout: "dict", at, valid, dictionary };
  };
  return { kind: "text", scale: 0, millis: false, nullable: a.nullable || validity !== undefined, dictionary, run };
}

function rowByRow(made: Made, terms: readonly Term[], one: (...values: never[]) => Value | undefined): Run {
  return (task) => {
    const { machine, rows } = task;
    const n = rows.length;
    const columns = terms.map((term) => (term.constant === undefined ? term.run(task) : undefined));
    let valid = 0;
    for (const column of columns) if (column !== undefined) valid = andValid(machine, valid, column.valid, n);
    const values: Value[] = terms.map((term) => term.constant ?? 0);
    const results: (Value | undefined)[] = [];
    for (let i = 0; i < n; i++) {
      if (bitOf(machine.u8, valid, i) === 0) {
        results.push(undefined);
        continue;
      }
      for (let k = 0; k < columns.length; k++) {
        const column = columns[k];
        if (column === undefined) continue;
        values[k] = column.layout === "f64" ? machine.f64[column.at / 8 + i]! : readShort(machine, column, i);
      }
      results.push(one(...(values as never[])));
    }
    if (made.kind === "text") return writeTexts(machine, results as (string | undefined)[], valid);
    const at = machine.alloc(n * 8);
    const { f64 } = machine;
    for (let i = 0; i < n; i++) f64[at / 8 + i] = (results[i] as number | undefined) ?? NaN;
    return nullWhereNaN(machine, { layout: "f64", at, valid: 0 }, n);
  };
}

/**
 * A function of single cells: computed now where all are constant, once per word where only one term varies and has a dictionary,
 * otherwise row by row. Null where any is null or the function gives undefined, which only a `partial` one may.
 */
export function perCell(made: Made, terms: readonly Term[], one: (...values: never[]) => Value | undefined): Term {
  const { kind, scale = 0, millis = false, partial = false } = made;
  const varying = terms.filter((term) => term.constant === undefined);
  const [only] = varying;
  if (only === undefined) {
    const value = one(...(terms.map((term) => term.constant) as never[]));
    if (value === undefined) return { ...nothing(kind === "text" ? { words: [""] } : undefined), kind };
    return typeof value === "string" ? constantText(value) : constantNumber(kind, value, scale, { millis });
  }
  if (varying.length === 1 && only.dictionary !== undefined && only.dictionary.words.length <= WORDS_MOST) {
    const results = only.dictionary.words.map((word) =>
      one(...(terms.map((term) => term.constant ?? word) as never[])),
    );
    if (kind === "text") return reworded(only, results as (string | undefined)[]);
    return coded(
      made,
      only,
      Float64Array.from(results, (value) => (value as number | undefined) ?? NaN),
    );
  }
  const nullable = partial || terms.some((term) => term.nullable);
  return { kind, scale, millis, nullable, run: rowByRow(made, terms, one) };
}
