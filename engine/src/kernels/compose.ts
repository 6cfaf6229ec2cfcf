import type { Column, ColumnType } from "../batch/column.ts";
import { loadWords } from "../batch/words.ts";
import { invariant } from "../errors.ts";
import type { Kernel, Task } from "../plan/plan.ts";
import { andValid } from "../batch/valid.ts";
import type { Machine } from "../wasm/machine.ts";

/**
 * One piece of a composed text: a literal, or an input as text or as a JSON value. `more` puts it only where input `of`, a number,
 * is more than `than`; `code` only where input `of`, a dict column, has that code.
 */
export interface Part {
  readonly text?: string;
  readonly input?: number;
  readonly type?: ColumnType;
  readonly json?: boolean;
  readonly more?: { readonly of: number; readonly than: number };
  readonly code?: { readonly of: number; readonly is: number };
}

const WHAT = {
  literal: 0,
  dict: 1,
  text: 2,
  integer: 3,
  padded: 4,
  decimal: 5,
  float: 6,
  date: 7,
  datetime: 8,
  time: 9,
  boolean: 10,
  duration: 11,
  uuid: 12,
} as const;
const NUMBER_MOST = 48; // bytes of the longest number, moment or uuid, quotes included
const STYLE = { plain: 0, json: 1, made: 2 } as const; // as wasm/assembly/compose.ts numbers them
const ESCAPED_MOST = 6; // bytes of JSON for one byte of text
const encoder = new TextEncoder();

function layLiteral(machine: Machine, at: number, text: string): number {
  const bytes = encoder.encode(text);
  const data = machine.alloc(bytes.length);
  machine.u8.set(bytes, data);
  machine.u32.set([WHAT.literal, data, 0, 0, 0, bytes.length, 0], at / 4);
  return bytes.length;
}

function layColumn(
  machine: Machine,
  at: number,
  column: Column,
  type: ColumnType,
  isJson: boolean,
  length: number,
): number {
  const style = isJson ? (type.kind === "json" ? STYLE.made : STYLE.json) : STYLE.plain;
  const stretch = isJson ? ESCAPED_MOST : 1;
  const { valid } = column;
  if (column.layout === "dict") {
    const words = loadWords(machine, column.dictionary);
    machine.u32.set([WHAT.dict, column.at, valid, words.offsets, words.bytes, 0, style], at / 4);
    return (words.longest * stretch + 4) * length;
  }
  if (column.layout === "text") {
    machine.u32.set([WHAT.text, 0, valid, column.offsets, column.bytes, 0, style], at / 4);
    return machine.u32[column.offsets / 4 + length]! * stretch + 4 * length;
  }
  const kind = column.layout === "uuid" ? "uuid" : type.kind in WHAT ? (type.kind as keyof typeof WHAT) : "integer";
  machine.u32.set(
    [WHAT[kind], column.at, valid, 0, 0, kind === "decimal" ? type.scale : type.millis ? 1 : 0, style],
    at / 4,
  );
  return NUMBER_MOST * length;
}

/** Address of the bitmap of the rows where the part stands; 0 for all. */
function presence({ machine, rows, inputs }: Task, part: Part): number {
  const { more, code } = part;
  if (more === undefined && code === undefined) return 0;
  const bitmap = machine.alloc((rows.length + 7) >> 3);
  const column = inputs[(more ?? code)!.of];
  if (more !== undefined) {
    invariant(column?.layout === "f64", "a length is a number");
    machine.loops.moreThan(column.at, rows.length, more.than, bitmap);
  } else {
    invariant(column?.layout === "dict", "a choice is a code");
    machine.loops.codesAre(column.at, rows.length, code!.is, bitmap);
  }
  return bitmap;
}

/** The bitmap "valid, or not there at all". */
function needed(machine: Machine, valid: number, present: number, length: number): number {
  if (valid === 0 || present === 0) return valid;
  const bytes = (length + 7) >> 3;
  const out = machine.alloc(bytes);
  const { u8 } = machine;
  for (let b = 0; b < bytes; b++) u8[out + b] = u8[valid + b]! | ~u8[present + b]!;
  return out;
}

/** Texts put together from parts, row by row. A null input writes nothing, or null in JSON; `strict` makes the text null where an input that stands there is. */
export function compose(parts: readonly Part[], strict = false): Kernel {
  return {
    run(task) {
      const { machine, rows, inputs } = task;
      const n = rows.length;
      const table = machine.alloc(parts.length * 32);
      let most = 0;
      let valid = 0;
      parts.forEach((part, k) => {
        const at = table + k * 32;
        const present = presence(task, part);
        if (part.input === undefined) most += layLiteral(machine, at, part.text ?? "") * n;
        else most += layColumn(machine, at, inputs[part.input]!, part.type!, part.json === true, n);
        machine.u32[at / 4 + 7] = present;
        if (strict && part.input !== undefined)
          valid = andValid(machine, valid, needed(machine, inputs[part.input]!.valid, present, n), n);
      });
      const offsets = machine.alloc((n + 1) * 4);
      const bytes = machine.alloc(most);
      const end = machine.loops.compose(table, parts.length, n, offsets, bytes);
      machine.trim(bytes, end - bytes);
      return [{ layout: "text", offsets, bytes, valid, plain: false }];
    },
  };
}
