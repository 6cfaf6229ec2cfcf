import type { Machine } from "../wasm/machine.ts";
import { isValid } from "./cells.ts";
import type { Column } from "./column.ts";

const encoder = new TextEncoder();

/** The bytes of cell i of a dict or text column. */
function bytesOf(machine: Machine, column: Column, i: number, encoded: Map<string, Uint8Array>): Uint8Array {
  const { u8, u32 } = machine;
  if (column.layout === "text") {
    const at = column.offsets / 4 + i;
    return u8.subarray(column.bytes + u32[at]!, column.bytes + u32[at + 1]!);
  }
  const word = column.layout === "dict" ? (column.dictionary.words[u32[column.at / 4 + i]!] ?? "") : "";
  let bytes = encoded.get(word);
  if (bytes === undefined) encoded.set(word, (bytes = encoder.encode(word)));
  return bytes;
}

function chooseText(
  machine: Machine,
  options: readonly Column[],
  which: Uint16Array,
  places: Uint32Array,
  valid: number,
): Column {
  const encoded = new Map<string, Uint8Array>();
  const cell = (i: number): Uint8Array => {
    const column = options[which[i]!]!;
    return isValid(machine, column, places[i]!) ? bytesOf(machine, column, places[i]!, encoded) : new Uint8Array(0);
  };
  let total = 0;
  for (let i = 0; i < which.length; i++) total += cell(i).length;
  const offsets = machine.alloc(4 * (which.length + 1));
  const bytes = machine.alloc(total);
  let end = 0;
  for (let i = 0; i < which.length; i++) {
    const from = cell(i);
    machine.u32[offsets / 4 + i] = end;
    machine.u8.set(from, bytes + end);
    end += from.length;
  }
  machine.u32[offsets / 4 + which.length] = end;
  return { layout: "text", offsets, bytes, valid, plain: false };
}

/** Cell i is the cell `places[i]` of option `which[i]`. All have the layout of the first, dict columns its dictionary; beside text they may also be dict. */
export function choose(machine: Machine, options: readonly Column[], which: Uint16Array, places: Uint32Array): Column {
  const n = which.length;
  const [first] = options as readonly [Column, ...Column[]];
  const isNullable = options.some((option) => option.valid !== 0);
  const valid = isNullable ? machine.alloc((n + 7) >> 3) : 0;
  if (isNullable) {
    machine.u8.fill(0, valid, valid + ((n + 7) >> 3));
    for (let i = 0; i < n; i++) {
      if (isValid(machine, options[which[i]!]!, places[i]!)) machine.u8[valid + (i >> 3)]! |= 1 << (i & 7);
    }
  }
  if (first.layout === "text") return chooseText(machine, options, which, places, valid);
  const size = first.layout === "f64" ? 8 : first.layout === "dict" ? 4 : 16;
  const at = machine.alloc(n * size);
  const { u8, u32, f64 } = machine;
  for (let i = 0; i < n; i++) {
    const option = options[which[i]!] as Exclude<Column, { layout: "text" }>;
    const from = option.at + places[i]! * size;
    if (size === 8) f64[at / 8 + i] = f64[from / 8]!;
    else if (size === 4) u32[at / 4 + i] = u32[from / 4]!;
    else u8.copyWithin(at + i * 16, from, from + 16);
  }
  return { ...first, at, valid };
}
