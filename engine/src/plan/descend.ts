import { isValid } from "../batch/cells.ts";
import type { Column } from "../batch/column.ts";
import { invariant } from "../errors.ts";
import type { Rows } from "../random/rows.ts";
import type { Machine } from "../wasm/machine.ts";

/** Row numbers without nulls and repetitions, and for each of the `n` cells its place among them; -1 for null. */
export function distinctRows(
  machine: Machine,
  numbers: Column & { readonly layout: "f64" },
  n: number,
): { readonly rows: Rows; readonly places: Int32Array } {
  const known = new Map<number, number>();
  const places = new Int32Array(n).fill(-1);
  for (let i = 0; i < n; i++) {
    if (!isValid(machine, numbers, i)) continue;
    const row = machine.f64[numbers.at / 8 + i]!;
    let place = known.get(row);
    if (place === undefined) known.set(row, (place = known.size));
    places[i] = place;
  }
  const at = machine.alloc(known.size * 8);
  let next = at / 8;
  for (const row of known.keys()) machine.f64[next++] = row;
  return { rows: { from: 0, length: known.size, numbers: at }, places };
}

/** For each place the column's cell there; null at -1. */
export function spreadCells(
  machine: Machine,
  column: Column | undefined,
  places: Int32Array,
  layout: "f64" | "text" | "uuid",
): Column {
  const n = places.length;
  invariant(column === undefined || column.layout === layout, "a column that follows from itself has no words");
  const bytes = (n + 7) >> 3;
  const valid = machine.alloc(bytes);
  machine.u8.fill(0, valid, valid + bytes);
  for (let i = 0; i < n; i++) {
    const place = places[i]!;
    if (place >= 0 && isValid(machine, column!, place)) machine.u8[valid + (i >> 3)]! |= 1 << (i & 7);
  }
  if (layout === "text") return spreadTexts(machine, column, places, valid);
  const size = layout === "f64" ? 8 : 16;
  const at = machine.alloc(n * size);
  const { u8 } = machine;
  u8.fill(0, at, at + n * size);
  if (column?.layout === "f64" || column?.layout === "uuid") {
    places.forEach((place, i) => {
      if (place >= 0) u8.copyWithin(at + i * size, column.at + place * size, column.at + (place + 1) * size);
    });
  }
  return { layout, at, valid };
}

function spreadTexts(machine: Machine, column: Column | undefined, places: Int32Array, valid: number): Column {
  const n = places.length;
  const source = column?.layout === "text" ? column : undefined;
  const endsAt = (place: number): number => machine.u32[source!.offsets / 4 + place]!;
  const offsets = machine.alloc((n + 1) * 4);
  machine.u32[offsets / 4] = 0;
  let length = 0;
  places.forEach((place, i) => {
    if (place >= 0) length += endsAt(place + 1) - endsAt(place);
    machine.u32[offsets / 4 + i + 1] = length;
  });
  const bytes = machine.alloc(length);
  places.forEach((place, i) => {
    if (place < 0) return;
    const from = source!.bytes + endsAt(place);
    machine.u8.copyWithin(bytes + machine.u32[offsets / 4 + i]!, from, source!.bytes + endsAt(place + 1));
  });
  return { layout: "text", offsets, bytes, valid, plain: false };
}
