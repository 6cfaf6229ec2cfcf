import { z } from "zod";

const Share = z.number().min(0).max(1);

/** A share of the cells, or a share of those where an expression over clean fields is true. */
const Spoiled = z.union([
  Share,
  z.strictObject({
    rate: Share,
    when: z.string().optional().meta({ description: "An expression; only cells of rows where it is true." }),
  }),
]);
export type Spoiled = z.infer<typeof Spoiled>;

const FieldDirt = z.strictObject({
  missing: Spoiled.optional().meta({ description: "Null instead of the value." }),
  typos: Spoiled.optional().meta({ description: "Letters swapped, dropped, doubled, or the key beside one." }),
  outliers: Spoiled.optional().meta({ description: "Numbers 10, 100 or 1000 times as large, or negative." }),
  format: Spoiled.optional().meta({
    description:
      "As another program would write it: other dates, currency signs, case, blanks; the column is text then.",
  }),
});
export type FieldDirt = z.infer<typeof FieldDirt>;

/** What is to be wrong with the rows of one table as they are delivered. */
const TableDirt = z.strictObject({
  missing: Share.optional().meta({ description: "For every field that is no key and no reference." }),
  typos: Share.optional().meta({ description: "For every text that is no key and no reference." }),
  outliers: Share.optional().meta({ description: "For every number that is no key and no reference." }),
  format: Share.optional().meta({ description: "For every field that is no key and no reference." }),
  duplicates: z
    .union([
      Share,
      z.strictObject({
        rate: Share,
        near: Share.optional().meta({ description: "The share of them that differs from its row in one text." }),
      }),
    ])
    .optional()
    .meta({ description: "Rows that are there again, as a share of the rows." }),
  late: z
    .union([
      Share,
      z.strictObject({
        rate: Share,
        by: z.int().min(1).max(1000).optional().meta({ description: "By how many rows at most; 100." }),
      }),
    ])
    .optional()
    .meta({ description: "Rows that come later than their place." }),
  fields: z.record(z.string(), FieldDirt).optional().meta({
    description: "By field, keys and references too; instead of what the table says.",
  }),
});
export type TableDirt = z.infer<typeof TableDirt>;

/** Tables that are delivered dirty. */
export const Dirt = z.record(z.string(), TableDirt);
