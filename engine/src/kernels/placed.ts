import { andValid } from "../batch/valid.ts";
import type { Column } from "../batch/column.ts";
import { invariant } from "../errors.ts";
import { log, log1p } from "../math/exact.ts";
import type { Kernel, Task } from "../plan/plan.ts";
import type { CalendarMass } from "../random/calendar.ts";
import { ascending, ascendingRows, uniformParts } from "../random/family.ts";

/** The cell at the share `part` of [0, 1) of an interval from `low` to `high`, both of which count as inside. Ascends with the share. */
export type Curve = (part: number, low: number, high: number) => number;

/** Evenly, or with the end `growth` times denser than the start; cells are `step` apart. */
export function evenCurve(step: number, growth = 1): Curve {
  const rate = log(growth);
  return (part, low, high) => {
    const x = rate === 0 ? part : log1p(part * (growth - 1)) / rate;
    const count = Math.floor((high - low) / step) + 1;
    return low + Math.min(count - 1, Math.floor(x * count)) * step;
  };
}

/** By the calendar; a cell is `cellMs` long. Where no moment of the interval has weight it is `low`. */
export function calendarCurve(mass: CalendarMass, step: number, cellMs: number): Curve {
  return (part, low, high) => {
    const before = mass.before(low * cellMs);
    const within = mass.before((high + step) * cellMs) - before;
    if (!(within > 0)) return low;
    const cell = low + Math.floor((mass.at(before + part * within) / cellMs - low) / step) * step;
    return Math.min(high, Math.max(low, cell));
  };
}

/** What moments ascend with. */
export type Order =
  /** With nothing: each is drawn for itself. */
  | { readonly kind: "none" }
  /** With the place among siblings; inputs are then ordinals, firsts and counts, before the limits. */
  | { readonly kind: "family" }
  /** With the row number, of so many rows. */
  | { readonly kind: "rows"; readonly rows: number };

/** Moments by a curve within an interval per row. */
export interface Placing {
  readonly curve: Curve;
  readonly order: Order;
  readonly first: number;
  readonly last: number;
  /** What brings the input `after` to the unit of the cells, or undefined without one. */
  readonly after?: number;
  readonly before?: number;
  readonly within: number;
  readonly unit: number;
  readonly same: boolean;
  /** How far siblings are apart at least, in the unit of the cells. */
  readonly apart: number;
}

const NO_LIMIT = { layout: "f64", at: 0, valid: 0 } as const;

function numbersAt(column: Column | undefined): number {
  invariant(column?.layout === "f64", "places and limits are numbers");
  return column.at;
}

/** Ascending or free numbers of [0, 1), and the place and number of the siblings where there are some. */
function partsOf(task: Task, order: Order): { parts: number; ordinals: number; counts: number } {
  const { machine, rows, inputs, key } = task;
  if (order.kind === "none") return { parts: uniformParts(machine, rows, key), ordinals: 0, counts: 0 };
  if (order.kind === "rows") return { parts: ascendingRows(machine, rows, key, order.rows), ordinals: 0, counts: 0 };
  const [ordinals, firsts, counts] = [inputs[0], inputs[1], inputs[2]].map(numbersAt) as [number, number, number];
  return { parts: ascending(machine, rows, key, { ordinals, firsts, counts }), ordinals, counts };
}

/** Moments between the row's own limits, which count as inside, placed by a curve. Where the limits leave nothing the cell is `after`, or without it `before`. */
export function placedMoment(placing: Placing): Kernel {
  const { curve, order, first, last, within, unit, same, apart } = placing;
  return {
    run(task) {
      const { machine, rows, inputs } = task;
      const n = rows.length;
      const limits = order.kind === "family" ? inputs.slice(3) : inputs;
      const after = placing.after === undefined ? NO_LIMIT : limits[0]!;
      const before = placing.before === undefined ? NO_LIMIT : limits[limits.length - 1]!;
      const { parts, ordinals, counts } = partsOf(task, order);
      const low = machine.alloc(n * 8),
        high = machine.alloc(n * 8);
      machine.loops.momentBounds(
        n,
        numbersAt(after),
        placing.after ?? 1,
        numbersAt(before),
        placing.before ?? 1,
        first,
        last,
        within,
        unit,
        same,
        low,
        high,
      );
      const { f64 } = machine;
      for (let i = 0; i < n; i++) {
        const from = f64[low / 8 + i]!;
        const to = f64[high / 8 + i]!;
        const place = apart === 0 ? 0 : f64[ordinals / 8 + i]!;
        const taken = apart === 0 ? 0 : (f64[counts / 8 + i]! - 1) * apart;
        f64[parts / 8 + i] = curve(f64[parts / 8 + i]!, from, Math.max(from, to - taken)) + place * apart;
      }
      return [{ layout: "f64", at: parts, valid: andValid(machine, after.valid, before.valid, n) }];
    },
  };
}

/** The moment after so many even steps from the input, or from `from` where it has none: steps of ms, or of calendar months. */
export function regularMoment(options: {
  readonly from: number;
  readonly next: (from: number, steps: number) => number;
  /** Input 0 is the place to count by; without it the row number. */
  readonly byPlace: boolean;
  /** What brings the last input, the moment to start from, to the unit of the cells; undefined without one. */
  readonly start?: number;
}): Kernel {
  return {
    run({ machine, rows, inputs }) {
      const n = rows.length;
      const at = machine.alloc(n * 8);
      const places = options.byPlace ? numbersAt(inputs[0]) : rows.numbers;
      const start = options.start === undefined ? undefined : inputs[inputs.length - 1];
      const starts = start === undefined ? 0 : numbersAt(start);
      const { f64 } = machine;
      for (let i = 0; i < n; i++) {
        const place = places === 0 ? rows.from + i : f64[places / 8 + i]!;
        const from = starts === 0 ? options.from : Math.ceil(f64[starts / 8 + i]! * options.start!);
        f64[at / 8 + i] = options.next(from, place);
      }
      return [{ layout: "f64", at, valid: start?.valid ?? 0 }];
    },
  };
}
