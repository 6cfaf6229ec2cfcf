import { z } from "zod";
import { normalOf, series, type SeriesParts } from "../../kernels/series.ts";
import { constantNumber } from "../../kernels/constant.ts";
import { exp, powerOfTen } from "../../math/exact.ts";
import { autoregressive, randomWalk, type Noise } from "../../random/series.ts";
import { defineType, type FieldType, type Made, type Site, type Source } from "../field-type.ts";

const MOST = 1e12;
const Size = z.number().min(-MOST).max(MOST);
const Sd = z.number().nonnegative().max(MOST);
const Wave = z.strictObject({
  period: z.number().positive().max(MOST).meta({ description: "Rows from one peak to the next." }),
  amplitude: Size,
  phase: Size.optional().meta({ description: "Rows that it is ahead." }),
});
const NoiseShape = z.union([
  z.strictObject({ sd: Sd }),
  z.strictObject({ ar1: z.number().min(-0.999).max(0.999), sd: Sd }),
  z.strictObject({ walk: z.strictObject({ sd: Sd }) }),
  z.strictObject({
    mean_reversion: z.strictObject({ rate: z.number().min(0.001).max(100), sd: Sd, from: Size.optional() }),
  }),
]);

function toNoise(noise: z.output<typeof NoiseShape> | undefined): { readonly noise: Noise; readonly does: string } {
  if (noise === undefined) return { noise: () => () => 0, does: "" };
  if ("walk" in noise)
    return { noise: randomWalk(noise.walk.sd), does: `a random walk in steps of sd ${noise.walk.sd}` };
  if ("mean_reversion" in noise) {
    const { rate, sd, from } = noise.mean_reversion;
    return { noise: autoregressive(exp(-rate), sd, from), does: `noise of sd ${sd} that returns at rate ${rate}` };
  }
  const phi = "ar1" in noise ? noise.ar1 : 0;
  return { noise: autoregressive(phi, noise.sd), does: `noise of sd ${noise.sd}${phi === 0 ? "" : `, ar1 ${phi}`}` };
}

/** The level of a line, and the column that holds it where it is not the same for all. */
function toLevel(
  level: number | string | { mean: number; sd: number },
  site: Site,
): { readonly level: SeriesParts["level"]; readonly source?: Source } | undefined {
  if (typeof level === "number") return { level: { value: level } };
  if (typeof level === "object") {
    const { parentRows } = site;
    const source = site.own("level", {
      kind: "float",
      kernel: normalOf(level.mean, level.sd),
      inputs: parentRows === undefined ? [] : [parentRows.rows],
      does: `normal, mean ${level.mean}, sd ${level.sd}, one for each ${parentRows?.table ?? "table"}`,
    });
    return { level: { factor: 1 }, source };
  }
  const source = site.read(level, "level");
  if (source === undefined) return undefined;
  if (source.kind === "integer" || source.kind === "decimal" || source.kind === "float")
    return { level: { factor: 1 / powerOfTen(source.scale) }, source };
  site.issue("schema/type", `expected a field of numbers; ${level} is ${source.kind}.`, "Name a number.", "level");
  return undefined;
}

/** Values that follow each other in time. */
export const seriesTypes: readonly FieldType[] = [
  defineType({
    name: "series",
    summary:
      "Values that follow each other in time: level, trend, season and noise, among the rows of one parent or of the table",
    params: z.object({
      level: z
        .union([Size, z.string(), z.strictObject({ mean: Size, sd: Sd })])
        .optional()
        .describe(
          "Where it lies: a number (0), a field such as sensor_id.base, or { mean, sd } for a level of each parent's own.",
        ),
      trend: Size.optional().describe("How much it rises from one row to the next."),
      season: z
        .union([Wave, z.array(Wave).min(1).max(20)])
        .optional()
        .describe("A wave, { period: 24, amplitude: 5 } in rows, or several of them."),
      noise: NoiseShape.optional().describe(
        "{ sd } is new in each row; { ar1: 0.8, sd } remembers the row before (sd is that of the noise, not of its steps); { walk: { sd } } adds up steps; { mean_reversion: { rate, sd, from } } returns to the level by e^-rate per row, from a distance at the start.",
      ),
      min: Size.optional().describe("Never below."),
      max: Size.optional().describe("Never above."),
      scale: z.int().min(0).max(9).optional().describe("Decimal places; 2."),
    }),
    example: {
      type: "series",
      level: 100,
      trend: 0.1,
      season: { period: 24, amplitude: 5 },
      noise: { ar1: 0.8, sd: 2 },
    },
    lower({ level = 0, trend = 0, season = [], noise, min = -Infinity, max = Infinity, scale = 2 }, site) {
      const rest: Pick<Made, "kind" | "scale"> = { kind: scale === 0 ? "integer" : "decimal", scale };
      const none: Made = { ...rest, kernel: constantNumber(0), does: "" };
      if (min > max) {
        site.issue(
          "schema/range",
          `min must be <= max; found min ${min}, max ${max}.`,
          "Swap them or drop one.",
          "min",
        );
        return none;
      }
      const found = toLevel(level, site);
      if (found === undefined) return none;
      const waves = (Array.isArray(season) ? season : [season]).map((wave) => ({ phase: 0, ...wave }));
      const { noise: drawn, does } = toNoise(noise);
      const { parentRows } = site;
      const places =
        parentRows === undefined ? [] : [parentRows.rows, parentRows.ordinals, parentRows.firsts, parentRows.counts];
      const what = [
        typeof level === "object" ? `level of each, mean ${level.mean}, sd ${level.sd}` : `level ${level}`,
        trend === 0 ? "" : `trend ${trend}`,
        waves.map(({ period }) => `a wave of ${period}`).join(", "),
        does,
      ];
      return {
        ...rest,
        kernel: series({
          trend,
          waves: waves.map(({ period, amplitude, phase = 0 }) => ({ period, amplitude, phase })),
          noise: drawn,
          scale,
          min,
          max,
          level: found.level,
          ...(parentRows === undefined ? { rowsOfTable: site.rows } : {}),
        }),
        inputs: [...places, ...(found.source === undefined ? [] : [found.source])],
        does: `${what.filter((part) => part !== "").join(", ")}; along ${parentRows === undefined ? "the rows" : "siblings"}`,
      };
    },
  }),
];
