import { z } from "zod";
import { constantNumber } from "../../kernels/constant.ts";
import { pass } from "../../kernels/pass.ts";
import { added } from "../../kernels/running.ts";
import { powerOfTen } from "../../math/exact.ts";
import { defineType, type FieldType, type Made, type Site, type Source } from "../field-type.ts";
import { typeOf } from "../nested.ts";

const none: Made = { kind: "integer", kernel: constantNumber(0), does: "" };

type RunningTake = "sum" | "count" | "min" | "max";

/** Where a running sum starts, brought to `scale`; undefined without one or after complaints. */
function startOf(site: Site, from: number | string, source: Source): { start: Source; factor: number } | undefined {
  if (typeof from === "number") {
    const unit = powerOfTen(source.scale);
    const cell = source.kind === "float" ? from : Math.round(from * unit);
    const made: Made = { ...typeOf(source), nullable: false, kernel: constantNumber(cell), does: String(from) };
    if (source.kind !== "float" && Math.abs(cell - from * unit) > 1e-6) {
      site.issue(
        "schema/range",
        `from must have at most ${source.scale} decimal places, as what is added has; found ${from}.`,
        "Round it.",
        "from",
      );
      return undefined;
    }
    return { start: site.own("from", made), factor: 1 };
  }
  const start = site.read(from, "from");
  if (start === undefined) return undefined;
  const isNumber = start.kind === "integer" || start.kind === "decimal" || start.kind === source.kind;
  if (!isNumber || start.scale > source.scale) {
    site.issue(
      "schema/kind",
      `a running sum in ${source.scale} decimal places cannot start from ${from}, which is ${start.kind} with ${start.scale}.`,
      "Start from a number with as many decimal places or fewer.",
      "from",
    );
    return undefined;
  }
  return { start, factor: powerOfTen(source.scale - start.scale) };
}

function runningMade(of: string, take: RunningTake, from: number | string | undefined, site: Site): Made {
  const { parentRows } = site;
  if (parentRows === undefined) {
    site.issue(
      "schema/no-parent",
      "a running total goes through the rows of one parent, and this table has none.",
      "Count its rows per parent: `rows: { per: accounts, mean: 20 }`.",
      "of",
    );
    return none;
  }
  const source = site.read(of, "of");
  if (source === undefined) return none;
  const isAdded = ["integer", "decimal", "float", "duration"].includes(source.kind);
  if (
    !isAdded &&
    (take === "sum" ||
      source.dictionary !== undefined ||
      source.kind === "text" ||
      source.kind === "json" ||
      source.kind === "uuid") &&
    take !== "count"
  ) {
    site.issue("schema/kind", `there is no running ${take} of ${of}, which is ${source.kind}.`, "Name a number.", "of");
    return none;
  }
  const own = site.own("cell", { ...typeOf(source), kernel: pass, inputs: [source], does: of });
  const nullable = (take === "min" || take === "max") && source.nullable;
  const type =
    take === "count"
      ? ({ kind: "integer", scale: 0, millis: false } as const)
      : { kind: source.kind, scale: source.scale, millis: source.millis };
  const folded: Source = {
    ...type,
    nullable,
    input: { column: own.input.column, fold: { take, over: parentRows.firsts.input.column } },
  };
  const does = `${take} of ${of} over the rows of one ${parentRows.table} up to this one`;
  if (from === undefined) return { ...type, nullable, kernel: pass, inputs: [folded], does };
  if (take !== "sum") {
    site.issue("schema/range", `only a sum starts from something; found ${take}.`, "Drop from.", "from");
    return none;
  }
  const found = startOf(site, from, source);
  if (found === undefined) return none;
  return { ...type, kernel: added(found.factor), inputs: [folded, found.start], does: `${does}, from ${from}` };
}

/** Fields that go through the rows of one parent. */
export const runningTypes: readonly FieldType[] = [
  defineType({
    name: "running",
    summary: "What a field comes to over the rows of the same parent up to this one: a balance, a count so far",
    params: z.object({
      of: z.string().describe("A field of the same row: what is added."),
      take: z
        .enum(["sum", "count", "min", "max"])
        .optional()
        .describe("sum, count, min or max; sum. Nulls are left out."),
      from: z
        .union([z.number(), z.string()])
        .optional()
        .describe("Where a sum starts: a number, or a field such as account_id.opening_balance; 0."),
    }),
    example: { type: "running", of: "amount", from: 100 },
    lower: ({ of, take = "sum", from }, site) => runningMade(of, take, from, site),
  }),
];
