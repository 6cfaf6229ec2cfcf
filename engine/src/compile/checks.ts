import {
  asComparisons,
  conjunctsOf,
  absentField,
  comparisonsOf,
  constantOf,
  presentField,
  quote,
  readsOfText,
  type Comparison,
  type Conjunct,
} from "./conditions.ts";
import { domainOf, isNumeric, narrow, showBound } from "./narrow.ts";
import type { DraftCheck, RawField, TableDraft } from "./rules/rule-kind.ts";

/** A condition that is looked at row by row. */
export interface Condition {
  readonly text: string;
  /** Where its rule stands in the document. */
  readonly path: string;
  readonly reads: readonly string[];
  /** Comparisons that say which values of a field might keep it; of the part that is to be mended. */
  readonly comparisons: readonly Comparison[];
  /** Whether it is the `then` of a rule: its values are set rather than drawn again. */
  readonly isThen: boolean;
}

/** Fields that are drawn again together until some conditions hold. */
export interface Group {
  readonly leaves: readonly string[];
  /** Leaves whose values stay as they are: they can only be null or not. */
  readonly kept: ReadonlySet<string>;
  readonly conditions: readonly Condition[];
}

/** A value that a field has in the rows where `when` is true. */
interface Given {
  readonly when: string;
  readonly value: string;
}

/** The rules of one table, and what is left to do for them. */
export interface TableChecks {
  readonly checks: readonly DraftCheck[];
  readonly groups: readonly Group[];
  /** The leaves of all groups. */
  readonly mended: ReadonlySet<string>;
  readonly given: ReadonlyMap<string, readonly Given[]>;
}

/** A condition and the fields that may be drawn again for it. */
interface Open extends Condition {
  readonly leaves: ReadonlySet<string>;
}

type Complain = (path: string, code: string, message: string, hint: string) => void;

/** The name of the own field that a path begins with. */
function rootOf(table: TableDraft, path: string): string {
  return table.fields.has(path) ? path : path.slice(0, path.includes(".") ? path.indexOf(".") : path.length);
}

/** Own fields that a field follows from, by its expressions and by parameters that name fields. */
function readsOfField(table: TableDraft, raw: RawField): readonly string[] {
  const found = new Set<string>();
  for (const [param, value] of Object.entries(raw)) {
    if (typeof value !== "string" || param === "type" || param === "description") continue;
    const paths =
      param === "value" || param === "when"
        ? readsOfText(value)
        : [value, ...[...value.matchAll(/\{\{([^}]*)\}\}/g)].map(([, path = ""]) => path.trim())];
    for (const path of paths) if (table.fields.has(rootOf(table, path))) found.add(rootOf(table, path));
  }
  return [...found];
}

/** All own fields that some paths lead to, and those that they follow from; `stop` tells which are followed no further. */
function closureOf(
  table: TableDraft,
  paths: readonly string[],
  stop: (name: string) => boolean = () => false,
): ReadonlySet<string> {
  const found = new Set<string>();
  const open = paths.map((path) => rootOf(table, path));
  for (let name = open.pop(); name !== undefined; name = open.pop()) {
    const raw = table.fields.get(name);
    if (raw === undefined || found.has(name)) continue;
    found.add(name);
    if (!stop(name)) open.push(...readsOfField(table, raw));
  }
  return found;
}

/** Whether the rows of a field may be drawn again: nothing else hangs on its cells than what follows from them. */
function isFree(table: TableDraft, name: string, now: number): boolean {
  const raw = table.fields.get(name);
  if (raw === undefined || raw["value"] !== undefined || raw["unique"] === true || raw["key"] === true) return false;
  const isOrdered = raw["every"] !== undefined || raw["ordered"] === true || raw["apart"] !== undefined;
  return !isOrdered && raw["exact"] !== true && !table.grouped.has(name) && domainOf(raw, now) !== undefined;
}

