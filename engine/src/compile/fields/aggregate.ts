import { z } from "zod";
import { constantNumber } from "../../kernels/constant.ts";
import { memberAt, memberCount } from "../../kernels/children.ts";
import { pass } from "../../kernels/pass.ts";
import { powerOfTen } from "../../math/exact.ts";
import type { ColumnId, Family, Fold, Take } from "../../plan/plan.ts";
import { lowerExpression } from "../expression.ts";
import { defineType, type FieldType, type Made, type Site, type Source } from "../field-type.ts";
import { typeOf } from "../nested.ts";

const none: Made = { kind: "integer", kernel: constantNumber(0), does: "" };
const MEAN_PLACES = 2; // a mean is finer than what it is of
const TRUTH = { kind: "boolean" } as const;

const ADDED = new Set(["integer", "decimal", "float", "duration"]);
const ORDERED = new Set([...ADDED, "boolean", "date", "datetime", "time"]);

/** Whether cells of that kind can be taken so; otherwise a complaint. */
function checkTake(site: Site, take: Take, path: string, { kind }: Source): boolean {
  const fits =
    take === "min" || take === "max" ? ORDERED.has(kind) : take === "sum" || take === "mean" ? ADDED.has(kind) : true;
  if (!fits)
    site.issue(
      "schema/kind",
      `there is no ${take} of ${path}, which is ${kind}.`,
      "Take count, first or last, or name a number.",
      "take",
    );
  return fits;
}

/** What the result is where cells of `source` are taken together. */
function resultOf(take: Take, source: Source): Pick<Made, "kind" | "scale" | "millis"> & { readonly factor?: number } {
  if (take === "count") return { kind: "integer" };
  const { kind, scale, millis } = source;
  if (take !== "mean" || kind === "float") return { kind, scale, millis };
  if (kind === "duration") return { kind, scale, millis, factor: 1 };
  const places = Math.min(15, scale + MEAN_PLACES);
  return { kind: "decimal", scale: places, factor: powerOfTen(places - scale) };
}

interface AggregateParams {
  readonly of: string;
  readonly take?: Take | undefined;
  readonly where?: string | undefined;
  readonly by?: string | undefined;
}

/** What tells which members count, beside the cell itself. */
interface Filter {
  readonly family: Family;
  readonly present: readonly ColumnId[];
  /** A column of truth values. */
  readonly where: ColumnId | undefined;
}

/** One cell made of the cells of `column` in the members. */
function foldMade(
  { family, present, where }: Filter,
  column: ColumnId,
  take: Take,
  result: Pick<Made, "kind" | "scale" | "millis"> & { readonly factor?: number },
  does: string,
): Made {
  const { factor, ...type } = result;
  const nullable = take !== "sum" && take !== "count";
  const fold: Fold = {
    take,
    over: family,
    ...(where === undefined ? {} : { where }),
    ...(present.length === 0 ? {} : { present }),
    ...(factor === undefined ? {} : { factor }),
  };
  const made = { scale: 0, millis: false, ...type, nullable };
  return { ...made, kernel: pass, inputs: [{ ...made, input: { column, fold } }], does };
}

/** The cell of one member: of the first or the last that counts. */
function memberMade(filter: Filter, source: Source, take: "first" | "last", site: Site, does: string): Made {
  const { family, present, where } = filter;
  const isWhole = where === undefined && present.length === 0;
  const row: Made = isWhole
    ? { kind: "integer", kernel: memberAt(family, take), nullable: true, does }
    : foldMade(filter, where ?? present[0]!, take, { kind: "integer" }, does);
  const via = site.own("row", row).input.column;
  const there: Source = { ...source, nullable: true, input: { column: source.input.column, via } };
  return { ...typeOf(there), kernel: pass, inputs: [there], does };
}

function aggregateMade({ of, take: given, where, by }: AggregateParams, site: Site): Made {
  const dot = of.indexOf(".");
  const table = dot === -1 ? of : of.slice(0, dot),
    path = dot === -1 ? undefined : of.slice(dot + 1);
  const take = given ?? (path === undefined ? "count" : "sum");
  const there = site.parent(table, "of");
  if (there === undefined) {
    const hint = "Name a table of this schema, or a field of one: lines.amount.";
    site.issue("schema/unknown-table", `there is no table ${table}.`, hint, "of");
    return none;
  }
  if (path === undefined && take !== "count") {
    site.issue("schema/reference", `there is a ${take} only of a field; found ${of}.`, `Write ${of}.<field>.`, "of");
    return none;
  }
  const members = there.members(by);
  const source = path === undefined ? undefined : there.read(path);
  if (members === undefined || (path !== undefined && source === undefined)) return none;
  if (source !== undefined && !checkTake(site, take, of, source)) return none;
  const read: Site["read"] = (name) => site.parent(table, "where")!.read(name);
  const condition = where === undefined ? undefined : lowerExpression(where, { ...site, read }, "where", TRUTH);
  if (where !== undefined && condition === undefined) return none;
  const filter: Filter = {
    ...members,
    where: condition === undefined ? undefined : site.own("where", condition).input.column,
  };
  const does = `${take} of ${of}${where === undefined ? "" : ` where ${where}`}`;
  if (take === "first" || take === "last") {
    const { family } = members;
    if (there.rows === 0)
      site.issue("schema/no-rows", `${table} has no rows to take the ${take} of.`, `Give ${table} rows.`, "of");
    else if (family.rowsAt !== undefined)
      site.issue(
        "schema/not-counted",
        `rows of ${table} belong to those of ${site.table} in a hidden order, so none is the ${take}.`,
        `Take min or max, or count ${table} by \`rows: { per: ${site.table} }\`.`,
        "take",
      );
    if (there.rows === 0 || family.rowsAt !== undefined) return none;
    return memberMade(filter, source!, take, site, does);
  }
  const isPlain = filter.where === undefined && filter.present.length === 0 && source?.nullable !== true;
  if (take === "count" && isPlain) return { kind: "integer", kernel: memberCount(members.family), does };
  const column = source?.input.column ?? filter.where ?? filter.present[0]!;
  return foldMade(filter, column, take, source === undefined ? { kind: "integer" } : resultOf(take, source), does);
}

const TAKES = ["sum", "count", "min", "max", "mean", "first", "last"] as const;

/** Fields made of the rows that refer to this one. */
export const aggregateTypes: readonly FieldType[] = [
  defineType({
    name: "aggregate",
    summary:
      "What the rows of another table that belong to this row come to: their sum, count, least, greatest, mean, first or last",
    params: z.object({
      of: z
        .string()
        .describe(
          "A field of the other table (lines.amount), which may lead through its references, or for a count the table alone (lines).",
        ),
      take: z
        .enum(TAKES)
        .optional()
        .describe(
          "How they are taken together: sum, count, min, max, mean, first or last; sum, or count of a table. Nulls are left out but for first and last. Of no rows, sum and count are 0 and all else is null.",
        ),
      where: z
        .string()
        .optional()
        .describe("An expression over the other table's fields: only its rows where it is true."),
      by: z
        .string()
        .optional()
        .describe(
          "The other table's reference to this one, where it has several; the one that its rows are counted by.",
        ),
    }),
    example: { type: "aggregate", of: "orders.total", take: "sum" },
    lower: (params, site) => aggregateMade(params, site),
  }),
];
