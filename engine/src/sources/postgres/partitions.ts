import type { Node, PartitionBoundSpec } from "libpg-query";
import type { Check, CatalogueType, SqlExpression } from "../catalogue.ts";
import type { TableDraft } from "../sql/draft.ts";
import { toExpression } from "./expression.ts";

/** What one partition takes: from `from`, to below `to`, or the listed values; ends that are absent are open. */
interface Piece {
  readonly from?: SqlExpression;
  readonly to?: SqlExpression;
  readonly values?: readonly SqlExpression[];
  /** The default one, or one of a hash: together they take everything. */
  readonly isAny?: boolean;
}

/** A table's partitions, and the first of the columns that tell which one takes a row. */
export interface Partitioned {
  readonly table: TableDraft;
  readonly column: string | undefined;
  readonly pieces: Piece[];
}

/** What the bound of a partition says. */
export function pieceOf(bound: PartitionBoundSpec, known: ReadonlyMap<string, CatalogueType>): Piece {
  const { strategy, is_default: isDefault, listdatums = [], lowerdatums = [], upperdatums = [] } = bound;
  const read = (node: Node | undefined): SqlExpression | undefined =>
    node === undefined ? undefined : toExpression(node, known);
  if (isDefault === true || strategy === "h") return { isAny: true };
  if (strategy === "l") {
    const values = listdatums.map(read);
    return values.every((value) => value !== undefined) ? { values } : { isAny: true };
  }
  // MINVALUE and MAXVALUE are names here, and leave the end open
  const end = ([first]: readonly Node[]): SqlExpression | undefined => {
    const value = read(first);
    return value?.op === "column" ? undefined : value;
  };
  const [from, to] = [end(lowerdatums), end(upperdatums)];
  return { ...(from === undefined ? {} : { from }), ...(to === undefined ? {} : { to }) };
}

const isSame = (a: SqlExpression | undefined, b: SqlExpression | undefined): boolean =>
  a !== undefined && b !== undefined && JSON.stringify(a) === JSON.stringify(b);

/** What a row must be so that some partition takes it: within the first run of pieces that join, or one of the listed values. */
export function partitionCheck({ column: name, pieces }: Partitioned): Check | undefined {
  const [first] = pieces;
  if (name === undefined || first === undefined || pieces.some(({ isAny }) => isAny === true)) return undefined;
  const column: SqlExpression = { op: "column", name };
  const text = `${name} lies in a partition`;
  const list = pieces.flatMap(({ values = [] }) => values);
  if (list.length > 0) return { text, tree: { op: "in", arg: column, list } };
  let { from, to } = first;
  for (let before = -1, joined = 0; joined > before;) {
    before = joined;
    for (const piece of pieces) {
      if (isSame(piece.from, to)) {
        to = piece.to;
        joined++;
      } else if (isSame(piece.to, from)) {
        from = piece.from;
        joined++;
      }
    }
  }
  const args: SqlExpression[] = [];
  if (from !== undefined) args.push({ op: "binary", operator: ">=", left: column, right: from });
  if (to !== undefined) args.push({ op: "binary", operator: "<", left: column, right: to });
  return args.length === 0 ? undefined : { text, tree: { op: "and", args } };
}
