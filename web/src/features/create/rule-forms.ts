import { isMap } from "../../draft/edit.ts";
import type { OutlineTable } from "../../draft/outline.ts";

type Raw = Readonly<Record<string, unknown>>;

/** Types that add up. */
export const NUMBERS: ReadonlySet<string> = new Set(["integer", "decimal"]);
export const MOMENTS: ReadonlySet<string> = new Set(["date", "datetime"]);
/** Types whose values make groups. */
export const GROUPED: ReadonlySet<string> = new Set(["date", "datetime", "category"]);

/** The fields of a table that have one of the types. */
export const fieldsOf = ({ fields }: OutlineTable, types: ReadonlySet<string>): readonly string[] =>
  fields.filter(({ raw }) => types.has(raw.type)).map(({ name }) => name);

/** A group and what it adds up to, as they are written. */
export interface Group {
  readonly name: string;
  readonly amount: string;
}

/** The rule `total` as its form has it. */
export interface TotalForm {
  readonly total: string;
  readonly way: "whole" | "groups" | "parent";
  readonly whole: string;
  readonly by: string;
  readonly groups: readonly Group[];
  readonly parent: string;
  readonly ordered: boolean;
}

/** The rule `versions` as its form has it. */
export interface VersionsForm {
  readonly versions: string;
  readonly until: string;
  readonly number: string;
  readonly current: string;
}

/** A state of the rule `lifecycle`; `id` stays the same when it is renamed. */
export interface StateForm {
  readonly id: number;
  readonly name: string;
  /** In per cent. */
  readonly share: string;
  readonly at: string;
  readonly least: string;
  readonly most: string;
  readonly next: readonly { readonly id: number; readonly weight: string }[];
}

/** The rule `lifecycle` as its form has it. */
export interface LifecycleForm {
  readonly lifecycle: string;
  readonly states: readonly StateForm[];
  readonly exact: boolean;
}

const text = (value: unknown): string =>
  typeof value === "string" ? value : typeof value === "number" ? String(value) : "";
const isText = (value: unknown): boolean => value === undefined || typeof value === "string";
const isShare = (value: unknown): boolean => value === undefined || typeof value === "number";
/** A number as people write it, 12,000.50, with the decimals that binary leaves off. */
const toNumber = (written: string): number | undefined => {
  const plain = written.replaceAll(/[\s,_]/g, "");
  const value = Number(plain);
  return plain === "" || !Number.isFinite(value) ? undefined : value;
};
/** A value that is 0.1 + 0.2 of something, without what binary adds. */
const plain = (value: number): number => Number(value.toPrecision(12));
const SPAN = /^(?:\d+(?:\.\d+)?(?:ms|mo|[smhdwy]))+$/;
export const isSpan = (written: string): boolean => written === "" || SPAN.test(written);

/** The form of a rule `total`; undefined for one that says more than the form can show. */
function openTotal(raw: Raw): TotalForm | undefined {
  const { total, of, by, ordered } = raw;
  if (!isText(total) || !isText(by)) return undefined;
  const shown = { total: text(total), by: text(by), ordered: ordered === true };
  const empty = { whole: "", groups: [], parent: "" };
  if (isMap(of)) {
    const entries = Object.entries(of);
    if (!entries.every(([, amount]) => typeof amount === "number")) return undefined;
    return {
      ...shown,
      ...empty,
      way: "groups",
      groups: entries.map(([name, amount]) => ({ name, amount: text(amount) })),
    };
  }
  if (typeof of === "string") return { ...shown, ...empty, way: "parent", parent: of };
  return { ...shown, ...empty, way: "whole", whole: text(of) };
}

