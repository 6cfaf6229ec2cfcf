import { z } from "zod";
import { powerOfTen } from "../../math/exact.ts";
import { mapNumbers, mapWords } from "../../kernels/gather.ts";
import { lookUp } from "../../kernels/look-up.ts";
import { pass } from "../../kernels/pass.ts";
import { earlierRow, popularRow, wholeNumber } from "../../kernels/rows-of.ts";
import { constantNumber } from "../../kernels/constant.ts";
import { shuffledSequence } from "../../kernels/sequence.ts";
import { defineType, type FieldType, type Made, type Site } from "../field-type.ts";
import { typeOf } from "../nested.ts";
import { show } from "../shapes.ts";
import { didYouMean } from "../suggest.ts";

const none: Made = { kind: "integer", kernel: constantNumber(0), capacity: Infinity, does: "" };

const Spread = z.union([
  z.enum(["uniform", "zipf", "earlier"]),
  z.strictObject({ zipf: z.strictObject({ s: z.number().positive().max(20) }) }),
]);

/** The column of row numbers that a reference points to. */
function rowsMade(site: Site, table: string, rows: number, spread: z.output<typeof Spread> | undefined): Made {
  const kind = "integer";
  const isSelf = table === site.table;
  if (site.unique) return { kind, kernel: shuffledSequence(0, 1, rows), does: `each row of ${table} at most once` };
  if (spread === "earlier" || (spread === undefined && isSelf)) {
    if (!isSelf)
      site.issue(
        "schema/distribution",
        "earlier rows are those of the same table.",
        "Use uniform or zipf.",
        "distribution",
      );
    return { kind, kernel: earlierRow, nullable: true, does: `an earlier row of ${table}; none for the first` };
  }
  if (spread === undefined || spread === "uniform")
    return { kind, kernel: wholeNumber(0, rows), does: `a row of ${table}, all equally likely` };
  const s = spread === "zipf" ? 1 : spread.zipf.s;
  return { kind, kernel: popularRow(rows, s), does: `a row of ${table}, few often, most seldom (zipf, s ${s})` };
}

/** Whether a field of the document is a plain reference to that table: one that asks for no rows of its own choice. */
function isPlain(raw: Readonly<Record<string, unknown>>, table: string): boolean {
  const isChosen = raw["distribution"] !== undefined || raw["unique"] === true || raw["key"] === true;
  return raw["type"] === "reference" && String(raw["to"]).startsWith(`${table}.`) && !isChosen;
}

/** Whether this is the reference by which the table's rows are counted: the first plain one to its parent. */
function followsParent(site: Site, table: string): boolean {
  if (site.parentRows?.table !== table) return false;
  const first = [...site.fields].find(([, raw]) => isPlain(raw, table));
  return first?.[0] === site.field;
}

/** Splits `table.field`; names may hold no dot, so there is just one. */
function target(to: string, site: Site): { table: string; field: string } | undefined {
  const dot = to.indexOf(".");
  if (dot > 0 && dot < to.length - 1) return { table: to.slice(0, dot), field: to.slice(dot + 1) };
  site.issue("schema/reference", `expected table.field; found ${show(to)}.`, "Write to: customers.id.", "to");
  return undefined;
}

type Scalar = string | number | boolean | null;

/** Decimal places that write every value exactly, so that rates and prices of a table are exact; undefined where floats must do. */
function scaleOf(values: readonly number[]): number | undefined {
  const places = values.map((value) => /^-?\d+(?:\.(\d{1,9}))?$/.exec(String(value)));
  if (places.some((match) => match === null)) return undefined;
  const scale = Math.max(0, ...places.map((match) => match?.[1]?.length ?? 0));
  return values.every((value) => Math.abs(value) * powerOfTen(scale) <= Number.MAX_SAFE_INTEGER) ? scale : undefined;
}