/** Whether others read cells of the row that a reference points to, which they would of another than it then has. */
function isBorrowed(table: TableDraft, name: string): boolean {
  for (const [other, raw] of table.fields) {
    if (other === name) continue;
    if (raw["with"] === name || raw["under"] === name || JSON.stringify(raw).includes(`${name}.`)) return true;
  }
  return false;
}

/** Whether a field of which rules know no values may be drawn again, or be null: a reference that nothing hangs on, or another drawn one. */
function isLoose(table: TableDraft, name: string, now: number): boolean {
  const raw = table.fields.get(name);
  if (raw === undefined || domainOf(raw, now) !== undefined) return false;
  const params = ["value", "unique", "key", "exact", "with", "under", "by", "tree", "of", "from", "draw"];
  if (params.some((param) => raw[param] !== undefined && raw[param] !== false) || table.grouped.has(name)) return false;
  const to = String(raw["to"]);
  const counted = (table.rows as { readonly per?: unknown } | undefined)?.per;
  return raw["type"] === "reference" ? to.split(".")[0] !== counted && !isBorrowed(table, name) : false;
}

/** Whether a field may be null where a rule asks for it, although its values stay as they are. */
function isNullable(table: TableDraft, name: string): boolean {
  const raw = table.fields.get(name);
  return raw !== undefined && Number(raw["null"] ?? 0) > 0 && raw["value"] === undefined && raw["exact"] !== true;
}

