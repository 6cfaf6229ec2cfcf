import type { Column } from "../batch/column.ts";
import { withValid } from "../batch/valid.ts";
import { invariant } from "../errors.ts";
import type { Rows } from "../random/rows.ts";
import type { Machine } from "../wasm/machine.ts";
import { distinctRows, spreadCells } from "./descend.ts";
import { foldFamily, foldSiblings } from "./folds.ts";
import type { ColumnId, Fold, Plan } from "./plan.ts";

/** Columns computed so far for some rows, and the frames of the rows they refer to. */
interface Frame {
  readonly rows: Rows;
  readonly columns: Map<ColumnId, Column>;
  readonly via: Map<ColumnId, { frame: Frame; valid: number }>;
  /** As `via`, of the rows that exist alone. */
  readonly above: Map<ColumnId, { frame: Frame; places: Int32Array }>;
}

function toFrame(rows: Rows): Frame {
  return { rows, columns: new Map(), via: new Map(), above: new Map() };
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
  const step = plan.steps.get(id);
  invariant(step !== undefined, `no step makes ${id}`);
  const inputs = step.inputs.map((input) => {
    if (input.fold !== undefined) return foldIn(plan, machine, frame, input.column, input.fold);
    if (input.via === undefined) return evaluateIn(plan, machine, frame, input.column);
    if (input.descends === true) return evaluateAbove(plan, machine, frame, input.column, input.via);
    const there = follow(plan, machine, frame, input.via);
    return withValid(machine, evaluateIn(plan, machine, there.frame, input.column), there.valid, frame.rows.length);
  });
  const made = step.kernel.run({ machine, rows: frame.rows, inputs, key: step.key });
  step.outputs.forEach((output, k) => frame.columns.set(output, made[k]!));
  return frame.columns.get(id)!;
}

/** The wanted columns for these rows, in the order asked. They hold until the machine's next `release`. */
export function evaluate(plan: Plan, machine: Machine, rows: Rows, wanted: readonly ColumnId[]): readonly Column[] {
  const frame = toFrame(rows);
  return wanted.map((id) => evaluateIn(plan, machine, frame, id));
}
