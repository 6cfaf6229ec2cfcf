import { civilOf, dayOf } from "../batch/cells.ts";
import { invariant } from "../errors.ts";
import type { Kernel } from "../plan/plan.ts";
import { bits } from "../random/stream.ts";
import { keepNumbers, keptFor } from "../wasm/kept.ts";

/** The day that is `years` years before `today` (day counts); 29 February gives 1 March. */
function yearsBefore(today: number, years: number): number {
  const { year, month, day } = civilOf(today);
  return dayOf(year - years, month, day);
}

// Share of a population below each age: our own rough figures for a country of high income, taken from no table.
const PYRAMID: readonly (readonly [age: number, share: number])[] = [
  [0, 0],
  [15, 0.16],
  [25, 0.275],
  [40, 0.475],
  [55, 0.675],
  [65, 0.81],
  [80, 0.95],
  [100, 1],
];

function shareBelow(age: number): number {
  for (let k = 1; k < PYRAMID.length; k++) {
    const [a, p] = PYRAMID[k - 1]!;
    const [b, q] = PYRAMID[k]!;
    if (age <= b) return p + ((q - p) * (age - a)) / (b - a);
  }
  return 1;
}

function ageAt(share: number): number {
  for (let k = 1; k < PYRAMID.length; k++) {
    const [a, p] = PYRAMID[k - 1]!;
    const [b, q] = PYRAMID[k]!;
    if (share <= q) return a + ((b - a) * (share - p)) / (q - p);
  }
  return 100;
}

const KNOTS = 257;

/** Birth dates of people aged min to max whole years on the day `today`, spread like a population. 0 <= min <= max <= 120. */
export function birthDates(today: number, min: number, max: number): Kernel {
  const first = yearsBefore(today, max + 1) + 1;
  const last = yearsBefore(today, min);
  const from = shareBelow(Math.min(min, 99));
  const to = shareBelow(Math.min(max + 1, 100));
  const knots = Array.from({ length: KNOTS }, (_, k) => {
    const spread =
      max + 1 <= 100 ? ageAt(from + ((to - from) * k) / (KNOTS - 1)) : min + ((max + 1 - min) * k) / (KNOTS - 1);
    return today - spread * 365.2425;
  });
  const kept = keptFor((machine) => keepNumbers(machine, knots));
  return {
    run({ machine, rows, key }) {
      const table = kept(machine);
      const at = machine.alloc(rows.length * 8);
      machine.loops.empirical(bits(machine, rows, key, 0, 2), rows.length, table, KNOTS, at);
      machine.loops.quantise(at, rows.length, 1, first, last);
      return [{ layout: "f64", at, valid: 0 }];
    },
  };
}

/** Age in whole years on the day `today` of the birth dates of input 0. */
export function ageOn(today: number): Kernel {
  const birthdays = Array.from({ length: 200 }, (_, years) => yearsBefore(today, years));
  return {
    run({ machine, rows, inputs }) {
      const [births] = inputs;
      invariant(births?.layout === "f64", "birth dates are days");
      const at = machine.alloc(rows.length * 8);
      const { f64 } = machine;
      for (let i = 0; i < rows.length; i++) {
        const birth = f64[births.at / 8 + i]!;
        let age = Math.min(198, Math.max(0, Math.floor((today - birth) / 365.2425)));
        if (birth > birthdays[age]!) age--;
        else if (birth <= birthdays[age + 1]!) age++;
        f64[at / 8 + i] = age;
      }
      return [{ layout: "f64", at, valid: births.valid }];
    },
  };
}
