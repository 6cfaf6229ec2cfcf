import { pass } from "../kernels/pass.ts";
import type { Made, Source } from "./field-type.ts";

import type { TableLowering, Way } from "./steps.ts";
import { headOf, isSelfChosen, ownerOf, splitTarget } from "./relations.ts";

/** What deciding asks of the lowering. */
export interface Asked {
  readonly tables: ReadonlyMap<string, TableLowering>;
  /** What the field would be, were it unique; undefined where it cannot be. `alone` says that it follows from no other column. */
  probe(name: string): { readonly capacity: number; readonly alone: boolean } | undefined;
  /** Adds a step that gives one column of digits per size, for a combination of these fields. */
  digits(names: readonly string[], sizes: readonly number[], among: "rows" | "siblings"): readonly Source[];
  /** Whether the field is lowered already, so that it cannot be made otherwise. */
  isLowered(name: string): boolean;
  issue(place: string, code: string, message: string, hint: string): void;
}

interface Candidate {
  readonly name: string;
  readonly capacity: number;
  /** Its value can be made from a digit. */
  readonly digit: boolean;
  readonly isReference: boolean;
}

const CLEARLY_MORE = 64; // values per row from which on uniqueness does not change how a column looks
const MOST_COMBINATIONS = Number.MAX_SAFE_INTEGER;

const NEVER_TWICE: ReadonlySet<string> = new Set(["sequence", "uuid"]);

function isUniqueAlone(table: TableLowering, name: string): boolean {
  const field = table.fields.get(name);
  return field?.unique === true || NEVER_TWICE.has(field?.type.name ?? "");
}

/** Whether these fields of a table have no combination twice. */
function isUniqueSet(table: TableLowering, names: readonly string[]): boolean {
  return (
    names.some((name) => isUniqueAlone(table, name)) ||
    table.groups.some((group) => group.every((name) => names.includes(name)))
  );
}