/** Every word of a dictionary in a map, as one list of what stands for them. */
function mapMade(from: string, values: Readonly<Record<string, Scalar>>, other: Scalar | undefined, site: Site): Made {
  const source = site.read(from, "from");
  if (source === undefined) return none;
  const given = [...Object.values(values), ...(other === undefined ? [] : [other])].filter((value) => value !== null);
  const isText = given.some((value) => typeof value === "string");
  const isTruth = !isText && given.every((value) => typeof value === "boolean");
  const scale = isText || isTruth ? 0 : scaleOf(given.map(Number));
  const kind = isText
    ? "text"
    : isTruth
      ? "boolean"
      : scale === undefined
        ? "float"
        : scale === 0
          ? "integer"
          : "decimal";
  const unit = powerOfTen(scale ?? 0);
  const toCell = (value: Scalar): number => (scale === undefined ? Number(value) : Math.round(Number(value) * unit));
  if (!isText && !isTruth && given.some((value) => typeof value === "boolean"))
    site.issue("schema/kind", "values are numbers and truth values mixed.", "Use one kind.", "values");
  const result = (word: string): Scalar => (Object.hasOwn(values, word) ? values[word]! : (other ?? null));
  const does = `${from} by a table of ${Object.keys(values).length}`;
  const dictionary = isText ? { words: [...new Set(given.map(String))] } : undefined;
  const places = new Map(dictionary?.words.map((word, k) => [word, k]));
  const words = source.dictionary?.words;
  const isWhole = words?.every((word) => result(word) !== null) === true;
  const base: Made = {
    kind,
    scale: scale ?? 0,
    inputs: [source],
    does,
    kernel: pass,
    ...(dictionary === undefined ? {} : { dictionary }),
  };
  if (words !== undefined && isWhole) {
    if (dictionary === undefined) return { ...base, kernel: mapNumbers(words.map((word) => toCell(result(word)))) };
    return {
      ...base,
      kernel: mapWords(
        words.map((word) => places.get(String(result(word)))!),
        dictionary,
      ),
    };
  }
  const cell = (text: string): number | undefined => {
    const value = result(text);
    return value === null ? undefined : dictionary === undefined ? toCell(value) : places.get(String(value));
  };
  return { ...base, nullable: true, kernel: lookUp(source, cell, dictionary) };
}

export const referenceTypes: readonly FieldType[] = [
  defineType({
    name: "reference",
    summary: "The key of a row of another table, or of this one",
    params: z.object({
      to: z.string().describe("table.field that it refers to."),
      distribution: Spread.optional().describe(
        "How often each row is referred to: uniform, or zipf for a few popular ones (zipf: { s: 1.2 } for how few). Within one table `earlier` refers to rows before, so that no circle closes; the first row then has null. Default uniform; earlier within one table. With unique each row at most once.",
      ),
    }),
    example: { type: "reference", to: "customers.id" },
    lower({ to, distribution }, site) {
      const place = target(to, site);
      if (place === undefined) return none;
      const parent = site.parent(place.table);
      if (parent === undefined) {
        site.issue("schema/unknown-table", `there is no table ${place.table}.`, "Name a table of this schema.", "to");
        return none;
      }
      const names = [...parent.fields];
      if (!names.includes(place.field)) {
        site.issue(
          "schema/unknown-field",
          `there is no field ${place.field} in ${place.table}.`,
          didYouMean(place.field, names),
          "to",
        );
        return none;
      }
      if (parent.rows === 0 && site.rows > 0) {
        site.issue(
          "schema/no-rows",
          `${place.table} has no rows to refer to.`,
          `Give ${place.table} rows, or drop the reference.`,
          "to",
        );
        return none;
      }
      const key = place.table === site.table && place.field === site.field ? undefined : parent.read(place.field);
      if (key === undefined) {
        if (place.table === site.table && place.field === site.field)
          site.issue("schema/cycle", `${site.field} refers to itself.`, "Name the key of the table.", "to");
        return none;
      }
      if (site.unique && !parent.isUnique(place.field))
        site.issue(
          "schema/unique-unsupported",
          `${to} may have a value twice, so what refers to it cannot be unique.`,
          `Refer to a key of ${place.table}, or make ${place.field} unique.`,
          "unique",
        );
      const isOwner = followsParent(site, place.table);
      const apart = site.parentRows?.table === place.table && !isOwner ? ", not the one it was counted for" : "";
      const rows = isOwner
        ? site.parentRows!.rows
        : site.own("row", rowsMade(site, place.table, parent.rows, distribution));
      site.refer(place.table, rows);
      const there = {
        ...typeOf(key),
        nullable: key.nullable || rows.nullable,
        input: { column: key.input.column, via: rows.input.column },
      };
      return {
        ...typeOf(key),
        nullable: there.nullable,
        kernel: pass,
        inputs: [there],
        capacity: parent.rows,
        does: `${to} of ${rows.nullable ? "an earlier row" : "a row"}${apart}`,
      };
    },
  }),
  defineType({
    name: "map",
    summary: "What a table of values has for another field",
    params: z.object({
      from: z.string().describe("The field to look up: a category or any text, number or truth value."),
      values: z
        .record(z.string(), z.union([z.string(), z.number(), z.boolean(), z.null()]))
        .describe("For each of its values, the result: all texts, all numbers or all truth values."),
      default: z.union([z.string(), z.number(), z.boolean(), z.null()]).optional().describe("For all others; null."),
    }),
    example: { type: "map", from: "status", values: { active: 1, inactive: 0 } },
    lower: ({ from, values, default: other }, site) => mapMade(from, values, other, site),
  }),
];