/** The rule of a form, with what else the old one said; undefined while something is missing. */
function makeTotal(
  form: TotalForm,
  { total: _total, of: _of, by: _by, ordered: _ordered, ...rest }: Raw,
): Raw | undefined {
  const { total, way, whole, by, groups, parent, ordered } = form;
  if (total === "") return undefined;
  const { rows, unit, ...kept } = rest;
  if (way === "whole") {
    const of = toNumber(whole);
    return of === undefined ? undefined : { total, of, ...kept };
  }
  if (way === "parent") return parent === "" ? undefined : { total, of: parent, ...kept };
  const of = groups.map(({ name, amount }) => [name.trim(), toNumber(amount)] as const);
  const fits =
    by !== "" &&
    of.length > 0 &&
    of.every(([name, amount]) => name !== "" && amount !== undefined) &&
    new Set(of.map(([name]) => name)).size === of.length;
  if (!fits) return undefined;
  return {
    total,
    by,
    ...(ordered ? { ordered } : {}),
    of: Object.fromEntries(of),
    ...(unit === undefined ? {} : { unit }),
    ...(rows === undefined ? {} : { rows }),
    ...kept,
  };
}

/** The form of a rule `versions`; undefined for one that says more than the form can show. */
function openVersions(raw: Raw): VersionsForm | undefined {
  const { versions, until, number, current } = raw;
  if (![versions, until, number, current].every(isText)) return undefined;
  if (versions === undefined) return { versions: "", until: "valid_to", number: "version", current: "is_current" };
  return { versions: text(versions), until: text(until), number: text(number), current: text(current) };
}

/** The rule of a form; undefined while something is missing, or two things would stand in one field. */
function makeVersions(form: VersionsForm, raw: Raw): Raw | undefined {
  const { versions: _, until: _until, number: _number, current: _current, ...rest } = raw;
  const said = Object.entries(form).map(([key, name]: [string, string]) => [key, name.trim()] as const);
  const given = said.filter(([, name]) => name !== "");
  if (form.versions === "" || new Set(given.map(([, name]) => name)).size < given.length) return undefined;
  return { ...Object.fromEntries(given), ...rest };
}

const blank: Omit<StateForm, "id"> = { name: "", share: "", at: "", least: "", most: "", next: [] };
const NEW_STATES: readonly StateForm[] = [
  { ...blank, id: 0, next: [{ id: 1, weight: "1" }] },
  { ...blank, id: 1 },
];

/** A state that says nothing yet. */
export const newState = (states: readonly StateForm[]): StateForm => ({
  ...blank,
  id: Math.max(-1, ...states.map(({ id }) => id)) + 1,
});

/** The form of a rule `lifecycle`; undefined for one that says more than the form can show. */
function openLifecycle(raw: Raw): LifecycleForm | undefined {
  const { lifecycle, states = {}, transitions = {}, exact } = raw;
  if (!isText(lifecycle) || !isMap(states) || !isMap(transitions)) return undefined;
  if (Object.keys(raw).length === 0) return { lifecycle: "", states: NEW_STATES, exact: false };
  const ids = new Map(Object.keys(states).map((name, id) => [name, id]));
  const made: StateForm[] = [];
  for (const [name, id] of ids) {
    const state = states[name];
    if (!isMap(state)) return undefined;
    const { share, at, after = {}, ...more } = state;
    if (!isShare(share) || !isText(at) || !isMap(after) || Object.keys(more).length > 0) return undefined;
    const to = transitions[name] ?? [];
    const entries: readonly (readonly [unknown, unknown])[] = Array.isArray(to)
      ? to.map((one) => [one, 1] as const)
      : isMap(to)
        ? Object.entries(to)
        : [["", ""]];
    if (!entries.every(([next, weight]) => ids.has(String(next)) && typeof weight === "number")) return undefined;
    made.push({
      id,
      name,
      share: typeof share === "number" ? String(plain(share * 100)) : "",
      at: text(at),
      least: text(after["min"]),
      most: text(after["max"]),
      next: entries.map(([next, weight]) => ({ id: ids.get(String(next))!, weight: text(weight) })),
    });
  }
  if (!Object.keys(transitions).every((from) => ids.has(from))) return undefined;
  return { lifecycle: text(lifecycle), states: made, exact: exact === true };
}

