import { z } from "zod";
import { constantNumber, constantWord } from "../../kernels/constant.ts";
import { shuffledSequence, sequence } from "../../kernels/sequence.ts";
import { momentOfGroup, shareOfGroup, shareOfParent, wordOfGroup, type Period } from "../../kernels/total.ts";
import { powerOfTen } from "../../math/exact.ts";
import { withScratch } from "../../wasm/scratch.ts";
import { fieldShape } from "../check.ts";
import { defineType, type FieldType, type Made, type Site } from "../field-type.ts";
import { countGroups, roomFor, showSum, type Ends } from "../groups.ts";

const SAMPLE_ROWS = 2048;
const SAMPLE_KEY = { k0: 0x5e3b1a27, k1: 0x9c4d70f1 }; // any: only the moments of the distribution are read
const MOST_ALPHA = 1e6; // cells nearly equal

const none: Made = { kind: "integer", kernel: constantNumber(0), does: "" };
const raw = z.looseObject({ type: z.string() });
const planShape = z.strictObject({
  /** The rule's position: names the hidden column of places. */
  place: z.string(),
  /** The field that adds up, as the document has it, and its name. */
  field: raw,
  name: z.string(),
  totals: z.record(z.string(), z.number()),
  weights: z.record(z.string(), z.number().nonnegative()).optional(),
  ordered: z.boolean(),
  /** Moments of the groups, in cells of the field they are grouped by. */
  periods: z.record(z.string(), z.strictObject({ first: z.number(), last: z.number() })).optional(),
  step: z.number().positive(),
  /** Whether no moment may occur twice. */
  unique: z.boolean(),
});
type TotalPlan = z.output<typeof planShape>;

/** Groups one after the other: group g has places [starts[g], starts[g + 1]). */
interface Layout {
  readonly names: readonly string[];
  readonly starts: readonly number[];
}

/** What the field that adds up is by itself; undefined after complaints. */
interface Summed {
  readonly made: Made;
  readonly ends: Ends;
  readonly alpha: number;
}

/** Mean and standard deviation of cells that the kernel draws. */
function momentsOf(made: Made): { readonly mean: number; readonly sd: number } {
  return withScratch((machine) => {
    const rows = { from: 0, length: SAMPLE_ROWS, numbers: 0 };
    const [column] = made.kernel.run({ machine, rows, inputs: [], key: SAMPLE_KEY });
    const at = column?.layout === "f64" ? column.at / 8 : 0;
    const cells = machine.f64.slice(at, at + SAMPLE_ROWS);
    const mean = cells.reduce((a, b) => a + b, 0) / SAMPLE_ROWS;
    const sd = Math.sqrt(cells.reduce((a, b) => a + (b - mean) * (b - mean), 0) / SAMPLE_ROWS);
    return { mean, sd };
  });
}

function toUnits(value: unknown, scale: number): number | undefined {
  return typeof value === "number" ? Math.round(value * powerOfTen(scale)) : undefined;
}

function readSummed(field: z.output<typeof raw>, name: string, site: Site): Summed | undefined {
  const type = site.types.get(field.type);
  const parsed = type && fieldShape(type).safeParse(field);
  if (type === undefined || parsed?.success !== true) return undefined; // complained of where the field is
  const made = type.lower(parsed.data, { ...site, unique: false });
  const isDrawn = (made.inputs ?? []).length === 0 && field["value"] === undefined && field["step"] === undefined;
  if (!["integer", "decimal"].includes(made.kind) || !isDrawn) {
    site.issue(
      "schema/total",
      `${name} cannot be made to add up: ${isDrawn ? `it is ${made.kind}` : "other fields or steps decide it"}.`,
      "Make it an integer, decimal, price or money with plain numbers as min and max.",
      "total",
    );
    return undefined;
  }
  const scale = made.scale ?? 0;
  const min = toUnits(field["min"], scale),
    max = toUnits(field["max"], scale);
  const { mean, sd } = momentsOf(made);
  const above = (mean - (min ?? 0)) / sd;
  const alpha = sd > 0 && Number.isFinite(above) ? Math.min(MOST_ALPHA, Math.max(0.05, above * above)) : 1;
  return { made, ends: { min, max, scale }, alpha };
}