/** For each field that needs one, the way in which the table's groups hold; complaints where one cannot. */
export function decideGroups(table: TableLowering, asked: Asked): ReadonlyMap<string, Way> {
  const ways = new Map<string, Way>();
  const done: (readonly string[])[] = [];
  const owner = table.parent === undefined ? undefined : ownerOf(table.raw, table.parent);
  const probed = new Map<string, Candidate | undefined>();

  const heads = (group: readonly string[]): string[] => [...new Set(group.map((name) => headOf(table.fields, name)))];
  /** Whether two rows that have the same target row are told apart by the group's part of it. */
  const pointsOnce = (head: string, group: readonly string[]): boolean => {
    const followers = group.filter((name) => headOf(table.fields, name) === head);
    const places = followers.map((name) => splitTarget(String(table.fields.get(name)!.params["to"])));
    const there = asked.tables.get(places[0]?.table ?? "");
    return (
      there !== undefined &&
      isUniqueSet(
        there,
        places.map((place) => place?.field ?? ""),
      )
    );
  };
  /** A reference to one of several tables: with the field that says which, a row's place tells its keys apart. */
  const ofSeveral = (name: string, group: readonly string[]): Candidate | undefined => {
    const { by, to } = table.fields.get(name)!.params;
    const places = Object.values(to as Readonly<Record<string, string>>).map(splitTarget);
    const rows = places.map((place) => {
      const there = asked.tables.get(place?.table ?? "");
      return there !== undefined && isUniqueSet(there, [place!.field]) ? there.rows : 0;
    });
    const capacity = Math.min(...rows);
    if (!group.includes(String(by)) || capacity < 1) return undefined;
    return { name, capacity, digit: true, isReference: true };
  };
  const isShownBy = (name: string, group: readonly string[]): boolean =>
    table.fields.get(name)!.params["by"] === undefined ? pointsOnce(name, group) : ofSeveral(name, group) !== undefined;
  const toCandidate = (name: string, group: readonly string[]): Candidate | undefined => {
    const field = table.fields.get(name)!;
    if (field.value !== undefined || ways.has(name) || asked.isLowered(name)) return undefined;
    if (field.type.name === "reference") {
      if (field.params["by"] !== undefined) return ofSeveral(name, group);
      const there = asked.tables.get(splitTarget(String(field.params["to"]))?.table ?? "");
      if (there === undefined || there === table || isSelfChosen(field.params) || !pointsOnce(name, group))
        return undefined;
      return { name, capacity: there.rows, digit: true, isReference: true };
    }
    if (!probed.has(name)) {
      const found = asked.probe(name);
      probed.set(name, found && { name, capacity: found.capacity, digit: found.alone, isReference: false });
    }
    return asked.isLowered(name) ? undefined : probed.get(name);
  };
  const assign = (group: readonly string[], chosen: readonly Candidate[], among: "rows" | "siblings"): void => {
    const columns = asked.digits(
      group,
      chosen.map(({ capacity }) => capacity),
      among,
    );
    chosen.forEach(({ name }, k) => ways.set(name, { kind: "digit", digit: columns[k]! }));
  };

  const decide = (group: readonly string[]): void => {
    const units = heads(group);
    /** Whether the group shows which of its target rows a reference chose; any other field shows itself. */
    const isShown = (name: string): boolean =>
      table.fields.get(name)?.type.name === "reference" ? isShownBy(name, group) : group.includes(name);
    const isOnce = (name: string): boolean => isUniqueAlone(table, name) || ways.get(name)?.kind === "unique";
    const isOwned = owner !== undefined && units.includes(owner) && pointsOnce(owner, group);
    const isCounted = units.some((name) => table.fields.get(name)?.type.name === "ordinal");
    if (group.some(isOnce)) return;
    if (done.some((known) => known.every((name) => units.includes(name) && isShown(name)))) return;
    if (isCounted && (isOwned || table.parent === undefined)) return;
    if (isOwned && table.parent!.most <= 1) return;
    if (table.rows <= 1) return;
    const needed = isOwned ? table.parent!.most : table.rows;
    const candidates = units
      .filter((name) => name !== owner)
      .map((name) => toCandidate(name, group))
      .filter((candidate) => candidate !== undefined)
      .sort((a, b) => Number(b.isReference) - Number(a.isReference) || b.capacity - a.capacity);
    const isInSeveral = (name: string): boolean => table.groups.filter((other) => other.includes(name)).length > 1;
    const alone = candidates.find(
      ({ name, capacity, isReference }) =>
        !isReference && capacity >= (isInSeveral(name) ? 1 : CLEARLY_MORE) * table.rows,
    );
    if (alone !== undefined) {
      ways.set(alone.name, { kind: "unique" });
      return;
    }
    const chosen: Candidate[] = [];
    let combinations = 1;
    for (const candidate of candidates) {
      const isEnough = combinations >= needed && (isOwned || !candidate.isReference);
      if (!candidate.digit || isEnough || combinations * candidate.capacity > MOST_COMBINATIONS) continue;
      chosen.push(candidate);
      combinations *= candidate.capacity;
    }
    if (combinations >= needed) {
      assign(group, chosen, isOwned ? "siblings" : "rows");
      done.push(isOwned ? [owner, ...chosen.map(({ name }) => name)] : chosen.map(({ name }) => name));
      return;
    }
    const carrier = candidates.find(({ capacity }) => capacity >= table.rows);
    if (carrier !== undefined) {
      ways.set(carrier.name, { kind: "unique" });
      return;
    }
    const product = candidates.map(({ name, capacity }) => `${capacity} of ${name}`).join(" x ");
    const found = candidates.length === 0 ? "none of its fields can be chosen for it" : `there are only ${product}`;
    const asks = isOwned ? `up to ${needed} rows of one row of ${table.parent!.table}` : `${needed} rows`;
    const isKey = group.every((name) => table.fields.get(name)!.params["key"] === true);
    asked.issue(
      isKey ? `fields.${group.at(-1)}.key` : "unique",
      "schema/unique-capacity",
      `the combination of ${group.join(", ")} must be unique in ${asks}, but ${found}.`,
      "Widen a field's range, add a field such as an ordinal, or ask for fewer rows.",
    );
  };

  for (const group of table.groups) decide(group);
  return ways;
}

/** A field made from a digit: its value in the row of its own unique column that the digit says. */
export function ofDigit(unique: Source, digit: Source, made: Made): Made {
  return {
    ...made,
    kernel: pass,
    inputs: [{ ...unique, input: { column: unique.input.column, via: digit.input.column } }],
  };
}
