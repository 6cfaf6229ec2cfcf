import type { Machine } from "../wasm/machine.ts";
import type { Column, Header } from "./column.ts";

/** Rows [from, from + length) of one table. Its cells hold until the machine's next batch. */
export interface Batch {
  readonly header: Header;
  readonly machine: Machine;
  readonly from: number;
  readonly length: number;
  readonly columns: readonly Column[];
}

/** Rows of a batch: large enough to amortise calls, small enough that twenty columns stay in the second-level cache. */
export const BATCH_ROWS = 4096;
