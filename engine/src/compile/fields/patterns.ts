import { z } from "zod";
import type { Kind } from "../../batch/column.ts";
import { compose, type Part } from "../../kernels/compose.ts";
import { concat, type TextPart } from "../../kernels/concat.ts";
import { constantNumber, constantWord, nothing } from "../../kernels/constant.ts";
import { extent, phrase } from "../../kernels/phrase.ts";
import { defineType, type FieldType, type Made, type Site, type Source } from "../field-type.ts";
import { dictionaryOf, shapeMade, toPositions } from "../making.ts";
import { EXTRA_REPEATS, readRegex } from "../regex.ts";

const LONGEST = 100_000; // bytes of one cell

const none: Made = { kind: "text", kernel: constantWord(dictionaryOf([""])), dictionary: dictionaryOf([""]), does: "" };

/** The text of a template as literals and the fields between braces; undefined after complaints. */
function readTemplate(text: string, site: Site): (string | Source)[] | undefined {
  const parts: (string | Source)[] = [];
  let last = 0;
  let isWhole = true;
  for (const match of text.matchAll(/\{\{([^{}]*)\}\}/g)) {
    const path = match[1]!.trim();
    const source = path === "" ? undefined : site.read(path, "template");
    if (path === "")
      site.issue("schema/template", "{{}} names no field.", "Write {{field}}, or {{reference.field}}.", "template");
    isWhole &&= source !== undefined;
    if (match.index > last) parts.push(text.slice(last, match.index));
    if (source !== undefined) parts.push(source);
    last = match.index + match[0].length;
  }
  if (last < text.length) parts.push(text.slice(last));
  return isWhole ? parts : undefined;
}

function templateMade(text: string, skipNull: boolean, site: Site): Made {
  const parts = readTemplate(text, site);
  if (parts === undefined) return none;
  const inputs = parts.filter((part) => typeof part !== "string");
  if (inputs.length === 0) {
    const dictionary = { words: [text] };
    return { kind: "text", dictionary, kernel: constantWord(dictionary), does: text };
  }
  let k = 0;
  if (!skipNull && inputs.every(({ kind }) => kind !== "duration")) {
    const list: TextPart[] = parts.map((part) => (typeof part === "string" ? part : { input: k++, type: part }));
    return { kind: "text", kernel: concat(list), inputs, does: text };
  }
  const list: Part[] = parts.map((part) => (typeof part === "string" ? { text: part } : { input: k++, type: part }));
  return {
    kind: "text",
    kernel: compose(list, !skipNull),
    inputs,
    does: text,
    ...(skipNull ? { nullable: false } : {}),
  };
}

function constantMade(value: string | number | boolean | null): Made {
  if (value === null) {
    const dictionary = { words: [""] };
    return { kind: "text", dictionary, kernel: nothing(dictionary), nullable: true, does: "null" };
  }
  if (typeof value === "string") {
    const dictionary = { words: [value] };
    return { kind: "text", dictionary, kernel: constantWord(dictionary), does: `always ${value}` };
  }
  const kind: Kind = typeof value === "boolean" ? "boolean" : Number.isSafeInteger(value) ? "integer" : "float";
  return { kind, kernel: constantNumber(Number(value)), does: `always ${value}` };
}

export const patternTypes: readonly FieldType[] = [
  defineType({
    name: "pattern",
    summary: "Text of a fixed shape: AB-####-??",
    params: z.object({
      pattern: z
        .string()
        .min(1)
        .max(1000)
        .describe(
          "# is a digit, ? a capital letter, * either; \\ makes the next character stand for itself; all others do anyway.",
        ),
    }),
    example: { type: "pattern", pattern: "AB-####-??" },
    lower: ({ pattern }, site) => shapeMade(site, toPositions(pattern), pattern),
  }),
  defineType({
    name: "regex",
    summary: "Text that matches a regular expression",
    params: z.object({
      pattern: z
        .string()
        .min(1)
        .max(2000)
        .describe(
          `A regular expression of JavaScript, without slashes: classes, groups, |, {m,n}, ?, *, +. Unbounded repeats give at most ${EXTRA_REPEATS} more than they must; back-references and look-arounds are refused. Unique where every match has the same length.`,
        ),
    }),
    example: { type: "regex", pattern: "[A-Z]{2}\\d{4}(-[a-f0-9]{3})?" },
    lower({ pattern }, site) {
      const readable = readRegex(pattern);
      if (typeof readable === "string") {
        site.issue("schema/regex", `the pattern ${readable}.`, undefined, "pattern");
        return none;
      }
      if (readable.positions !== undefined && readable.positions.length > 0)
        return shapeMade(site, readable.positions, `matches ${pattern}`);
      const { most } = extent(readable.phrase);
      if (most > LONGEST)
        site.issue(
          "schema/regex",
          `the pattern may give ${most} bytes; at most ${LONGEST} can be.`,
          "Lower its repeats.",
          "pattern",
        );
      return { kind: "text", kernel: phrase(readable.phrase), does: `matches ${pattern}` };
    },
  }),
  defineType({
    name: "template",
    summary: "Text with the values of other fields in it",
    params: z.object({
      template: z
        .string()
        .max(100_000)
        .describe(
          "{{field}} stands for another field of the row, {{reference.field}} for one of the row it refers to.",
        ),
      skip_null: z
        .boolean()
        .optional()
        .describe("Leave out what is null; otherwise the text is null where any part is."),
    }),
    example: { type: "template", template: "Order {{id}}" },
    lower: ({ template, skip_null = false }, site) => templateMade(template, skip_null, site),
  }),
  defineType({
    name: "constant",
    summary: "The same value in every row",
    ownsValue: true,
    params: z.object({
      value: z
        .union([z.string(), z.number(), z.boolean(), z.null()])
        .describe("The value: a text, number, truth value or null."),
    }),
    example: { type: "constant", value: "EUR" },
    lower: ({ value }) => constantMade(value),
  }),
  defineType({
    name: "expression",
    summary: "What an expression over other fields gives; its kind follows from it",
    params: z.object({}),
    example: { type: "expression", value: "1 + 2" },
    // No kind is asked for: the expression's own is taken.
    derived: () => undefined,
    lower(_, site) {
      site.issue("schema/no-value", "an expression field needs value.", 'Write value: "quantity * price".', "value");
      return none;
    },
  }),
];
