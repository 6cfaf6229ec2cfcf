import { z } from "zod";
import { nameOf, showSpan, waysFrom, type Transitions, type Way } from "../lifecycle.ts";
import { parseMomentOrRelative, parseSpan, showMoment } from "../moments.ts";
import { show } from "../shapes.ts";
import { defineRule, type FieldOrder, type RawField, type RuleSite } from "./rule-kind.ts";

const State = z.strictObject({
  share: z.number().min(0).max(1).optional().meta({ description: "Of all rows, how many are in this state." }),
  at: z
    .string()
    .min(1)
    .optional()
    .meta({ description: "The date or datetime at which a row came by; null elsewhere." }),
  after: z.strictObject({ min: z.string().optional(), max: z.string().optional() }).optional().meta({
    description: "How long after the state before, as { min: 5m, max: 2d }; 1m to 1d unless told, 1d to 7d for dates.",
  }),
});
const Next = z.union([z.array(z.string().min(1)).max(1000), z.record(z.string(), z.number().nonnegative())]);
const params = z.object({
  lifecycle: z.string().min(1).describe("The field that holds the row's state."),
  states: z
    .record(z.string().min(1), State)
    .refine((states) => Object.keys(states).length <= 100, "at most 100 states")
    .describe("All states."),
  transitions: z.record(z.string(), Next).describe("What may follow each state, or by weight."),
  exact: z
    .boolean()
    .optional()
    .describe("The shares of all rows are exact, by largest remainder; they then depend on how many rows there are."),
  start: z.string().optional().describe("The first state; the only one that none leads to, unless told."),
  until: z
    .string()
    .optional()
    .describe(
      "No moment is later: starts leave room for the way that follows. The end of the start's interval, unless told.",
    ),
});
type Life = z.output<typeof params>;

const DAY_MS = 86_400_000;

/** A span to wait before a state. */
interface Wait {
  readonly state: string;
  readonly field: string;
  readonly raw: RawField;
  readonly minMs: number;
  readonly maxMs: number;
}

const isDate = (raw: RawField | undefined): boolean => raw?.["type"] === "date";

function toTransitions({ transitions }: Life): Transitions {
  return new Map(
    Object.entries(transitions).map(([from, to]) => [
      from,
      Array.isArray(to) ? to.map((state) => [state, 1] as const) : Object.entries(to),
    ]),
  );
}

/** The share of each state: as the rule says or, where it says nothing, by the weights of the category. */
function toShares({ lifecycle, states }: Life, site: RuleSite): ReadonlyMap<string, number> | undefined {
  const names = Object.keys(states);
  const told = names.filter((name) => states[name]!.share !== undefined);
  if (told.length > 0) {
    const sum = told.reduce((all, name) => all + states[name]!.share!, 0);
    if (Math.abs(sum - 1) < 1e-6) return new Map(names.map((name) => [name, states[name]!.share ?? 0]));
    site.issue(
      "schema/lifecycle",
      `shares must add up to 1; found ${told.map((name) => states[name]!.share).join(" + ")} = ${Number(sum.toPrecision(12))}.`,
      "Give every state the share of rows that are in it now; those only passed have none.",
      "states",
    );
    return undefined;
  }
  const values = site.table.fields.get(lifecycle)?.["values"];
  const weights: Readonly<Record<string, unknown>> =
    typeof values === "object" && values !== null && !Array.isArray(values) ? { ...values } : {};
  if (names.some((name) => Number(weights[name]) > 0))
    return new Map(names.map((name) => [name, Number(weights[name] ?? 0)]));
  site.issue(
    "schema/lifecycle",
    "no state has a share.",
    `Give states shares, or make ${lifecycle} a category with weights.`,
    "states",
  );
  return undefined;
}

/** The first state, or a complaint. */
function toStart({ start, states, transitions }: Life, site: RuleSite): string | undefined {
  if (start !== undefined && Object.hasOwn(states, start)) return start;
  const reached = new Set(Object.values(transitions).flatMap((to) => (Array.isArray(to) ? to : Object.keys(to))));
  const first = Object.keys(states).filter((state) => !reached.has(state));
  if (start === undefined && first.length === 1) return first[0];
  site.issue(
    "schema/lifecycle",
    start === undefined
      ? `expected one state that no other leads to; found ${first.length === 0 ? "none" : first.join(", ")}.`
      : `there is no state ${start}.`,
    "Name the first state: `start: placed`.",
    "start",
  );
  return undefined;
}

