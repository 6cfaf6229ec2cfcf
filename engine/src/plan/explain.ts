import { readCell, type Cell } from "../batch/cells.ts";
import type { Machine } from "../wasm/machine.ts";
import { evaluate } from "./evaluate.ts";
import { rowNumbers } from "../random/rows.ts";
import type { ColumnId, Fold, Plan } from "./plan.ts";

/** How one cell came to be. */
export interface Explanation {
  readonly column: ColumnId;
  /** The row it stands in: of its own table, so another one's behind a reference. */
  readonly row: number;
  readonly value: Cell;
  /** What its kernel does. */
  readonly does: string;
  /** The stream's 64-bit key, 16 hexadecimal digits. */
  readonly stream: string;
  /** The column whose cell chose the row, where the cell was borrowed. */
  readonly via?: ColumnId;
  readonly inputs: readonly Explanation[];
}

const MOST_DEPTH = 12;
const MOST_MEMBERS = 3;

/** Row numbers of the first cells that are taken together in a row. */
function membersAt(machine: Machine, { over }: Fold, row: number, most: number): readonly number[] {
  if (typeof over === "string") return [row];
  machine.release();
  const { firsts, counts } = over.spansOf(machine, { from: row, length: 1, numbers: 0 });
  const first = machine.f64[firsts / 8]!,
    length = Math.min(most, machine.f64[counts / 8]!);
  const positions = { from: first, length, numbers: 0 };
  const at = (over.rowsAt?.(machine, positions) ?? rowNumbers(machine, positions)) / 8;
  return Array.from(machine.f64.subarray(at, at + length));
}

function explainAt(
  plan: Plan,
  machine: Machine,
  column: ColumnId,
  row: number,
  via: ColumnId | undefined,
  depth: number,
): Explanation {
  const step = plan.steps.get(column);
  if (step === undefined) throw new Error(`invariant: no step makes ${column}`);
  const read = (id: ColumnId): Cell => {
    machine.release();
    const owner = plan.steps.get(id)!;
    const [cells] = evaluate(plan, machine, { from: row, length: 1, numbers: 0 }, [id]);
    return readCell(machine, { name: id, ...owner.types[owner.outputs.indexOf(id)]! }, cells!, 0);
  };
  const value = read(column);
  const inputs =
    depth === 0
      ? []
      : step.inputs.flatMap((input) => {
          if (input.fold !== undefined)
            return membersAt(machine, input.fold, row, MOST_MEMBERS).map((member) =>
              explainAt(plan, machine, input.column, member, undefined, depth - 1),
            );
          if (input.via === undefined) return [explainAt(plan, machine, input.column, row, undefined, depth - 1)];
          const there = read(input.via);
          return typeof there === "number" ? [explainAt(plan, machine, input.column, there, input.via, depth - 1)] : [];
        });
  const hex = (n: number): string => n.toString(16).padStart(8, "0");
  const stream = hex(step.key.k1) + hex(step.key.k0);
  return { column, row, value, does: step.does, stream, inputs, ...(via === undefined ? {} : { via }) };
}

/** How the cell of `column` (`table.field`) in that row came to be: its kernel, its stream, and the cells it was made from, down to twelve levels. */
export function explain(plan: Plan, machine: Machine, column: ColumnId, row: number): Explanation {
  return explainAt(plan, machine, column, row, undefined, MOST_DEPTH);
}