/** A total in units of the cells; undefined after complaints. */
function totalIn(site: Site, name: string, total: number, scale: number): number | undefined {
  const units = total * powerOfTen(scale);
  if (
    Math.abs(units - Math.round(units)) <= 1e-9 * Math.max(1, Math.abs(units)) &&
    Number.isSafeInteger(Math.round(units))
  )
    return Math.round(units);
  site.issue(
    "schema/total",
    `the total of ${name} must have at most ${scale} decimal places, as the field has, and be below 2^53 of its units; found ${total}.`,
    "Round it, or give the field more decimal places.",
    "of",
  );
  return undefined;
}

function layOut(plan: TotalPlan, site: Site): Layout | undefined {
  const summed = readSummed(plan.field, plan.name, site);
  if (summed === undefined) return undefined;
  const names = Object.keys(plan.totals);
  const totals = names.map((name) => totalIn(site, name || "all rows", plan.totals[name]!, summed.ends.scale));
  if (totals.includes(undefined)) return undefined;
  const targets = names.map((name, g) => {
    const period = plan.periods?.[name];
    return {
      name: name === "" ? "all rows" : name,
      total: totals[g]!,
      weight: plan.weights === undefined ? Math.abs(totals[g]!) : (plan.weights[name] ?? 0),
      capacity: plan.unique && period !== undefined ? period.last - period.first + 1 : Infinity,
    };
  });
  const counts = countGroups(site.rows, targets, summed.ends, plan.weights !== undefined);
  if ("complaint" in counts) {
    site.issue(
      "schema/total",
      counts.complaint,
      "Change the totals, the number of rows, or the field's min and max.",
      "of",
    );
    return undefined;
  }
  const starts = [0];
  for (const count of counts) starts.push(starts[starts.length - 1]! + count);
  return { names, starts };
}

/** The layout that the hidden column of places has left; undefined where it has complained. */
function layoutOf(place: string, site: Site): Layout | undefined {
  if (site.read(place, "total") === undefined) return undefined;
  return site.shared<Layout | undefined>(place, () => undefined);
}

function shareMade(plan: TotalPlan, site: Site): Made {
  const layout = layoutOf(plan.place, site);
  const summed = layout && readSummed(plan.field, plan.name, site);
  if (layout === undefined || summed === undefined) return none;
  const { made, ends, alpha } = summed;
  const { names, starts } = layout;
  const totals = names.map((name) => totalIn(site, name || "all rows", plan.totals[name] ?? 0, ends.scale) ?? 0);
  for (const [g, total] of totals.entries()) {
    const count = starts[g + 1]! - starts[g]!;
    const { least, most } = roomFor(total, ends);
    if (count >= least && count <= most) continue;
    const message = `${names[g] || "all rows"}: ${showSum(count, total, ends)}`;
    site.issue("schema/total", message, "Change the totals, the rows, or the field's min and max.", "of");
    return none;
  }
  const shape = { min: ends.min ?? 0, max: ends.max ?? Infinity, alpha };
  return {
    kind: made.kind,
    scale: ends.scale,
    kernel: shareOfGroup(starts, totals, shape),
    inputs: [site.read(plan.place, "total")!],
    does: `a share of the exact total of its ${names.length === 1 ? "table" : `group, of ${names.length}`}; ${made.does}`,
  };
}

function groupMade(plan: TotalPlan, kind: "date" | "datetime" | "text", millis: boolean, site: Site): Made {
  const layout = layoutOf(plan.place, site);
  if (layout === undefined)
    return kind === "text"
      ? { ...none, kind, dictionary: { words: [""] }, kernel: constantWord({ words: [""] }) }
      : { ...none, kind };
  const { names, starts } = layout;
  const inputs = [site.read(plan.place, "total")!];
  const does = `as many rows in each of ${names.length} groups as ${plan.name} needs`;
  if (kind === "text") {
    const dictionary = { words: names };
    return { kind, dictionary, kernel: wordOfGroup(starts, dictionary), inputs, does };
  }
  const periods = names.map((name): Period => plan.periods![name]!);
  return {
    kind,
    millis,
    kernel: momentOfGroup(starts, periods, plan.step, plan.unique),
    inputs,
    does,
    ...(plan.unique ? { capacity: Infinity } : {}),
  };
}

/** What is known of the ends of a parent's field, from the document. */
const partShape = z.strictObject({
  of: z.string(),
  field: raw,
  name: z.string(),
  /** Ends of the parent's field, where the document gives them. */
  least: z.number().optional(),
  most: z.number().optional(),
});