/** All ways to states that rows are in, or complaints about states that cannot be reached. */
function toWays(
  rule: Life,
  start: string,
  shares: ReadonlyMap<string, number>,
  site: RuleSite,
): readonly Way[] | undefined {
  const transitions = toTransitions(rule);
  const unknown = [...transitions]
    .flatMap(([from, to]) => [from, ...to.map(([state]) => state)])
    .find((state) => !shares.has(state));
  if (unknown !== undefined) {
    site.issue("schema/lifecycle", `there is no state ${unknown}.`, "List it among the states.", "transitions");
    return undefined;
  }
  const ways = waysFrom(start, transitions);
  if (ways === undefined) {
    site.issue(
      "schema/lifecycle",
      `more than 2000 ways lead on from ${start}.`,
      "Drop some transitions.",
      "transitions",
    );
    return undefined;
  }
  const lost = [...shares.keys()].filter((state) => !ways.some(({ states }) => states.at(-1) === state));
  if (lost.length > 0) {
    const share = shares.get(lost[0]!)!;
    site.issue(
      "schema/lifecycle",
      `no way leads from ${start} to ${lost.join(", ")}${share > 0 ? `, and ${lost[0]} has a share of ${share}` : ""}.`,
      "Add a transition, or drop the state.",
      "transitions",
    );
    return undefined;
  }
  return ways.filter(({ states }) => shares.get(states.at(-1)!)! > 0);
}

/** The spans to wait before each state but the first. */
function toWaits(rule: Life, start: string, site: RuleSite): readonly Wait[] | undefined {
  const waits: Wait[] = [];
  for (const [state, { at, after }] of Object.entries(rule.states)) {
    if (state === start || (at === undefined && after === undefined)) continue;
    const daily = at !== undefined && isDate(site.table.fields.get(at));
    const min = after?.min ?? (daily ? "1d" : "1m");
    const max = after?.max ?? (daily ? "7d" : "1d");
    const [minMs, maxMs] = [min, max].map(parseSpan);
    if (minMs === undefined || maxMs === undefined || minMs < 0 || minMs > maxMs) {
      site.issue(
        "schema/lifecycle",
        `the wait before ${state} must be a span from min to max; found min ${min}, max ${max}.`,
        "Write after: { min: 5m, max: 2d }.",
        `states.${state}.after`,
      );
      return undefined;
    }
    const raw = { type: "duration", min, max, hidden: true, ...(daily ? { step: "1d" } : {}) };
    waits.push({ state, field: `#${site.index} before ${state}`, raw, minMs, maxMs });
  }
  return waits;
}

/** Whether every moment has a field of its own that can hold one; complaints otherwise. */
function checkFields({ lifecycle, states }: Life, site: RuleSite): boolean {
  const taken = new Set([lifecycle]);
  for (const [state, { at }] of Object.entries(states)) {
    if (at === undefined) continue;
    const { type = "datetime" } = site.table.fields.get(at) ?? {};
    const isMoment = typeof type === "string" && /^(date(time|\.\w+)?|timestamp)$/.test(type);
    if (isMoment && !taken.has(at)) {
      taken.add(at);
      continue;
    }
    site.issue(
      "schema/lifecycle",
      isMoment ? `${at} is taken already.` : `${at} must be a date or datetime; found ${show(type)}.`,
      "Give each state a date or datetime of its own, or name a field that is not there.",
      `states.${state}.at`,
    );
    return false;
  }
  return true;
}

/** For each way that comes by a state, the places of the waits up to it. */
function passedBy(ways: readonly Way[], waits: readonly Wait[], state: string | undefined): Record<string, number[]> {
  const passed: Record<string, number[]> = {};
  for (const way of ways) {
    const end = state === undefined ? way.states.length - 1 : way.states.indexOf(state);
    if (end < 0) continue;
    passed[nameOf(way)] = way.states.slice(0, end + 1).flatMap((by) => {
      const place = waits.findIndex((wait) => wait.state === by);
      return place < 0 ? [] : [place];
    });
  }
  return passed;
}

/** Moments of which, whatever the way, one never comes before the other. */
function orderOf(rule: Life, ways: readonly Way[], waits: readonly Wait[], site: RuleSite): readonly FieldOrder[] {
  const timed = Object.entries(rule.states).flatMap(([state, { at }]) => (at === undefined ? [] : [{ state, at }]));
  const isDaily = timed.some(
    ({ at }) => site.table.fields.get(at)?.["as"] === "date" || isDate(site.table.fields.get(at)),
  );
  return timed.flatMap((earlier) =>
    timed.flatMap((later): readonly FieldOrder[] => {
      const both = ways
        .map(({ states }) => [states.indexOf(earlier.state), states.indexOf(later.state)] as const)
        .filter(([a, b]) => a >= 0 && b >= 0);
      if (earlier === later || both.some(([a, b]) => a > b)) return [];
      const isLonger = waits.some(({ state, minMs }) => state === later.state && minMs > 0);
      return [{ less: earlier.at, more: later.at, strict: isLonger && !isDaily }];
    }),
  );
}

/** 2d + 5d = 7d */
function sumOf(spans: readonly number[]): string {
  const sum = showSpan(spans.reduce((all, span) => all + span, 0));
  return spans.length === 1 ? sum : `${spans.map(showSpan).join(" + ")} = ${sum}`;
}

