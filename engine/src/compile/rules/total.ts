import { z } from "zod";
import { DAY_MS, dayOf } from "../../batch/cells.ts";
import { parseMomentOrRelative, showMoment } from "../moments.ts";
import { defineRule, type RawField, type RuleSite } from "./rule-kind.ts";

const MOST_GROUPS = 10_000;

const UNITS = ["day", "month", "quarter", "year"] as const;
type Unit = (typeof UNITS)[number];

const Params = z.object({
  total: z.string().min(1).describe("The field that adds up: an integer or decimal of this table."),
  of: z
    .union([z.number(), z.string().min(1), z.record(z.string(), z.number())])
    .describe(
      "What it adds up to: a number for the whole table; a number for each group, { 2026-01: 12000.00, 2026-02: 9500.50 }; or a parent's field, order_id.total, that its rows are the parts of.",
    ),
  by: z
    .string()
    .min(1)
    .optional()
    .describe("What tells the groups apart: a date, datetime or category of this table. The rule then draws it."),
  unit: z
    .enum(UNITS)
    .optional()
    .describe(
      "For dates, how long a group is: day (2026-01-31), month (2026-01), quarter (2026-Q1) or year (2026); as the groups are written.",
    ),
  rows: z
    .record(z.string(), z.number().nonnegative())
    .optional()
    .describe("How the rows divide among the groups, in proportion; as the totals do unless told."),
  ordered: z.boolean().optional().describe("Rows stand in the order of the groups, as those of a table of days do."),
});
type Params = z.output<typeof Params>;

/** The period of a group's name, [from, to) in days from 1970; undefined where it is none of that unit. */
function periodOf(name: string, unit: Unit): { readonly from: number; readonly to: number } | undefined {
  const m = /^(\d{4})(?:-(?:Q([1-4])|(\d{2})(?:-(\d{2}))?))?$/.exec(name);
  if (m === null) return undefined;
  const [year, quarter, month, day] = [1, 2, 3, 4].map((k) => (m[k] === undefined ? undefined : Number(m[k])));
  const found: Unit =
    day !== undefined ? "day" : month !== undefined ? "month" : quarter !== undefined ? "quarter" : "year";
  if (found !== unit) return undefined;
  const first = month ?? (quarter === undefined ? 1 : quarter * 3 - 2);
  const months = { day: 0, month: 1, quarter: 3, year: 12 }[unit];
  if (unit === "day") {
    const ms = parseMomentOrRelative(name, 0);
    return ms === undefined ? undefined : { from: ms / DAY_MS, to: ms / DAY_MS + 1 };
  }
  if (first < 1 || first > 12) return undefined;
  const next = year! * 12 + first - 1 + months;
  return { from: dayOf(year!, first, 1), to: dayOf(Math.floor(next / 12), (next % 12) + 1, 1) };
}

function unitOf(names: readonly string[]): Unit | undefined {
  return UNITS.find((unit) => names.every((name) => periodOf(name, unit) !== undefined));
}

/** What a field that the rule takes over may still say. */
function takeOver(site: RuleSite, field: string, param: string, allowed: readonly string[]): RawField | undefined {
  const raw = site.table.fields.get(field);
  if (raw === undefined) {
    site.issue(
      "schema/unknown-field",
      `there is no field ${field} in ${site.table.name}.`,
      "Name a field of this table.",
      param,
    );
    return undefined;
  }
  const kept = ["type", "description", "hidden", ...allowed];
  const other = Object.keys(raw).find((name) => !kept.includes(name));
  if (other !== undefined && !String(raw["type"]).startsWith("#total.")) {
    const reason =
      other === "null" || other === "when" ? "its cells add up, so none may be null" : "the rule decides it";
    site.issue("schema/total", `${field} says ${other}, but ${reason}.`, `Drop ${other} of ${field}.`, param);
    return undefined;
  }
  return raw;
}

const commonOf = ({ description, hidden }: RawField): RawField => ({
  ...(description === undefined ? {} : { description }),
  ...(hidden === undefined ? {} : { hidden }),
});

const uniqueOf = ({ unique, key }: RawField): RawField => ({
  ...(unique === undefined ? {} : { unique }),
  ...(key === undefined ? {} : { key }),
});

