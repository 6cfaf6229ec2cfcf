import { z } from "zod";
import { aba, ean } from "../../kernels/check-digits.ts";
import { defineType, type FieldType } from "../field-type.ts";
import { DIGITS, HEX, literal, of, shapeMade, toPositions } from "../making.ts";

/** A type of fixed shape without parameters. */
function shapeType(
  name: string,
  summary: string,
  positions: readonly string[],
  stamp?: (bytes: Uint8Array, from: number, to: number) => void,
): FieldType {
  return defineType({
    name,
    summary,
    params: z.object({}),
    lower: (_, site) => shapeMade(site, positions, summary.toLowerCase(), stamp),
  });
}

export const codeTypes: readonly FieldType[] = [
  shapeType("hash.md5", "32 hexadecimal digits", of(HEX, 32)),
  shapeType("hash.sha1", "40 hexadecimal digits", of(HEX, 40)),
  shapeType("hash.sha256", "64 hexadecimal digits", of(HEX, 64)),
  defineType({
    name: "serial_number",
    summary: "A serial number of a device: SN-4F7K-20931-QX",
    params: z.object({
      pattern: z
        .string()
        .max(200)
        .optional()
        .describe(
          '# is a digit, ? a capital letter, * either, \\ makes the next stand for itself; "SN-****-#####-??".',
        ),
    }),
    lower: ({ pattern = "SN-****-#####-??" }, site) =>
      shapeMade(site, toPositions(pattern), `serial number ${pattern}`),
  }),
  defineType({
    name: "sku",
    summary: "A stock keeping unit: ABC-1234-XY",
    params: z.object({
      pattern: z
        .string()
        .max(200)
        .optional()
        .describe('# is a digit, ? a capital letter, * either, \\ makes the next stand for itself; "???-####-**".'),
    }),
    lower: ({ pattern = "???-####-**" }, site) =>
      shapeMade(site, toPositions(pattern), `stock keeping unit ${pattern}`),
  }),
  // GS1 prefixes 200-299 are for restricted circulation within a company: no product in trade has one.
  shapeType(
    "barcode.ean13",
    "An EAN-13 article number with its check digit, from the range for internal use",
    ["2", ...of(DIGITS, 11), "0"],
    ean,
  ),
  // Number system 4: for use within a store.
  shapeType(
    "barcode.upc",
    "A UPC-A article number with its check digit, from the range for internal use",
    ["4", ...of(DIGITS, 10), "0"],
    ean,
  ),
  // 979-9 is not yet given to any registration group but for a few blocks below 99; 979-99 is free (International ISBN Agency, range message).
  shapeType(
    "barcode.isbn13",
    "An ISBN with hyphens and check digit, of a group that nobody has",
    [...literal("979-99"), ...of(DIGITS, 1), "-", ...of(DIGITS, 6), "-", "0"],
    ean,
  ),
  shapeType(
    "finance.routing_number",
    "A bank's routing number with its check digit, from prefixes that no bank has",
    ["9", ...of(DIGITS, 7), "0"],
    aba,
  ),
];
