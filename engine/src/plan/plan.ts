import type { Column, ColumnType, Header } from "../batch/column.ts";
import type { Rows } from "../random/rows.ts";
import type { StreamKey } from "../random/stream.ts";
import type { Machine } from "../wasm/machine.ts";

/** `table.field`, or `table.#name` for a column that is computed but not delivered. */
export type ColumnId = string;

/** What a kernel gets: every input is rows.length long and aligned with rows. */
export interface Task {
  readonly machine: Machine;
  readonly rows: Rows;
  readonly inputs: readonly Column[];
  readonly key: StreamKey;
}

/** Pure: the same rows, inputs and key give the same cells, whatever ran before. Every result is rows.length long and aligned with rows. */
export interface Kernel {
  run(task: Task): readonly Column[];
}

/** The rows of one table that belong to each row of another, its members. Pure arithmetic: nothing is looked up. */
export interface Family {
  /** For rows of the owner: addresses of the first member's position and of the number of members, f64 each. */
  spansOf(machine: Machine, owners: Rows): { readonly firsts: number; readonly counts: number };
  /** Address of the row numbers of the members at some positions; absent where a position is the row number. */
  rowsAt?(machine: Machine, positions: Rows): number;
}

/** What is made of many cells. `first` and `last` give the row number of the member, not its cell. */
export type Take = "sum" | "count" | "min" | "max" | "mean" | "first" | "last";

/** Which cells are taken together, and how; null cells are left out. */
export interface Fold {
  readonly take: Take;
  /** The row's members, or the column of the row number of the first sibling: then all siblings up to the row itself. */
  readonly over: Family | ColumnId;
  /** A condition on the member; where it is not true the cell is left out. */
  readonly where?: ColumnId;
  /** Columns that must not be null in the member. */
  readonly present?: readonly ColumnId[];
  /** Of a mean: units of the result per unit of the cells. It is then rounded to a whole one, half away from 0. */
  readonly factor?: number;
}

/** The cell of `column` in the same row; with `via`, in the row whose number the column `via` holds; with `fold`, one cell made of many. */
export interface Input {
  readonly column: ColumnId;
  readonly via?: ColumnId;
  /** The rows that `via` holds stand before these ones in the same table, so that the column may follow from itself there. */
  readonly descends?: true;
  readonly fold?: Fold;
}

/** Cells tried where those drawn first break a rule. */
export interface Attempt {
  /** Which drawing of the outputs: 0 is the first, every other takes other random bits. */
  readonly round: number;
  /** The output, by its place, that takes the cells of another column instead. */
  readonly move?: { readonly output: number; readonly column: ColumnId };
}

/** Columns of one table that are drawn again, row by row, until its rules hold. */
export interface Repair {
  /** What is delivered; the steps of all of them name this repair. */
  readonly outputs: readonly ColumnId[];
  /** Parallel to the outputs: their cells as drawn. */
  readonly draws: readonly ColumnId[];
  /** Conditions over the outputs, and whatever follows from them, that may not be false. */
  readonly checks: readonly ColumnId[];
  /** Conditions that what is drawn keeps by its making, and an attempt with a move must keep too. */
  readonly fits: readonly ColumnId[];
  /** The steps whose random bits are others in another round. */
  readonly redrawn: ReadonlySet<ColumnId>;
  /** The columns whose cells may be others when the outputs are. */
  readonly affected: ReadonlySet<ColumnId>;
  /** Tried in turn, for the rows that still fail. */
  readonly attempts: readonly Attempt[];
  /** Where the attempts have not helped: row numbers at which an attempt kept all rules. Their cells are taken over. */
  readonly witnesses: readonly { readonly attempt: Attempt; readonly rows: readonly number[] }[];
  readonly key: StreamKey;
}

/** How some columns are made. */
export interface Step {
  readonly outputs: readonly ColumnId[];
  /** Parallel to the outputs. */
  readonly types: readonly ColumnType[];
  readonly inputs: readonly Input[];
  readonly kernel: Kernel;
  readonly key: StreamKey;
  /** What `explain` says of it, in words. */
  readonly does: string;
  /** The cells are the input's, mended where they break a rule. */
  readonly repair?: Repair;
}

/** A rule over the rows of a table: `column` holds whether it is kept; null counts as kept, as in SQL. */
export interface PlannedCheck {
  /** As the document has it. */
  readonly text: string;
  /** Names of the fields it speaks of. */
  readonly fields: readonly string[];
  readonly column: ColumnId;
}

/** Cells of `columns` are those of `targets`, parallel, in one row of `table`; a row with a null among them refers to none. */
export interface Relation {
  readonly columns: readonly string[];
  readonly table: string;
  readonly targets: readonly string[];
  /** It refers to that table only where the column `by.column` has this value: one of several of a polymorphic reference. */
  readonly by?: { readonly column: string; readonly value: string };
}

/** One delivered table: `columns` and `header.columns` are parallel. */
export interface PlannedTable {
  readonly header: Header;
  readonly rows: number;
  /** Others borrow from it, but it is not delivered. */
  readonly hidden: boolean;
  readonly columns: readonly ColumnId[];
  /**
   * Where it is delivered dirty: what the answer key is made of. `#original` and `#proper` where rows are in disorder, then per spoiled
   * column three: which spoil (0 for none), the clean cell and the spoiled one as text.
   */
  readonly answers?: { readonly header: Header; readonly columns: readonly ColumnId[] };
  /** The database table it is loaded into, where that has another name. */
  readonly target?: string;
  /** Names of the columns of the primary key; empty where there is none. */
  readonly key: readonly string[];
  /** Groups of columns whose values together occur once, without the primary key; a row with a null among them does not count. */
  readonly unique: readonly (readonly string[])[];
  /** References whose columns and targets are all delivered. */
  readonly references: readonly Relation[];
  /** Rules that can be counted, row by row. */
  readonly checks: readonly PlannedCheck[];
}

/** All that execution knows; a function of the document, the artifacts and nothing else. */
export interface Plan {
  readonly edition: number;
  readonly tables: readonly PlannedTable[];
  readonly steps: ReadonlyMap<ColumnId, Step>;
  /** Of the columns that a rule of the document made or narrowed: the rule, for `explain`. */
  readonly rules?: ReadonlyMap<ColumnId, string>;
}

/** Rows [from, to) of a table. */
export interface Slice {
  readonly table: string;
  readonly from: number;
  readonly to: number;
}