/** The start's field with room for what follows; a complaint where the longest way does not fit. */
function boundStart(rule: Life, field: string, ways: readonly Way[], waits: readonly Wait[], site: RuleSite): RawField {
  const raw = site.table.fields.get(field) ?? { type: "datetime" };
  const isFixed = ["value", "before", "ordered", "every"].find((param) => raw[param] !== undefined);
  if (isFixed !== undefined || raw["type"] === "sibling") {
    if (rule.until !== undefined)
      site.issue(
        "schema/lifecycle",
        `${field} has ${isFixed ?? "a type of its own"}, so it cannot leave room before ${rule.until}.`,
        `Drop until, or ${isFixed ?? "make it a datetime"}.`,
        "until",
      );
    return raw;
  }
  const moment = (text: unknown): number | undefined =>
    typeof text === "string" ? parseMomentOrRelative(text, site.now) : undefined;
  const text = rule.until ?? raw["to"] ?? "now";
  const ms = moment(text);
  if (ms === undefined) {
    if (rule.until !== undefined)
      site.issue("schema/moment", `expected a moment; found ${rule.until}.`, "Write now, or 2026-01-31.", "until");
    return raw;
  }
  const wholeDay = typeof text === "string" && /^\d{4}-\d{2}-\d{2}$/.test(text);
  const until = isDate(raw) || !wholeDay ? ms : ms + DAY_MS - 1000;
  const from = moment(raw["from"] ?? (raw["after"] === undefined ? "now-2y" : undefined));
  const lengths = ways.map((way) => waits.filter(({ state }) => way.states.includes(state)).map(({ maxMs }) => maxMs));
  const sums = lengths.map((spans) => spans.reduce((all, span) => all + span, 0));
  const longest = sums.indexOf(Math.max(...sums));
  if (from !== undefined && from + sums[longest]! > until)
    site.issue(
      "schema/lifecycle",
      `${nameOf(ways[longest]!)} takes up to ${sumOf(lengths[longest]!)}, and from ${showMoment(from)} to ${showMoment(until)} there are only ${showSpan(Math.max(0, until - from))}.`,
      "Begin earlier, end later, or wait less.",
      "states",
    );
  const latest = `#${site.index} latest`;
  site.set(latest, {
    type: "lifecycle.moment",
    way: `#${site.index} way`,
    until,
    spans: waits.map((wait) => wait.field),
    passed: passedBy(ways, waits, undefined),
    hidden: true,
  });
  return { ...raw, before: latest };
}

export const lifecycle = defineRule({
  name: "lifecycle",
  summary:
    "A row is in one of some states, came there by legal transitions, and has the moments of the states it passed",
  params,
  example: {
    fields: { status: "text", placed_at: { type: "datetime", from: "2025-01-01", to: "2025-12-31" } },
    rule: {
      lifecycle: "status",
      states: {
        placed: { share: 0.2, at: "placed_at" },
        paid: { share: 0.3, at: "paid_at", after: { min: "5m", max: "2d" } },
        shipped: { share: 0.4, at: "shipped_at", after: { min: "4h", max: "5d" } },
        cancelled: { share: 0.1, at: "cancelled_at" },
      },
      transitions: { placed: ["paid", "cancelled"], paid: ["shipped", "cancelled"] },
    },
  },
  apply(rule, site) {
    const shares = toShares(rule, site);
    const start = toStart(rule, site);
    if (shares === undefined || start === undefined || !checkFields(rule, site)) return;
    const ways = toWays(rule, start, shares, site);
    const waits = toWaits(rule, start, site);
    if (ways === undefined || waits === undefined) return;
    const begin = rule.states[start]!.at;
    const timed = Object.entries(rule.states).filter(([state, { at }]) => state !== start && at !== undefined);
    if (begin === undefined && timed.length > 0) {
      site.issue(
        "schema/lifecycle",
        `${start} is where a row begins, and it has no moment that others could follow.`,
        `Give it one: ${start}: { at: ${start}_at }.`,
        `states.${start}`,
      );
      return;
    }
    const keep = (field: string): RawField =>
      Object.fromEntries(
        Object.entries(site.table.fields.get(field) ?? {}).filter(([key]) => key === "description" || key === "hidden"),
      );
    const way = `#${site.index} way`;
    const byState: Record<string, Record<string, number>> = {};
    for (const each of ways) (byState[each.states.at(-1)!] ??= {})[nameOf(each)] = each.weight;
    const values = Object.fromEntries([...shares].filter(([, share]) => share > 0));
    site.set(rule.lifecycle, {
      ...keep(rule.lifecycle),
      type: "category",
      values,
      ...(rule.exact === true ? { exact: true } : {}),
    });
    site.set(way, { type: "lifecycle.way", of: rule.lifecycle, ways: byState, hidden: true });
    for (const { field, raw } of waits) site.set(field, raw);
    if (begin === undefined) return;
    site.set(begin, boundStart(rule, begin, ways, waits, site));
    for (const [state, { at }] of timed)
      site.set(at!, {
        ...keep(at!),
        type: "lifecycle.moment",
        as: isDate(site.table.fields.get(at!)) ? "date" : "datetime",
        way,
        start: begin,
        spans: waits.map((wait) => wait.field),
        passed: passedBy(ways, waits, state),
      });
    site.table.order.push(...orderOf(rule, ways, waits, site));
  },
});
