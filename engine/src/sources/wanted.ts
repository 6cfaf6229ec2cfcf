import type { Catalogue, CatalogueColumn, CatalogueTable } from "./catalogue.ts";
import type { Folded } from "./fold.ts";

/** A column on its way to a field. */
export interface Wanted {
  readonly column: CatalogueColumn;
  readonly table: CatalogueTable;
  readonly origin: Catalogue["origin"];
  /** What its checks say by constants. */
  readonly folded: Folded;
  /** `key` and `unique` alone; `group`: no combination with others twice; none. */
  readonly once: "key" | "unique" | "group" | "none";
  /** Rows of the table. */
  readonly rows: number;
  /** Values it needs at least, where it is one of a group. */
  readonly values: number;
  /** The guess is told here. */
  readonly note: (text: string) => void;
}
