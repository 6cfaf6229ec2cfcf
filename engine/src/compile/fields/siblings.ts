import { z } from "zod";
import { DAY_MS } from "../../batch/cells.ts";
import { constantNumber, nothing } from "../../kernels/constant.ts";
import { pass } from "../../kernels/pass.ts";
import { momentOfPeriod } from "../../kernels/period.ts";
import { isLastSibling, siblingRow } from "../../kernels/siblings.ts";
import type { Retention } from "../../schema/families.ts";
import { defineType, type FieldType, type Made, type Site } from "../field-type.ts";
import { addMonths } from "../moments.ts";
import { typeOf } from "../nested.ts";

const broken: Made = { kind: "integer", kernel: nothing(), nullable: true, does: "" };

/** Inputs of the kernels that know siblings, and the rows of the table where there are none. */
function placesOf({ parentRows, rows }: Site): { inputs: NonNullable<Made["inputs"]>; rowsOfTable?: number } {
  return parentRows === undefined
    ? { inputs: [], rowsOfTable: rows }
    : { inputs: [parentRows.ordinals, parentRows.counts] };
}

const MONTHS: Readonly<Partial<Record<Retention["by"], number>>> = { month: 1, quarter: 3, year: 12 };

/** Where a period since `from` begins, ms. */
function startOf(by: Retention["by"]): (from: number, period: number) => number {
  const months = MONTHS[by];
  const days = by === "week" ? 7 : 1;
  return months === undefined
    ? (from, period) => from + period * days * DAY_MS
    : (from, period) => addMonths(from, period * months);
}

/** The column that a log or a retention gives each child, or a complaint. */
function ownColumn(site: Site, name: "event" | "period"): Made {
  const column = site.parentRows?.own?.name === name ? site.parentRows.own.column : undefined;
  if (column !== undefined) return { ...typeOf(column), kernel: pass, inputs: [column], does: `the row's ${name}` };
  const [kind, hint] =
    name === "event"
      ? ["log", "Write rows: { per: orders, log: { start: created, transitions: { created: paid } } }."]
      : ["retention", "Write rows: { per: users, retention: { curve: [1, 0.5], by: month } }."];
  site.issue("schema/family", `the rows of ${site.table} are no ${kind}.`, hint);
  return broken;
}

/** What a row knows of the other rows of its parent. */
export const siblingTypes: readonly FieldType[] = [
  defineType({
    name: "sibling",
    summary: "What another row of the same parent has, as the next one; null where there is none",
    params: z.object({
      of: z.string().describe("A field of this table."),
      step: z
        .int()
        .min(-1_000_000)
        .max(1_000_000)
        .refine((step) => step !== 0, "not 0")
        .optional()
        .describe("How many rows on: 1 is the next (the default), -1 the one before."),
    }),
    example: { type: "sibling", of: "start" },
    lower({ of, step = 1 }, site) {
      const source = site.read(of, "of");
      if (source === undefined) return broken;
      const near =
        source.input.via === undefined
          ? source
          : site.own("of", { ...typeOf(source), nullable: source.nullable, kernel: pass, inputs: [source], does: of });
      const { inputs, rowsOfTable } = placesOf(site);
      const where = step > 0 ? `${step} on` : `${-step} before`;
      const rows = site.own("row", {
        kind: "integer",
        kernel: siblingRow(step, rowsOfTable),
        inputs,
        nullable: true,
        does: `the row ${where}`,
      });
      const there = { ...near, nullable: true, input: { column: near.input.column, via: rows.input.column } };
      return { ...typeOf(there), kernel: pass, inputs: [there], nullable: true, does: `${of} of the row ${where}` };
    },
  }),
  defineType({
    name: "sibling.last",
    summary: "Whether the row is the last of its parent",
    params: z.object({}),
    lower(_, site) {
      const { inputs, rowsOfTable } = placesOf(site);
      return {
        kind: "boolean",
        kernel: isLastSibling(rowsOfTable),
        inputs,
        does: site.parentRows === undefined ? "whether the row is the last" : "whether it is the last of its siblings",
      };
    },
  }),
  defineType({
    name: "log.event",
    summary: "The event of a row of a log: rows: { per: …, log: … }",
    params: z.object({}),
    lower: (_, site) => ownColumn(site, "event"),
  }),
  defineType({
    name: "retention.period",
    summary: "The period since the parent's start, from 0: rows: { per: …, retention: … }",
    params: z.object({}),
    lower: (_, site) => ownColumn(site, "period"),
  }),
  defineType({
    name: "retention.moment",
    summary: "A moment within the row's period: rows: { per: …, retention: … }",
    params: z.object({
      after: z
        .string()
        .describe("The parent's date or datetime from which periods are counted: customer_id.registered."),
      millis: z.boolean().optional().describe("Down to milliseconds; without it whole seconds."),
    }),
    example: { type: "retention.moment", after: "customer_id.registered" },
    lower({ after, millis = false }, site) {
      const rest = { kind: "datetime", millis } as const;
      const none: Made = { ...rest, kernel: constantNumber(0), does: "" };
      const { does } = ownColumn(site, "period");
      const own = site.parentRows?.own;
      const start = site.read(after, "after");
      if (does === "" || own?.by === undefined || start === undefined) return none;
      if (start.kind !== "date" && start.kind !== "datetime") {
        site.issue(
          "schema/type",
          `expected a date or datetime field; ${after} is ${start.kind}.`,
          "Name a date or datetime field.",
          "after",
        );
        return none;
      }
      const begin = startOf(own.by);
      const factor = start.kind === "date" ? DAY_MS : 1;
      return {
        ...rest,
        kernel: momentOfPeriod((from, period) => begin(from * factor, period), millis ? 1 : 1000),
        inputs: [own.column, start],
        does: `within the row's ${own.by} since ${after}`,
      };
    },
  }),
];
