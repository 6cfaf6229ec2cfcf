import type { Column } from "../batch/column.ts";
import { withValid } from "../batch/valid.ts";
import { invariant } from "../errors.ts";
import type { Rows } from "../random/rows.ts";
import type { StreamKey } from "../random/stream.ts";
import type { Machine } from "../wasm/machine.ts";
import { distinctRows, spreadCells } from "./descend.ts";
import { foldFamily, foldSiblings } from "./folds.ts";
import type { Attempt, ColumnId, Fold, Plan, Repair } from "./plan.ts";
import { failing, mend, type Mended, type Trial } from "./repair.ts";

/** Columns computed so far for some rows, and the frames of the rows they refer to. */
interface Frame {
  readonly rows: Rows;
  readonly columns: Map<ColumnId, Column>;
  readonly via: Map<ColumnId, { frame: Frame; valid: number }>;
  /** As `via`, of the rows that exist alone. */
  readonly above: Map<ColumnId, { frame: Frame; places: Int32Array }>;
  /** Where the outputs of a repair are tried: which attempt it is, and the frame of the same rows that has all else. */
  readonly trial?: { readonly repair: Repair; readonly attempt: Attempt; readonly base: Frame | undefined };
}

function toFrame(rows: Rows, trial?: Frame["trial"]): Frame {
  return { rows, columns: new Map(), via: new Map(), above: new Map(), ...(trial === undefined ? {} : { trial }) };
}

/** The key of the stream of another drawing. */
function keyOf(key: StreamKey, round: number): StreamKey {
  return {
    k0: (key.k0 ^ Math.imul(round, 0x9e3779b9)) >>> 0, // 2^32 / golden ratio: Philox keys may be as alike as one likes
    k1: (key.k1 + round) >>> 0,
  };
}

function rowAt(machine: Machine, rows: Rows, place: number): number {
  return rows.numbers === 0 ? rows.from + place : machine.f64[rows.numbers / 8 + place]!;
}

/** The cells of a repair's outputs for the rows of a frame, all rules kept. */
function mendIn(plan: Plan, machine: Machine, frame: Frame, repair: Repair): Mended {
  const open = (rows: Rows, attempt: Attempt, base: Frame | undefined): Trial => {
    const tried = toFrame(rows, { repair, attempt, base });
    return {
      cells: (ids) => ids.map((id) => evaluateIn(plan, machine, tried, id)),
      put: (ids, columns) => ids.forEach((id, k) => tried.columns.set(id, columns[k]!)),
    };
  };
  return mend(machine, frame.rows, repair, (rows, attempt) =>
    open(rows, attempt, rows === frame.rows ? frame : undefined),
  );
}

function follow(plan: Plan, machine: Machine, frame: Frame, via: ColumnId): { frame: Frame; valid: number } {
  let there = frame.via.get(via);
  if (there === undefined) {
    const numbers = evaluateIn(plan, machine, frame, via);
    invariant(numbers.layout === "f64", `${via} holds row numbers`);
    there = { frame: toFrame({ from: 0, length: frame.rows.length, numbers: numbers.at }), valid: numbers.valid };
    frame.via.set(via, there);
  }
  return there;
}

/** A column in the rows above, of which there are ever fewer: the column may follow from itself there. */
function evaluateAbove(plan: Plan, machine: Machine, frame: Frame, id: ColumnId, via: ColumnId): Column {
  let above = frame.above.get(via);
  if (above === undefined) {
    const numbers = evaluateIn(plan, machine, frame, via);
    invariant(numbers.layout === "f64", `${via} holds row numbers`);
    const { rows, places } = distinctRows(machine, numbers, frame.rows.length);
    above = { frame: toFrame(rows), places };
    frame.above.set(via, above);
  }
  const { frame: there, places } = above;
  const column = there.rows.length === 0 ? undefined : evaluateIn(plan, machine, there, id);
  return spreadCells(machine, column, places, layoutOf(plan, id));
}

function layoutOf(plan: Plan, id: ColumnId): "f64" | "text" | "uuid" {
  const step = plan.steps.get(id);
  const kind = step?.types[step.outputs.indexOf(id)]?.kind;
  return kind === "text" || kind === "json" ? "text" : kind === "uuid" ? "uuid" : "f64";
}