/** The moments of each group in cells of the field; undefined after complaints. */
function readPeriods(
  site: RuleSite,
  names: readonly string[],
  by: string,
  raw: RawField,
  given: Unit | undefined,
): Record<string, { first: number; last: number }> | undefined {
  const unit = given ?? unitOf(names);
  const bad = unit === undefined ? names[0] : names.find((name) => periodOf(name, unit) === undefined);
  if (unit === undefined || bad !== undefined) {
    const message =
      given === undefined
        ? `groups of ${by} are days, months, quarters or years, all of one kind; found ${names.slice(0, 3).join(", ")}.`
        : `${bad} is no ${given}.`;
    site.issue("schema/total", message, "Write 2026-01-31, 2026-01, 2026-Q1 or 2026.", "of");
    return undefined;
  }
  const isDate = raw["type"] === "date";
  const cell = isDate ? DAY_MS : 1;
  const smallest = isDate || raw["millis"] === true ? 1 : 1000;
  const endOf = (param: "from" | "to"): number | undefined => {
    const text = raw[param];
    if (typeof text !== "string") return undefined;
    const ms = parseMomentOrRelative(text, site.now);
    if (ms === undefined) return undefined; // complained of where the field is read
    const isDay = param === "to" && !isDate && /^\d{4}-\d{2}-\d{2}$/.test(text);
    return isDay ? ms + DAY_MS - smallest : Math.floor(ms / cell) * cell;
  };
  const from = endOf("from"),
    to = endOf("to");
  const periods: Record<string, { first: number; last: number }> = {};
  for (const name of names) {
    const period = periodOf(name, unit)!;
    const first = Math.max(period.from * DAY_MS, from ?? -Infinity),
      last = Math.min(period.to * DAY_MS - smallest * cell, to ?? Infinity);
    if (first > last) {
      const ends = [
        from === undefined ? "" : ` from ${showMoment(from)}`,
        to === undefined ? "" : ` to ${showMoment(to)}`,
      ].join("");
      site.issue("schema/total", `${name} has a total, but ${by} runs${ends}.`, `Drop ${name}, or widen ${by}.`, "of");
      return undefined;
    }
    periods[name] = {
      first: Math.ceil(first / cell / smallest) * smallest,
      last: Math.floor(last / cell / smallest) * smallest,
    };
  }
  return periods;
}

function applyPart(of: string, params: Params, raw: RawField, site: RuleSite): void {
  const [reference = "", field = ""] = of.split(".");
  const to = site.table.fields.get(reference)?.["to"];
  const parent = typeof to === "string" ? site.tables.get(to.slice(0, to.indexOf("."))) : undefined;
  const there = parent?.fields.get(field);
  if (
    params.by !== undefined ||
    params.rows !== undefined ||
    params.unit !== undefined ||
    params.ordered !== undefined ||
    there === undefined
  ) {
    const message =
      there === undefined
        ? `${of} is no field of a table that ${site.table.name} refers to.`
        : `parts of ${of} have no other groups.`;
    site.issue("schema/total", message, "Write of: order_id.total, without by, unit, rows and ordered.", "of");
    return;
  }
  const plan = there["plan"] as { readonly field?: RawField } | undefined;
  const source = plan?.field ?? there;
  const end = (param: string): number | undefined => (typeof source[param] === "number" ? source[param] : undefined);
  const [least, most] = [end("min"), end("max")];
  const { type: _, min: __, max: ___, ...rest } = raw;
  const ends = { ...(least === undefined ? {} : { least }), ...(most === undefined ? {} : { most }) };
  site.set(params.total, {
    ...commonOf(rest),
    type: "#total.part",
    plan: { of, field: raw, name: params.total, ...ends },
  });
}

/** The hidden field of places of an earlier rule over the same groups; undefined after complaints, "" where there is none. */
function earlierPlace(
  site: RuleSite,
  by: string,
  raw: RawField,
  names: readonly string[],
  params: Params,
): string | undefined {
  if (!String(raw["type"]).startsWith("#total.")) return "";
  const { place, totals } = raw["plan"] as {
    readonly place: string;
    readonly totals: Readonly<Record<string, number>>;
  };
  const same = Object.keys(totals).toSorted().join("\n") === names.toSorted().join("\n");
  if (same && params.rows === undefined && params.ordered === undefined) return place;
  site.issue(
    "schema/total",
    `another total has its own groups of ${by}: ${Object.keys(totals).slice(0, 3).join(", ")}.`,
    "Name the same groups, and let the first of the rules say rows and ordered.",
    "by",
  );
  return undefined;
}