/** Free fields of a condition, through whatever derives from them; also those that can only be null, where that is asked or nothing else is free. */
function leavesOf(table: TableDraft, reads: readonly string[], text: string, now: number): ReadonlySet<string> {
  // Only own cells: another row's are not this row's to change.
  const own = reads.filter((path) => table.fields.has(path));
  const isEnd = (name: string): boolean => {
    const raw = table.fields.get(name);
    return raw?.["value"] === undefined && raw?.["type"] !== "part" && raw?.["type"] !== "map";
  };
  const reach = [...closureOf(table, own, isEnd)];
  const free = reach.filter((name) => isFree(table, name, now));
  const loose = reach.filter((name) => isLoose(table, name, now));
  const nullable = reach.filter((name) => isNullable(table, name));
  if (/\bnull\b|\bhas\(/.test(text)) return new Set([...free, ...loose, ...nullable]);
  return new Set([free, loose, nullable].find((names) => names.length > 0));
}

/** Draws the later field of `a <= b` from the earlier on, or the free one from the other; most rows then need no second draw. */
function order(table: TableDraft, conjunct: Conjunct, now: number): string | undefined {
  const sides = asComparisons(conjunct).filter(({ op }) => op !== "==" && op !== "!=");
  const [first] = sides;
  if (first === undefined || first.reads.length !== 1) return undefined;
  const refusal = apart(table, first, now);
  if (refusal !== undefined) return refusal;
  const names = [...table.fields.keys()];
  const later = sides
    .filter(
      ({ path, other, reads }) => table.fields.has(path) && isFree(table, path, now) && other === quote(reads[0]!),
    )
    .toSorted((a, b) => names.indexOf(b.path) - names.indexOf(a.path))
    .find(({ path, reads }) => !closureOf(table, reads).has(path));
  if (later === undefined) return undefined;
  const raw = table.fields.get(later.path)!;
  const { kind } = domainOf(raw, now)!;
  const isMin = later.op.startsWith(">");
  const other = later.reads[0]!;
  const known = table.fields.get(other);
  const there = known && domainOf(known, now);
  // What follows from a null is null.
  if (raw["null"] === 0 && known !== undefined && (known["when"] !== undefined || Number(known["null"] ?? 0) > 0))
    return undefined;
  if (kind === "date" || kind === "datetime") {
    const taken = ["after", "before", "within", "ordered", "every"].some((param) => raw[param] !== undefined);
    const isMoment = there === undefined ? other.includes(".") : there.kind === "date" || there.kind === "datetime";
    if (!taken && isMoment && isMin) table.fields.set(later.path, { ...raw, after: other });
    return undefined;
  }
  const param = isMin ? "min" : "max";
  const isUniform =
    raw["distribution"] === undefined && ["integer", "decimal", "float", "number"].includes(String(raw["type"]));
  const isNumber = there !== undefined && isNumeric(there);
  // Between a bound that may be null, or lie beyond the field's own other end, there is nothing to draw.
  const isSafe = known?.["null"] === undefined && known?.["when"] === undefined && raw[param] === undefined;
  if (isUniform && isNumber && isSafe && raw["step"] === undefined) {
    const end = isMin ? raw["max"] : raw["min"];
    const reach = isMin ? there.max : there.min;
    const fits = typeof end === "number" && reach !== undefined && (isMin ? reach <= end : reach >= end);
    if (fits) table.fields.set(later.path, { ...raw, [param]: other });
  }
  return undefined;
}

/** Why `a < b` can never hold, from the ends of both. */
function apart(table: TableDraft, { path, op, other, reads }: Comparison, now: number): string | undefined {
  const [here, there] = [path, reads[0]!].map((name) => {
    const raw = table.fields.get(name);
    return raw === undefined ||
      raw["value"] !== undefined ||
      name.includes("#") ||
      ((raw["null"] as number | undefined) ?? 0) > 0 ||
      raw["when"] !== undefined
      ? undefined
      : domainOf(raw, now);
  });
  if (here === undefined || there === undefined || other !== quote(reads[0]!)) return undefined;
  const [least, most, names] = op.startsWith("<")
    ? [here.min, there.max, [path, reads[0]!]]
    : [there.min, here.max, [reads[0]!, path]];
  if (least === undefined || most === undefined || least < most || (least === most && op.endsWith("=")))
    return undefined;
  return `${names[0]} is at least ${showBound(here, least)} and ${names[1]} at most ${showBound(there, most)}, so ${path} ${op} ${other} never holds.`;
}

/** Takes all that can be said of single fields into their parameters; what is left of a check, part by part. */
function narrowAll(
  table: TableDraft,
  check: DraftCheck,
  { built }: Pick<Settling, "built">,
  now: number,
  complain: Complain,
): readonly Conjunct[] | undefined {
  const left: Conjunct[] = [];
  for (const conjunct of conjunctsOf(check.text) ?? []) {
    const [path] = conjunct.reads;
    const raw = conjunct.reads.length === 1 ? table.fields.get(path!) : undefined;
    const isPart = raw === undefined || raw["exact"] === true;
    const narrowed = isPart ? undefined : narrow(raw, path!, conjunct, now);
    if (narrowed !== undefined && "refusal" in narrowed) {
      complain(check.path, "schema/infeasible-rule", `${path}: ${narrowed.refusal}`, narrowed.hint);
      return undefined;
    }
    if (narrowed !== undefined) table.fields.set(path!, narrowed.raw);
    // A field that follows from others is null where they are.
    const isBorrowed = raw !== undefined && presentField(conjunct) === path && readsOfField(table, raw).length > 0;
    if (narrowed?.exact !== true || isBorrowed) left.push(conjunct);
    else {
      const leaves = new Set([path!]);
      const isPresence = presentField(conjunct) === path || absentField(conjunct) === path;
      const part = partOf(conjunct, conjunct.text);
      built.push({ ...part, path: check.path, isThen: false, leaves, by: isPresence ? "presence" : "range" });
    }
  }
  return left;
}

/** What of a condition does not depend on where it stands. */
function partOf(part: Conjunct, text: string): Pick<Open, "text" | "reads" | "comparisons"> {
  return { text, reads: readsOfText(text), comparisons: comparisonsOf(part) };
}

/** What is found out about the rules of a table on the way. */
interface Settling {
  readonly given: Map<string, Given[]>;
  /** Conditions that hold by the making of their field, as long as no other rule has it drawn again. */
  readonly built: Built[];
}

/** A condition on one field that holds by how the field is made. */
interface Built extends Open {
  /** A `when` of the field, its null share, or the values it draws from. */
  readonly by: "when" | "presence" | "range";
}

/** Whether a condition that a field's making keeps may be broken after all: the field is drawn again, or follows from others by now. */
function isShaken(table: TableDraft, { leaves, by }: Built, drawn: ReadonlySet<string>): boolean {
  return [...leaves].some((leaf) => {
    if (drawn.has(leaf) && by !== "range") return true;
    return by !== "when" && readsOfField(table, table.fields.get(leaf)!).length > 0;
  });
}

/** `then` forms that are built, not mended: null, or one value, in the rows of `when`. What is left of `then`, part by part. */
function construct(
  table: TableDraft,
  { when, then, path }: { when: string; then: string; path: string },
  { given, built }: Pick<Settling, "given" | "built">,
  now: number,
  complain: Complain,
): readonly Conjunct[] {
  const left: Conjunct[] = [];
  const because = closureOf(table, readsOfText(when));
  for (const conjunct of conjunctsOf(then) ?? []) {
    const absent = absentField(conjunct);
    const raw = absent === undefined ? undefined : table.fields.get(absent);
    // `null: 0` says that it is never null, or another rule does.
    if (raw !== undefined && raw["null"] !== 0 && !because.has(absent!)) {
      const own = typeof raw["when"] === "string" ? `(${raw["when"]}) && ` : "";
      table.fields.set(absent!, { ...raw, when: `${own}coalesce(!(${when}), true)` });
      const text = `!(${when}) || (${conjunct.text})`;
      const leaves = new Set([absent!]);
      built.push({ ...partOf(conjunct, text), path, isThen: true, leaves, by: "when" });
      continue;
    }
    const [equal] = asComparisons(conjunct).filter(({ op }) => op === "==");
    const target = equal && table.fields.get(equal.path);
    const domain = target && domainOf(target, now);
    const constant = equal && constantOf(equal.other, now);
    if (domain?.words !== undefined && typeof constant?.value === "string" && !domain.words.includes(constant.value)) {
      const words = domain.words.slice(0, 8).join(", ");
      complain(
        path,
        "schema/infeasible-rule",
        `${equal!.path}: then needs ${constant.value}, but its values are ${words}.`,
        "Add the value, or correct the rule.",
      );
      continue;
    }
    if (isNumberWithin(domain, constant?.value) && isFree(table, equal!.path, now) && !because.has(equal!.path))
      given.set(equal!.path, [...(given.get(equal!.path) ?? []), { when, value: equal!.other }]);
    left.push(conjunct);
  }
  return left;
}

function isNumberWithin(domain: ReturnType<typeof domainOf>, value: unknown): boolean {
  if (domain === undefined || value === undefined || value === null) return false;
  if (typeof value !== "number") return true;
  return value >= (domain.min ?? -Infinity) && value <= (domain.max ?? Infinity);
}

/** Whether a conjunct compares two fields that a rule has put in that order. */
function isMadeSo(table: TableDraft, conjunct: Conjunct): boolean {
  return asComparisons(conjunct).some(({ path, op, other, reads }) =>
    table.order.some(
      ({ less, more, strict }) =>
        more === path && less === reads[0] && other === quote(less) && (op === ">=" || (op === ">" && strict)),
    ),
  );
}

/** What a check leaves to be looked at in every row. */
function openOf(
  table: TableDraft,
  check: DraftCheck,
  settling: Settling,
  now: number,
  complain: Complain,
): readonly Open[] {
  const { path, when, then } = check;
  if (check.built === true) return [];
  // What cannot be read is complained of where the whole is lowered.
  const texts = when === undefined || then === undefined ? [check.text] : [when, then];
  if (texts.some((text) => conjunctsOf(text) === undefined)) return [];
  if (readsOfText(check.text).some((read) => !table.fields.has(rootOf(table, read)))) return [];
  const parts =
    when === undefined || then === undefined
      ? narrowAll(table, check, settling, now, complain)
      : construct(table, { when, then, path }, settling, now, complain);
  return (parts ?? []).flatMap((part): readonly Open[] => {
    if (isMadeSo(table, part)) return [];
    if (when === undefined) {
      const refusal = order(table, part, now);
      if (refusal !== undefined) {
        complain(path, "schema/infeasible-rule", refusal, "Move the ends of one of them.");
        return [];
      }
    }
    const text = when === undefined ? part.text : `!(${when}) || (${part.text})`;
    const reads = readsOfText(text);
    if (reads.length === 0) {
      if (constantOf(text, now)?.value === false)
        complain(path, "schema/infeasible-rule", `${text} is false whatever the row.`, "Correct the rule.");
      return [];
    }
    const preferred = leavesOf(table, part.reads, part.text, now);
    const leaves = preferred.size > 0 ? preferred : leavesOf(table, reads, text, now);
    if (leaves.size === 0) {
      const fields = reads.join(", ") || "nothing";
      complain(
        path,
        "schema/fixed-rule",
        `speaks of ${fields}, and none of these can be drawn again.`,
        "Keys, unique fields, references that others read through and fields made from others stay as they are: limit the fields they follow from.",
      );
      return [];
    }
    return [{ ...partOf(part, text), path, isThen: when !== undefined, leaves }];
  });
}

/** Conditions with a leaf in common belong together, and so do those that each follow from the other's. */
function groupsOf(table: TableDraft, open: readonly Open[], now: number): readonly Group[] {
  const names = [...table.fields.keys()];
  const owner = new Map<string, number>();
  const parent = open.map((_, k) => k);
  const find = (k: number): number => (parent[k] === k ? k : (parent[k] = find(parent[k]!)));
  open.forEach(({ leaves }, k) => {
    for (const leaf of leaves) {
      const other = owner.get(leaf);
      if (other === undefined) owner.set(leaf, k);
      else parent[find(k)] = find(other);
    }
  });
  // A leaf's own draw may follow from other leaves; who follows from each other is one group.
  // Looked up only now: a rule may have given a field a condition that other fields are in.
  const reach = open.map(({ reads, leaves }) => closureOf(table, [...reads, ...leaves]));
  const follows = (from: number): ReadonlySet<number> => {
    const seen = new Set<number>();
    const next = [from];
    for (let at = next.pop(); at !== undefined; at = next.pop()) {
      reach.forEach((names, k) => {
        if (find(k) !== at) return;
        for (const name of names) {
          const there = owner.get(name);
          if (there === undefined || seen.has(find(there))) continue;
          seen.add(find(there));
          next.push(find(there));
        }
      });
    }
    return seen;
  };
  for (const a of new Set(open.map((_, k) => find(k)))) {
    for (const b of follows(find(a))) if (b !== find(a) && follows(b).has(find(a))) parent[b] = find(a);
  }
  return [...new Set(open.map((_, k) => find(k)))].map((root) => {
    const members = open.filter((_, k) => find(k) === root);
    const leaves = new Set(members.flatMap((member) => [...member.leaves]));
    const kept = new Set([...leaves].filter((name) => !isFree(table, name, now) && !isLoose(table, name, now)));
    return { leaves: names.filter((name) => leaves.has(name)), kept, conditions: members };
  });
}

/** Works the checks of a table into its fields as far as that goes; complaints go to `complain`. */
export function settleChecks(table: TableDraft, now: number, complain: Complain): TableChecks {
  const given = new Map<string, Given[]>();
  const built: Built[] = [];
  const open = table.checks.flatMap((check) => openOf(table, check, { given, built }, now, complain));
  const drawn = new Set(open.flatMap(({ leaves }) => [...leaves]));
  const shaken = built.filter((each) => isShaken(table, each, drawn));
  const groups = groupsOf(table, [...open, ...shaken], now);
  return { checks: table.checks, groups, mended: new Set(groups.flatMap(({ leaves }) => leaves)), given };
}
