import type { Column } from "../batch/column.ts";
import { invariant } from "../errors.ts";
import { powerOfTen, sin } from "../math/exact.ts";
import type { Kernel } from "../plan/plan.ts";
import type { Noise } from "../random/series.ts";

const TAU = 6.283185307179586; // 2 pi

/** A wave of `period` places, `phase` places ahead. */
interface Wave {
  readonly period: number;
  readonly amplitude: number;
  readonly phase: number;
}

/** What the values of a line are made of. */
export interface SeriesParts {
  readonly trend: number;
  readonly waves: readonly Wave[];
  readonly noise: Noise;
  readonly scale: number;
  readonly min: number;
  readonly max: number;
  /** Rows of the table, where it is one line. Without it the first inputs are the parent's row, the place, the first sibling's row and the count. */
  readonly rowsOfTable?: number;
  /** The level, or where it is the last input, what brings that to the unit of the values. */
  readonly level: { readonly value: number } | { readonly factor: number };
}

function numbersAt(column: Column | undefined): number {
  invariant(column?.layout === "f64", "levels and places are numbers");
  return column.at;
}

/** Values that follow each other in time: level + trend * place + waves + noise, as units of 10^-scale. */
export function series(parts: SeriesParts): Kernel {
  const { trend, waves, noise, scale, level, rowsOfTable } = parts;
  const unit = powerOfTen(scale);
  const least = Math.max(-Number.MAX_SAFE_INTEGER, Math.ceil(parts.min * unit));
  const most = Math.min(Number.MAX_SAFE_INTEGER, Math.floor(parts.max * unit));
  return {
    run({ machine, rows, inputs, key }) {
      const n = rows.length;
      const at = machine.alloc(n * 8);
      const [parents, places, firsts, counts] =
        rowsOfTable === undefined ? inputs.slice(0, 4).map(numbersAt) : [0, 0, 0, 0];
      const levels = "factor" in level ? inputs.at(-1) : undefined;
      const levelsAt = levels === undefined ? 0 : numbersAt(levels);
      const noiseAt = noise(machine, key);
      for (let i = 0; i < n; i++) {
        const { f64 } = machine;
        const row = rows.numbers === 0 ? rows.from + i : f64[rows.numbers / 8 + i]!;
        const place = rowsOfTable === undefined ? f64[places! / 8 + i]! : row;
        const line =
          rowsOfTable === undefined
            ? { entity: f64[parents! / 8 + i]!, first: f64[firsts! / 8 + i]!, count: f64[counts! / 8 + i]! }
            : { entity: 0, first: 0, count: rowsOfTable };
        let x = ("value" in level ? level.value : f64[levelsAt / 8 + i]! * level.factor) + trend * place;
        for (const { period, amplitude, phase } of waves) {
          const turns = (place + phase) / period;
          x += amplitude * sin(TAU * (turns - Math.floor(turns)));
        }
        x += noiseAt(line, place);
        machine.f64[at / 8 + i] = Math.min(most, Math.max(least, Math.round(x * unit))) + 0; // no -0
      }
      return [{ layout: "f64", at, valid: levels?.valid ?? 0 }];
    },
  };
}

/** One normal number per row of input 0, the same wherever that row is the same: an entity's own. */
export function normalOf(mean: number, sd: number): Kernel {
  return {
    run({ machine, rows, inputs, key }) {
      const numbers = inputs[0] === undefined ? machine.alloc(rows.length * 8) : numbersAt(inputs[0]);
      if (inputs[0] === undefined) machine.f64.fill(0, numbers / 8, numbers / 8 + rows.length);
      const words = machine.alloc(rows.length * 8 + 80);
      const at = machine.loops.bitsAt(key.k0, key.k1, numbers, rows.length, 0, 2, words);
      machine.loops.normal(at, rows.length, mean, sd, at);
      return [{ layout: "f64", at, valid: 0 }];
    },
  };
}