/** What the shares of the states add up to, in per cent: 100, or undefined where none is said and the category's weights count. */
export function sharesOf({ states }: LifecycleForm): number | undefined {
  const said = states.filter(({ share }) => share.trim() !== "");
  return said.length === 0
    ? undefined
    : plain(said.reduce((sum, { share }) => sum + (toNumber(share) ?? Number.NaN), 0));
}

/** The rule of a form, with what else the old one said; undefined while something is missing. */
function makeLifecycle(form: LifecycleForm, raw: Raw): Raw | undefined {
  const { lifecycle: _, states: _states, transitions: _transitions, exact: _exact, ...rest } = raw;
  const { states } = form;
  const names = new Map(states.map(({ id, name }) => [id, name.trim()]));
  const fits =
    (sharesOf(form) ?? 100) === 100 &&
    form.lifecycle.trim() !== "" &&
    states.length > 1 &&
    new Set(names.values()).size === states.length &&
    states.every(({ name, share, least, most, next }) => {
      const part = toNumber(share);
      return (
        name.trim() !== "" &&
        (share.trim() === "" || (part !== undefined && part >= 0 && part <= 100)) &&
        isSpan(least.trim()) &&
        isSpan(most.trim()) &&
        next.every(({ weight }) => (toNumber(weight) ?? -1) >= 0)
      );
    }) &&
    states.some(({ next }) => next.length > 0);
  if (!fits) return undefined;
  const toState = ({ share, at, least, most }: StateForm): Raw => {
    const after = {
      ...(least.trim() === "" ? {} : { min: least.trim() }),
      ...(most.trim() === "" ? {} : { max: most.trim() }),
    };
    return {
      ...(share.trim() === "" ? {} : { share: plain(toNumber(share)! / 100) }),
      ...(at.trim() === "" ? {} : { at: at.trim() }),
      ...(Object.keys(after).length === 0 ? {} : { after }),
    };
  };
  const toNext = ({ next }: StateForm): unknown => {
    const pairs = next.map(({ id, weight }) => [names.get(id)!, toNumber(weight)!] as const);
    return pairs.every(([, weight]) => weight === 1) ? pairs.map(([name]) => name) : Object.fromEntries(pairs);
  };
  return {
    lifecycle: form.lifecycle.trim(),
    states: Object.fromEntries(states.map((state) => [names.get(state.id)!, toState(state)])),
    transitions: Object.fromEntries(
      states.filter(({ next }) => next.length > 0).map((state) => [names.get(state.id)!, toNext(state)]),
    ),
    ...(form.exact ? { exact: true } : {}),
    ...rest,
  };
}

/** The form of a rule of one of the kinds that need one of their own. */
export type RuleForm =
  | { readonly kind: "total"; readonly form: TotalForm }
  | { readonly kind: "lifecycle"; readonly form: LifecycleForm }
  | { readonly kind: "versions"; readonly form: VersionsForm };

/** The form of a rule; undefined for other kinds, and for a rule that says more than its form can show. */
export function openForm(kind: string, raw: Raw): RuleForm | undefined {
  if (kind === "total") {
    const form = openTotal(raw);
    return form && { kind, form };
  }
  if (kind === "lifecycle") {
    const form = openLifecycle(raw);
    return form && { kind, form };
  }
  if (kind === "versions") {
    const form = openVersions(raw);
    return form && { kind, form };
  }
  return undefined;
}

/** The rule of a form, with what else the old one said; undefined while something is missing. */
export function makeRule(opened: RuleForm, raw: Raw): Raw | undefined {
  if (opened.kind === "total") return makeTotal(opened.form, raw);
  return opened.kind === "lifecycle" ? makeLifecycle(opened.form, raw) : makeVersions(opened.form, raw);
}
