import { z } from "zod";
import { constantNumber } from "../../kernels/constant.ts";
import { part } from "../../kernels/part.ts";
import { defineType, type FieldType } from "../field-type.ts";

/** What the rule parts is rewritten into. */
export const partTypes: readonly FieldType[] = [
  defineType({
    name: "part",
    summary: "A part of a whole, so that all parts add up to it exactly; the rule parts makes it",
    params: z.object({
      of: z.string().describe("The whole: an integer or decimal field."),
      part: z.int().min(0).max(99).describe("Which part, from 0."),
      weights: z
        .union([z.array(z.number().nonnegative()).min(1).max(100), z.array(z.string()).min(1).max(100)])
        .describe("The weights of all parts: numbers, or fields that hold the row's own."),
    }),
    example: { type: "part", of: "amount", part: 0, weights: [80, 20] },
    lower({ of, part: k, weights }, site) {
      const whole = site.read(of, "of");
      const shares = weights.map((weight) => (typeof weight === "string" ? site.read(weight, "weights") : undefined));
      const isFixed = typeof weights[0] === "number";
      const broken = { kind: "integer", kernel: constantNumber(0), does: "" } as const;
      if (whole === undefined || (!isFixed && shares.includes(undefined))) return broken;
      if (whole.kind !== "integer" && whole.kind !== "decimal") {
        site.issue(
          "schema/kind",
          `expected an integer or decimal; ${of} is ${whole.kind}.`,
          "Parts are whole units.",
          "of",
        );
        return broken;
      }
      if (k >= weights.length) {
        site.issue("schema/range", `there are ${weights.length} parts; found part ${k}.`, "Count from 0.", "part");
        return broken;
      }
      const inputs = [whole, ...shares.filter((share) => share !== undefined)];
      const fixed = isFixed ? weights.map(Number) : undefined;
      return {
        kind: whole.kind,
        scale: whole.scale,
        inputs,
        nullable: whole.nullable,
        kernel: part(k, fixed),
        does: `part ${k + 1} of ${weights.length} of ${of}`,
      };
    },
  }),
];