function partMade({ of, field, name, least, most }: z.output<typeof partShape>, site: Site): Made {
  const summed = readSummed(field, name, site);
  const { parentRows } = site;
  const dot = of.indexOf(".");
  const reference = of.slice(0, dot);
  if (parentRows === undefined || reference !== site.owner) {
    site.issue(
      "schema/total",
      `${reference} does not say how the rows of ${site.table} are counted, so they cannot add up to ${of}.`,
      `Count them per parent, \`rows: { per: ... }\`, and name the reference to it.`,
      "of",
    );
    return none;
  }
  const total = site.read(of, "of");
  if (summed === undefined || total === undefined) return none;
  const { made, ends, alpha } = summed;
  if (!["integer", "decimal"].includes(total.kind) || total.scale > ends.scale) {
    site.issue(
      "schema/total",
      `${of} is ${total.kind} with ${total.scale} decimal places; ${name} has ${ends.scale}.`,
      "Give the parts as many decimal places as the total.",
      "of",
    );
    return none;
  }
  const { split } = parentRows;
  const unit = powerOfTen(ends.scale);
  const sums = {
    least: least === undefined ? -Infinity : least * unit,
    most: most === undefined ? Infinity : most * unit,
  };
  const complaint =
    split.least === 0 && site.rows > 0
      ? `some row of ${parentRows.table} has no rows of ${site.table}, so nothing there adds up to its total.`
      : ends.min !== undefined && ends.min * split.most > sums.least
        ? `up to ${split.most} of at least ${ends.min / unit} are ${(ends.min * split.most) / unit} together; ${of} may be as little as ${sums.least / unit}.`
        : ends.max !== undefined && ends.max * split.least < sums.most
          ? `as few as ${split.least} of at most ${ends.max / unit} are ${(ends.max * split.least) / unit} together; ${of} may be as much as ${sums.most / unit}.`
          : undefined;
  if (complaint !== undefined) {
    const hint =
      split.least === 0
        ? `Give every row of ${parentRows.table} some: rows: { per: ${parentRows.table}, min: 1 }.`
        : `Give ${of} a min and max that fit, or drop those of ${name}.`;
    site.issue("schema/total", complaint, hint, "of");
    return none;
  }
  const shape = { min: ends.min ?? 0, max: ends.max ?? Infinity, alpha };
  return {
    kind: made.kind,
    scale: ends.scale,
    kernel: shareOfParent(powerOfTen(ends.scale - total.scale), shape),
    inputs: [total, parentRows.firsts, parentRows.counts],
    does: `a part of ${of}, exactly all of it with its siblings; ${made.does}`,
  };
}

/** What the rule `total` is rewritten into. Their names begin with `#`, so that they are in no list. */
export const totalTypes: readonly FieldType[] = [
  defineType({
    name: "#total.place",
    summary: "Where a row stands among those of all groups",
    params: z.object({ plan: planShape }),
    lower({ plan }, site) {
      const layout = layOut(plan, site);
      if (layout === undefined) return none;
      site.shared(site.field, () => layout);
      return plan.ordered
        ? { kind: "integer", kernel: sequence(0, 1), does: "the row's number: groups stand in order" }
        : { kind: "integer", kernel: shuffledSequence(0, 1, site.rows), does: "a place of its own in hidden order" };
    },
  }),
  defineType({
    name: "#total.share",
    summary: "A share of its group's total",
    params: z.object({ plan: planShape }),
    lower: ({ plan }, site) => shareMade(plan, site),
  }),
  defineType({
    name: "#total.word",
    summary: "The group's word",
    params: z.object({ plan: planShape }),
    lower: ({ plan }, site) => groupMade(plan, "text", false, site),
  }),
  defineType({
    name: "#total.date",
    summary: "A day of the group",
    params: z.object({ plan: planShape }),
    lower: ({ plan }, site) => groupMade(plan, "date", false, site),
  }),
  defineType({
    name: "#total.datetime",
    summary: "A moment of the group",
    params: z.object({ plan: planShape, millis: z.boolean() }),
    lower: ({ plan, millis }, site) => groupMade(plan, "datetime", millis, site),
  }),
  defineType({
    name: "#total.part",
    summary: "A part of the parent's total",
    params: z.object({ plan: partShape }),
    lower: ({ plan }, site) => partMade(plan, site),
  }),
];