export const total = defineRule({
  name: "total",
  summary: "A field adds up exactly: over the table, over groups by date or category, or over the rows of one parent",
  params: Params,
  example: {
    fields: { placed: { type: "date", from: "2026-01-01", to: "2026-12-31" }, amount: { type: "decimal", min: 1 } },
    rule: { total: "amount", by: "placed", of: { "2026-01": 120_000.5, "2026-02": 98_000 } },
  },
  apply(params, site) {
    const { total: name, of, by } = params;
    const raw = takeOver(site, name, "total", ["min", "max", "scale", "distribution"]);
    if (raw === undefined) return;
    if (String(raw["type"]).startsWith("#total.")) {
      site.issue("schema/total", `${name} has another total already.`, "Keep one of the rules.", "total");
      return;
    }
    if (typeof of === "string") {
      applyPart(of, params, raw, site);
      return;
    }
    const totals = typeof of === "number" ? { "": of } : of;
    const names = Object.keys(totals);
    if ((by === undefined) !== (typeof of === "number") || names.length === 0 || names.length > MOST_GROUPS) {
      const message =
        names.length === 0 || names.length > MOST_GROUPS
          ? `1 to ${MOST_GROUPS} groups have totals; found ${names.length}.`
          : by === undefined
            ? "totals of groups need a field that tells them apart."
            : `one total for the whole table has no groups by ${by}.`;
      site.issue(
        "schema/total",
        message,
        "Write by: placed_at with of: { 2026-01: 12000.00 }, or of: 12000.00 alone.",
        "of",
      );
      return;
    }
    const stranger = Object.keys(params.rows ?? {}).find((group) => !names.includes(group));
    if (stranger !== undefined) {
      site.issue(
        "schema/total",
        `rows speaks of ${stranger}, which has no total.`,
        `Add it to \`of\`, or drop it.`,
        "rows",
      );
      return;
    }
    const key =
      by === undefined ? undefined : takeOver(site, by, "by", ["from", "to", "millis", "unique", "key", "values"]);
    if (by !== undefined && key === undefined) return;
    const earlier = key === undefined ? "" : earlierPlace(site, by!, key, names, params);
    if (earlier === undefined) return;
    const kind = String(key?.["type"]);
    const isTime = kind === "date" || kind === "datetime" || kind === "timestamp";
    if (key !== undefined && earlier === "" && !isTime && kind !== "category") {
      site.issue(
        "schema/total",
        `groups are told apart by a date, datetime or category; ${by} is ${kind}.`,
        "Name another field.",
        "by",
      );
      return;
    }
    if (kind === "category") {
      const { values } = key!;
      const words = Array.isArray(values) ? values : Object.keys(values ?? {});
      const unknown = names.find((group) => !words.includes(group));
      if (unknown !== undefined) {
        site.issue(
          "schema/total",
          `${unknown} has a total, but ${by} is never that.`,
          `Add it to the values of ${by}, or drop it.`,
          "of",
        );
        return;
      }
    }
    const keys = [...site.table.fields.values()].filter((field) => field["key"] === true).length;
    const isUnique = key?.["unique"] === true || (key?.["key"] === true && keys === 1);
    if (isUnique && isTime && kind !== "date") {
      site.issue("schema/total", `${by} is unique, and only days can be.`, `Drop unique of ${by}.`, "by");
      return;
    }
    const periods = isTime ? readPeriods(site, names, by!, key!, params.unit) : undefined;
    if (isTime && periods === undefined) return;
    const place = earlier === "" ? `#total.${site.index}` : earlier;
    const plan = {
      place,
      field: raw,
      name,
      totals,
      ...(params.rows === undefined ? {} : { weights: params.rows }),
      ordered: params.ordered === true,
      ...(periods === undefined ? {} : { periods }),
      step: kind === "date" || key?.["millis"] === true ? 1 : 1000,
      unique: isUnique,
    };
    if (earlier === "") {
      site.set(place, { type: "#total.place", hidden: true, plan });
      if (kind === "category") site.set(by!, { ...commonOf(key!), type: "#total.word", plan });
      if (kind === "date") site.set(by!, { ...commonOf(key!), type: "#total.date", ...uniqueOf(key!), plan });
      if (isTime && kind !== "date")
        site.set(by!, { ...commonOf(key!), type: "#total.datetime", millis: key!["millis"] === true, plan });
    }
    site.set(name, { ...commonOf(raw), type: "#total.share", plan });
  },
});
