import { z } from "zod";
import { plus } from "../../kernels/digits.ts";
import { sequence } from "../../kernels/sequence.ts";
import { defineType, type FieldType } from "../field-type.ts";

/** Places of rows among others. */
export const ordinalTypes: readonly FieldType[] = [
  defineType({
    name: "ordinal",
    summary: "A row's number among the rows of the same parent, or among all rows",
    params: z.object({
      from: z.int().min(-1_000_000_000).max(1_000_000_000).default(1).describe("The first one's number; 1."),
    }),
    example: { type: "ordinal", from: 1 },
    lower({ from }, { parentRows }) {
      if (parentRows === undefined)
        return { kind: "integer", kernel: sequence(from, 1), capacity: Infinity, does: `numbers from ${from}` };
      return {
        kind: "integer",
        kernel: plus(from),
        inputs: [parentRows.ordinals],
        does: `numbers from ${from} for each row of ${parentRows.table}`,
      };
    },
  }),
];
