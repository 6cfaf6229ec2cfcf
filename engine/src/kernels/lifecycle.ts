import type { Column } from "../batch/column.ts";
import { andValid } from "../batch/valid.ts";
import { invariant } from "../errors.ts";
import type { Kernel } from "../plan/plan.ts";

/** How a row's moment in its life follows from the way it took. */
export interface LifeMoment {
  /** For each code of the way (input 0), the places of the spans to add among the inputs behind; null where the way does not come by. */
  readonly spans: readonly (readonly number[] | null)[];
  /** What brings the moment to start from, input 1, to ms; or a fixed moment in ms from which the spans are taken off. */
  readonly from: { readonly factor: number } | { readonly until: number };
  /** Length of a cell in ms: 1, or a day. */
  readonly cellMs: number;
}

function numbersAt(column: Column | undefined): number {
  invariant(column?.layout === "f64", "moments and spans are numbers");
  return column.at;
}

/** The moment at which a row came by a state: its start and all spans on its way. Null where it did not. */
export function lifeMoment({ spans, from, cellMs }: LifeMoment): Kernel {
  return {
    run({ machine, rows, inputs }) {
      const n = rows.length;
      const [way] = inputs;
      invariant(way?.layout === "dict", "a way is a code");
      const start = "factor" in from ? inputs[1] : undefined;
      const startAt = start === undefined ? 0 : numbersAt(start);
      const gaps = inputs.slice("factor" in from ? 2 : 1).map(numbersAt);
      const at = machine.alloc(n * 8);
      const bytes = (n + 7) >> 3;
      const passed = machine.alloc(bytes);
      const { u8, u32, f64 } = machine;
      u8.fill(0, passed, passed + bytes);
      let all = true;
      for (let i = 0; i < n; i++) {
        const own = spans[u32[way.at / 4 + i]!];
        let sum = 0;
        if (own === undefined || own === null) all = false;
        else {
          u8[passed + (i >> 3)] = u8[passed + (i >> 3)]! | (1 << (i & 7));
          for (const k of own) sum += f64[gaps[k]! / 8 + i]!;
        }
        const ms = "factor" in from ? f64[startAt / 8 + i]! * from.factor + sum : from.until - sum;
        f64[at / 8 + i] = own === undefined || own === null ? 0 : Math.floor(ms / cellMs);
      }
      const known = andValid(machine, way.valid, start?.valid ?? 0, n);
      return [{ layout: "f64", at, valid: all ? known : andValid(machine, known, passed, n) }];
    },
  };
}
