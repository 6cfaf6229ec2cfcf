import type { Column } from "../batch/column.ts";
import type { Kernel } from "../plan/plan.ts";
import { isPlain } from "../batch/words.ts";
import { invariant } from "../errors.ts";
import { rowNumbers } from "../random/rows.ts";
import { wideBits } from "../random/wide.ts";
import type { Machine } from "../wasm/machine.ts";
import { keptFor } from "../wasm/kept.ts";

/** Patches the text of one row at [from, to): a check digit over the others. */
export type Stamp = (bytes: Uint8Array, from: number, to: number) => void;

/** A text of fixed length: for each position the characters (ASCII) that may stand there. */
export interface Shape {
  readonly positions: readonly string[];
  /** The first positions that render input `given`, a number, in the mixed radix of their characters. */
  readonly givenTo?: number;
  readonly stamp?: Stamp;
}

const EXACT = 9_007_199_254_740_992;
const WORD_BIAS = 65_536; // a 32-bit word gives positions with up to so many outcomes together: none is off by more than 2^-16

/** Where the numbered positions of a unique shape begin, and how many texts they tell apart: at most 2^53. */
export function numbered(shape: Shape): { readonly from: number; readonly capacity: number } {
  let from = shape.positions.length;
  let capacity = 1;
  while (from > (shape.givenTo ?? 0) && capacity * shape.positions[from - 1]!.length <= EXACT)
    capacity *= shape.positions[--from]!.length;
  return { from, capacity };
}

/** Whether each position starts a new random word, and the words in all. */
function plan(shape: Shape, to: number): { readonly fresh: readonly boolean[]; readonly words: number } {
  let outcomes = Infinity;
  let exact = true;
  let words = 0;
  const fresh = shape.positions.map((characters, k) => {
    if (k < (shape.givenTo ?? 0) || k >= to || characters.length === 1) return false;
    const isPower = (characters.length & (characters.length - 1)) === 0;
    const together = outcomes * characters.length;
    if (together <= (exact && isPower ? 4_294_967_296 : WORD_BIAS)) {
      outcomes = together;
      exact &&= isPower;
      return false;
    }
    outcomes = characters.length;
    exact = isPower;
    words++;
    return true;
  });
  return { fresh, words };
}

interface Laid {
  readonly table: number;
  readonly words: number;
  readonly longest: number;
}

function lay(machine: Machine, all: readonly Shape[], unique: boolean): Laid {
  const characters = new Map<string, number>();
  const addressOf = (text: string): number => {
    let at = characters.get(text);
    if (at === undefined) {
      characters.set(text, (at = machine.keep(text.length)));
      for (let i = 0; i < text.length; i++) machine.u8[at + i] = text.charCodeAt(i);
    }
    return at;
  };
  const table = machine.keep(all.length * 32);
  let words = 1;
  all.forEach((shape, g) => {
    const length = shape.positions.length;
    const { from, capacity } = unique ? numbered(shape) : { from: length, capacity: 1 };
    const drawn = plan(shape, from);
    words = Math.max(words, drawn.words);
    const classes = machine.keep(length * 16);
    shape.positions.forEach((text, k) => {
      const at = addressOf(text); // may let memory grow, so before the view is read
      machine.u32.set([at, text.length, drawn.fresh[k] === true ? 1 : 0, 0], classes / 4 + k * 4);
    });
    machine.u32.set([classes, length, shape.givenTo ?? 0, from], table / 4 + g * 8);
    machine.f64[table / 8 + g * 4 + 2] = capacity;
  });
  return { table, words, longest: Math.max(...all.map((shape) => shape.positions.length)) };
}

function placeOf(column: Column, layout: "dict" | "f64"): number {
  invariant(column.layout === layout, "shapes are chosen by a dict column and render numbers");
  return column.at;
}

/**
 * Texts of fixed shapes. With several shapes input 0, a dict column, says which by its code; a shape with given positions reads the last input.
 * `unique`: no two rows of one shape agree, by a bijection of the row number into as many last positions as 2^53 allows.
 */
export function shaped(all: readonly Shape[], unique = false): Kernel {
  const kept = keptFor((machine) => lay(machine, all, unique));
  const isStamped = all.some((shape) => shape.stamp !== undefined);
  const plain = all.every(
    (shape) =>
      shape.positions.length > 0 &&
      shape.positions.every((text, k) => [...text].every((c) => isPlain(k === 0 ? c : `a${c}`))),
  );
  return {
    run({ machine, rows, inputs, key }) {
      const { table, words, longest } = kept(machine);
      const n = rows.length;
      const which = all.length > 1 ? inputs[0] : undefined;
      const given = all.some((shape) => shape.givenTo !== undefined) ? inputs[inputs.length - 1] : undefined;
      const codes = which === undefined ? 0 : placeOf(which, "dict");
      const src = wideBits(machine, rows, key, 0, words);
      const numbers = unique ? rowNumbers(machine, rows) : 0;
      const offsets = machine.alloc((n + 1) * 4);
      const bytes = machine.alloc(n * longest);
      const end = machine.loops.shapes(
        codes,
        table,
        given === undefined ? 0 : placeOf(given, "f64"),
        src.at,
        src.stride,
        numbers,
        key.k0,
        key.k1,
        n,
        offsets,
        bytes,
      );
      if (isStamped) {
        const { u8, u32 } = machine;
        for (let i = 0; i < n; i++) {
          const stamp = all[codes === 0 ? 0 : u32[codes / 4 + i]!]!.stamp;
          if (stamp !== undefined) stamp(u8, bytes + u32[offsets / 4 + i]!, bytes + u32[offsets / 4 + i + 1]!);
        }
      }
      machine.trim(bytes, end - bytes);
      return [{ layout: "text", offsets, bytes, valid: given?.valid ?? which?.valid ?? 0, plain }];
    },
  };
}