function foldIn(plan: Plan, machine: Machine, frame: Frame, column: ColumnId, fold: Fold): Column {
  const members = (scratch: Machine, rows: Rows, wanted: readonly ColumnId[]): readonly Column[] =>
    evaluate(plan, scratch, rows, wanted);
  const { over } = fold;
  if (typeof over === "object") return foldFamily(machine, frame.rows, column, { ...fold, over }, members);
  return foldSiblings(machine, frame.rows, column, fold, evaluateIn(plan, machine, frame, over), members);
}

function evaluateIn(plan: Plan, machine: Machine, frame: Frame, id: ColumnId): Column {
  const known = frame.columns.get(id);
  if (known !== undefined) return known;
  const { trial } = frame;
  if (trial?.base !== undefined && !trial.repair.affected.has(id)) return evaluateIn(plan, machine, trial.base, id);
  const step = plan.steps.get(id);
  invariant(step !== undefined, `no step makes ${id}`);
  const { repair } = step;
  if (repair !== undefined && trial?.repair !== repair) {
    const { columns, unmet } = mendIn(plan, machine, frame, repair);
    // `compile` has tried that witnesses fit; where one row in billions finds none, no row may break a rule unseen.
    if (unmet.length > 0)
      throw new Error(
        `${repair.outputs.join(", ")}: nothing found that keeps the rules in row ${rowAt(machine, frame.rows, unmet[0]!)}`,
      );
    repair.outputs.forEach((output, k) => {
      const isNullable = plan.steps.get(output)!.types[0]!.nullable;
      frame.columns.set(output, isNullable ? columns[k]! : { ...columns[k]!, valid: 0 });
    });
    return frame.columns.get(id)!;
  }
  if (repair !== undefined && trial !== undefined) {
    const { move } = trial.attempt;
    const k = repair.outputs.indexOf(id);
    const column = evaluateIn(plan, machine, frame, move?.output === k ? move.column : repair.draws[k]!);
    frame.columns.set(id, column);
    return column;
  }
  const inputs = step.inputs.map((input) => {
    if (input.fold !== undefined) return foldIn(plan, machine, frame, input.column, input.fold);
    if (input.via === undefined) return evaluateIn(plan, machine, frame, input.column);
    if (input.descends === true) return evaluateAbove(plan, machine, frame, input.column, input.via);
    const there = follow(plan, machine, frame, input.via);
    return withValid(machine, evaluateIn(plan, machine, there.frame, input.column), there.valid, frame.rows.length);
  });
  const isRedrawn = trial !== undefined && trial.attempt.round > 0 && trial.repair.redrawn.has(id);
  const key = isRedrawn ? keyOf(step.key, trial.attempt.round) : step.key;
  const made = step.kernel.run({ machine, rows: frame.rows, inputs, key });
  step.outputs.forEach((output, k) => frame.columns.set(output, made[k]!));
  return frame.columns.get(id)!;
}

/** The wanted columns for these rows, in the order asked. They hold until the machine's next `release`. */
export function evaluate(plan: Plan, machine: Machine, rows: Rows, wanted: readonly ColumnId[]): readonly Column[] {
  const frame = toFrame(rows);
  return wanted.map((id) => evaluateIn(plan, machine, frame, id));
}

/** Places of those of the rows in which an attempt of a repair breaks each of its conditions, checks first and then fits. */
export function brokenBy(
  plan: Plan,
  machine: Machine,
  rows: Rows,
  repair: Repair,
  attempt: Attempt,
): readonly (readonly number[])[] {
  const frame = toFrame(rows, { repair, attempt, base: undefined });
  return [...repair.checks, ...repair.fits].map((id) =>
    failing(machine, [evaluateIn(plan, machine, frame, id)], rows.length),
  );
}

/** Places of those of the rows that break a condition with the cells that an attempt has at other rows, parallel to them. */
export function brokenWith(
  plan: Plan,
  machine: Machine,
  rows: Rows,
  repair: Repair,
  witness: { readonly attempt: Attempt; readonly rows: Rows },
): readonly number[] {
  const there = toFrame(witness.rows, { repair, attempt: witness.attempt, base: undefined });
  const here = toFrame(rows, { repair, attempt: { round: 0 }, base: undefined });
  for (const id of repair.outputs) here.columns.set(id, evaluateIn(plan, machine, there, id));
  const conditions = [...repair.checks, ...repair.fits].map((id) => evaluateIn(plan, machine, here, id));
  return failing(machine, conditions, rows.length);
}

/** Places of those of the rows for which a repair finds nothing. */
export function unmetBy(plan: Plan, machine: Machine, rows: Rows, repair: Repair): readonly number[] {
  return mendIn(plan, machine, toFrame(rows), repair).unmet;
}
