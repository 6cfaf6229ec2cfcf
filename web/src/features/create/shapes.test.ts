import { compile } from "@semblance/engine";
import { expect, test } from "vitest";
import { curve, paramsOf, shapeOf, SHAPES, toSpread } from "./shapes.ts";

test("what the picker begins with compiles, for whole numbers and others", () => {
  for (const shape of SHAPES) {
    for (const [min, max] of [
      [0, 1000],
      [10, 20],
      [-50, 50],
    ] as const) {
      const distribution = toSpread(shape.name, shape.begin(min, max));
      const type = shape.name === "zipf" || shape.name === "poisson" ? "integer" : "decimal";
      const { issues } = compile({ tables: { t: { fields: { x: { type, min, max, distribution } } } } });
      expect(issues, `${shape.name} ${min} ${max}`).toEqual([]);
    }
  }
});

test("every shape draws a curve without a gap", () => {
  for (const shape of SHAPES) expect(curve(shape, shape.begin(0, 100), 0, 100, 72, 26)).not.toMatch(/NaN|Infinity/);
});

test("a name alone has the parameters that it begins with, given ones stay", () => {
  expect(paramsOf("normal", 0, 60)).toEqual({ mean: 30, sd: 10 });
  expect(paramsOf({ normal: { mean: 41, sd: 3 } }, 0, 60)).toEqual({ mean: 41, sd: 3 });
  expect(shapeOf({ mixture: [] })).toBeUndefined();
});
