import { choose } from "../batch/choose.ts";
import { isValid } from "../batch/cells.ts";
import type { Column } from "../batch/column.ts";
import { rowNumbers, type Rows } from "../random/rows.ts";
import { bits } from "../random/stream.ts";
import type { Machine } from "../wasm/machine.ts";
import type { Attempt, ColumnId, Repair } from "./plan.ts";

/** Some rows with the outputs of a repair as an attempt has them. */
export interface Trial {
  /** Columns of the plan for these rows. */
  cells(ids: readonly ColumnId[]): readonly Column[];
  /** Gives columns their cells. */
  put(ids: readonly ColumnId[], columns: readonly Column[]): void;
}

export type OpenTrial = (rows: Rows, attempt: Attempt) => Trial;

const MOST_WITNESSES = 64; // tried for one row
const FIRST: Attempt = { round: 0 };

/** Places of the rows for which some condition is false. */
export function failing(machine: Machine, conditions: readonly Column[], length: number): number[] {
  const places: number[] = [];
  for (let i = 0; i < length; i++) {
    if (conditions.some((c) => c.layout === "f64" && machine.f64[c.at / 8 + i] === 0 && isValid(machine, c, i)))
      places.push(i);
  }
  return places;
}

/** The rows at some places of others. */
function rowsAt(machine: Machine, rows: Rows, places: readonly number[]): Rows {
  const numbers = machine.alloc(places.length * 8);
  const all = rowNumbers(machine, rows);
  const { f64 } = machine;
  places.forEach((place, i) => (f64[numbers / 8 + i] = f64[all / 8 + place]!));
  return { from: 0, length: places.length, numbers };
}

/** Rows of a list of row numbers. */
function rowsOf(machine: Machine, list: readonly number[]): Rows {
  const numbers = machine.alloc(list.length * 8);
  machine.f64.set(list, numbers / 8);
  return { from: 0, length: list.length, numbers };
}

/** For each row a witness, chosen by its random bits; the j-th choice of all rows is of one attempt. */
function choices(machine: Machine, rows: Rows, repair: Repair, j: number): { attempt: Attempt; rows: Rows } {
  const { attempt, rows: from } = repair.witnesses[j % repair.witnesses.length]!;
  const at = bits(machine, rows, repair.key, j, 1);
  const list = Array.from({ length: rows.length }, (_, i) => from[machine.u32[at / 4 + i]! % from.length]!);
  return { attempt, rows: rowsOf(machine, list) };
}

/** Cells of a repair's outputs, and the places of rows for which nothing was found. */
export interface Mended {
  readonly columns: readonly Column[];
  readonly unmet: readonly number[];
}

/**
 * The outputs' cells for the rows, drawn anew or taken over from witnesses only where they break a rule: the same for a row whatever
 * stands beside it.
 */
export function mend(machine: Machine, rows: Rows, repair: Repair, open: OpenTrial): Mended {
  const { outputs, checks, fits } = repair;
  const first = open(rows, FIRST);
  const drawn = first.cells(outputs);
  let left = failing(machine, first.cells(checks), rows.length);
  if (left.length === 0) return { columns: drawn, unmet: [] };
  const found = [drawn];
  const which = new Uint16Array(rows.length);
  const places = Uint32Array.from({ length: rows.length }, (_, i) => i);
  const keep = (trial: Trial): void => {
    const cells = trial.cells(outputs);
    const broken = new Set(failing(machine, trial.cells([...checks, ...fits]), left.length));
    if (broken.size === left.length) return;
    left.forEach((row, i) => {
      if (broken.has(i)) return;
      which[row] = found.length;
      places[row] = i;
    });
    found.push(cells);
    left = left.filter((_, i) => broken.has(i));
  };
  for (const attempt of repair.attempts) {
    if (left.length === 0) break;
    keep(open(rowsAt(machine, rows, left), attempt));
  }
  for (let j = 0; j < MOST_WITNESSES && left.length > 0 && repair.witnesses.length > 0; j++) {
    const here = rowsAt(machine, rows, left);
    const witness = choices(machine, here, repair, j);
    const trial = open(here, FIRST);
    trial.put(outputs, open(witness.rows, witness.attempt).cells(outputs));
    keep(trial);
  }
  const columns = outputs.map((_, k) =>
    choose(
      machine,
      found.map((cells) => cells[k]!),
      which,
      places,
    ),
  );
  return { columns, unmet: left };
}
