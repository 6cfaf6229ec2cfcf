import { readCell, type Cell } from "../batch/cells.ts";
import type { Machine } from "../wasm/machine.ts";
import { evaluate } from "./evaluate.ts";
import { rowNumbers } from "../random/rows.ts";
import { choiceOf, nameOf } from "./column-names.ts";
import type { ColumnId, Fold, Plan } from "./plan.ts";

/** How one cell came to be. */
export interface Explanation {
  readonly column: ColumnId;
  /** The table it belongs to, and what to call it: a field's name, or words for what is computed on the way to one. */
  readonly table: string;
  readonly name: string;
  /** The row it stands in: of its own table, so another one's behind a reference. */
  readonly row: number;
  readonly value: Cell;
  /** What its kernel does. */
  readonly does: string;
  /** The stream's 64-bit key, 16 hexadecimal digits. */
  readonly stream: string;
  /** The column whose cell chose the row, where the cell was borrowed. */
  readonly via?: ColumnId;
  /** How the row was chosen, in words: "its parent", "1 of 5". */
  readonly choice?: string;
  /** The rule of the document that made the field or narrowed it, as it stands there. */
  readonly rule?: string;
  readonly inputs: readonly Explanation[];
  /** How many more cells were taken together with those of the inputs. */
  readonly more?: number;
}

const MOST_DEPTH = 12;
const MOST_MEMBERS = 3;

/** Row numbers of the first cells that are taken together in a row, and how many there are. */
function membersAt(
  machine: Machine,
  { over }: Fold,
  row: number,
  read: (id: ColumnId) => Cell,
): { readonly rows: readonly number[]; readonly count: number } {
  if (typeof over === "string") {
    const first = Number(read(over));
    const count = row - first + 1;
    return { rows: Array.from({ length: Math.min(MOST_MEMBERS, count) }, (_, k) => first + k), count };
  }
  machine.release();
  const { firsts, counts } = over.spansOf(machine, { from: row, length: 1, numbers: 0 });
  const [first, count] = [machine.f64[firsts / 8]!, machine.f64[counts / 8]!];
  const length = Math.min(MOST_MEMBERS, count);
  const positions = { from: first, length, numbers: 0 };
  const at = (over.rowsAt?.(machine, positions) ?? rowNumbers(machine, positions)) / 8;
  return { rows: Array.from(machine.f64.subarray(at, at + length)), count };
}

const tableIn = (column: ColumnId): string => column.slice(0, column.indexOf("."));

/** The column that is delivered under that name: with dirty data another one than the clean field. */
function deliveredAs(plan: Plan, column: ColumnId): ColumnId {
  const table = plan.tables.find(({ header }) => header.table === tableIn(column));
  const index = table?.header.columns.findIndex(({ name }) => name === column.slice(tableIn(column).length + 1)) ?? -1;
  return table?.columns[index] ?? column;
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
  let more = 0;
  const inputs =
    depth === 0
      ? []
      : step.inputs.flatMap((input) => {
          if (input.fold !== undefined) {
            const { rows, count } = membersAt(machine, input.fold, row, read);
            more += count - rows.length;
            return rows.map((member, k) => ({
              ...explainAt(plan, machine, input.column, member, undefined, depth - 1),
              choice: `${k + 1} of ${count}`,
            }));
          }
          if (input.via === undefined) return [explainAt(plan, machine, input.column, row, undefined, depth - 1)];
          const there = read(input.via);
          return typeof there === "number" ? [explainAt(plan, machine, input.column, there, input.via, depth - 1)] : [];
        });
  const hex = (n: number): string => n.toString(16).padStart(8, "0");
  const stream = hex(step.key.k1) + hex(step.key.k0);
  const rule = plan.rules?.get(column);
  return {
    column,
    table: tableIn(column),
    name: nameOf(column),
    row,
    value,
    does: step.does,
    stream,
    inputs,
    ...(via === undefined ? {} : { via, choice: choiceOf(via) }),
    ...(rule === undefined ? {} : { rule }),
    ...(more === 0 ? {} : { more }),
  };
}

/**
 * How the cell of `column` (`table.field`) in that row came to be: its kernel, its stream, and the cells it was made from, down to twelve
 * levels. Of dirty data it is the cell as delivered, in the row as delivered.
 */
export function explain(plan: Plan, machine: Machine, column: ColumnId, row: number): Explanation {
  return explainAt(plan, machine, deliveredAs(plan, column), row, undefined, MOST_DEPTH);
}
