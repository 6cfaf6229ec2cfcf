import { byLargestRemainder } from "../random/remainder.ts";
import { toDecimal } from "../batch/cells.ts";

/** A group of rows whose cells add up to a total, in units of the cells. */
export interface Target {
  readonly name: string;
  readonly total: number;
  /** How many rows it gets beside the others. */
  readonly weight: number;
  /** The most rows it can have. */
  readonly capacity: number;
}

/** What a cell may be, in units; `min` is "free" where the document gives none: 0, or for totals below 0 no more than it. */
export interface Ends {
  readonly min: number | undefined;
  readonly max: number | undefined;
  readonly scale: number;
}

const show = (units: number, scale: number): string =>
  Number.isFinite(units) ? toDecimal(units, scale) : "any number";

/** The fewest and most rows whose cells can add up to the total. */
export function roomFor(
  total: number,
  { min: given, max: top }: Ends,
): { readonly least: number; readonly most: number } {
  const isBelow = total < 0 && given === undefined;
  const min = given ?? (isBelow ? -Infinity : 0),
    max = top ?? (isBelow ? 0 : Infinity);
  let least = total === 0 ? 0 : 1,
    most = Infinity;
  if (total > 0) least = max <= 0 ? Infinity : Math.max(least, Math.ceil(total / max));
  if (total < 0) least = min >= 0 ? Infinity : Math.max(least, Math.ceil(total / min));
  if (min > 0) most = Math.floor(Math.max(0, total) / min);
  if (max < 0) most = Math.floor(Math.min(0, total) / max);
  return { least, most };
}

/** "40 rows of 5.00 to 50.00 are 200.00 to 2000.00 together; found 3.00." */
export function showSum(rows: number, total: number, { min = 0, max = Infinity, scale }: Ends): string {
  const end = max === Infinity ? `${show(min, scale)} or more` : `${show(min, scale)} to ${show(max, scale)}`;
  const sum =
    max === Infinity
      ? `${show(rows * min, scale)} or more`
      : `${show(rows * min, scale)} to ${show(rows * max, scale)}`;
  return `${rows} ${rows === 1 ? "row" : "rows"} of ${end} ${rows === 1 ? "is" : "are"} ${sum} together; the total is ${show(total, scale)}.`;
}

/** Rows of each group so that every total can be reached, as near to the weights as that allows; or why there are none. */
export function countGroups(
  rows: number,
  targets: readonly Target[],
  ends: Ends,
  fixed: boolean,
): readonly number[] | { readonly complaint: string; readonly group?: string } {
  const counts = byLargestRemainder(
    rows,
    targets.map(({ weight }) => weight),
  );
  const rooms = targets.map(({ total, capacity }) => {
    const { least, most } = roomFor(total, ends);
    return { least, most: Math.min(most, capacity) };
  });
  for (const [g, { name, total, capacity }] of targets.entries()) {
    const { least, most } = rooms[g]!;
    const count = counts[g]!;
    if (fixed && count > capacity)
      return { complaint: `${count} rows in ${name}, which has ${capacity} days.`, group: name };
    if (least === Infinity || least > most || (fixed && (count < least || count > most)))
      return {
        complaint: `${name}: ${showSum(!fixed ? Math.max(1, Math.min(capacity, count)) : count, total, ends)}`,
        group: name,
      };
  }
  if (fixed) return counts;
  const least = rooms.reduce((sum, room) => sum + room.least, 0),
    most = rooms.reduce((sum, room) => sum + room.most, 0);
  if (rows < least || rows > most) {
    const need = most === Infinity ? `${least} rows or more` : `${least} to ${most} rows`;
    const { min = 0, max = Infinity, scale } = ends;
    return {
      complaint: `the totals need ${need}, each of ${show(min, scale)} to ${show(max, scale)}; there are ${rows}.`,
    };
  }
  const fitted = counts.map((count, g) => Math.min(rooms[g]!.most, Math.max(rooms[g]!.least, count)));
  let missing = rows - fitted.reduce((a, b) => a + b, 0);
  const order = targets.map((_, g) => g).sort((a, b) => targets[b]!.weight - targets[a]!.weight || a - b);
  for (const g of order) {
    const room = missing > 0 ? rooms[g]!.most - fitted[g]! : rooms[g]!.least - fitted[g]!;
    const moved = missing > 0 ? Math.min(missing, room) : Math.max(missing, room);
    fitted[g] = fitted[g]! + moved;
    missing -= moved;
  }
  return fitted;
}
