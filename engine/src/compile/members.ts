import type { Family } from "../plan/plan.ts";
import { openCounted } from "../random/counted.ts";
import type { Split } from "../random/split.ts";
import type { StreamKey } from "../random/stream.ts";
import { ownerOf, splitTarget } from "./relations.ts";
import { show } from "./shapes.ts";
import { didYouMean } from "./suggest.ts";

type Raw = Readonly<Record<string, unknown>>;

/** A table as far as its rows belong to others. */
interface MemberTable {
  readonly name: string;
  readonly rows: number;
  readonly raw: ReadonlyMap<string, Raw>;
  readonly parent: { readonly table: string; readonly most: number; readonly split: Split } | undefined;
}

/** The exponent of Zipf's law that a reference's distribution has; undefined for equal shares. */
export function exponentOf(distribution: unknown): number | undefined {
  if (distribution === "zipf") return 1;
  if (typeof distribution !== "object" || distribution === null || !("zipf" in distribution)) return undefined;
  return (distribution.zipf as { readonly s?: number }).s;
}

const isTo = (raw: Raw, table: string): boolean =>
  raw["type"] === "reference" && typeof raw["to"] === "string" && splitTarget(raw["to"])?.table === table;

/** How rows of `members` belong to rows of `owner`, and the reference field that says so; undefined after complaints. */
export function findMembers(
  owner: { readonly name: string; readonly rows: number },
  members: MemberTable,
  by: string | undefined,
  keyOf: (field: string) => StreamKey,
  complain: (code: string, message: string, hint?: string) => void,
): { readonly family: Family; readonly reference: string | undefined } | undefined {
  const { raw, parent, name, rows } = members;
  const references = [...raw].filter(([, field]) => isTo(field, owner.name)).map(([field]) => field);
  const counted = references.filter((field) => raw.get(field)!["counted"] === true);
  const isOwned = parent?.table === owner.name;
  const first = isOwned ? ownerOf(raw, parent) : undefined;
  if (by !== undefined && !references.includes(by)) {
    const hint = didYouMean(by, references) ?? `Name a field of ${name} of type reference to ${owner.name}.`;
    complain("schema/not-counted", `${show(by)} is no reference of ${name} to ${owner.name}.`, hint);
    return undefined;
  }
  const chosen = by ?? (isOwned ? first : counted.length === 1 ? counted[0] : undefined);
  if (isOwned && (chosen === undefined || chosen === first))
    return { family: { spansOf: parent.split.childrenOf.bind(parent.split) }, reference: first };
  if (chosen !== undefined && counted.includes(chosen) && rows > 0) {
    const shape = { rows, owners: owner.rows, s: exponentOf(raw.get(chosen)!["distribution"]) };
    return { family: openCounted(shape, keyOf(chosen)), reference: chosen };
  }
  if (chosen !== undefined && counted.includes(chosen)) {
    const none: Family = { spansOf: noMembers };
    return { family: none, reference: chosen };
  }
  if (counted.length > 1)
    complain(
      "schema/not-counted",
      `${counted.join(", ")} of ${name} all refer to ${owner.name}.`,
      `Say which one counts: by: ${counted[0]}.`,
    );
  else
    complain(
      "schema/not-counted",
      references.length === 0
        ? `${name} does not refer to ${owner.name}.`
        : `${chosen ?? references[0]!} of ${name} is drawn freely, so which rows belong to a row of ${owner.name} is known only after a pass over all of them.`,
      references.length === 0
        ? `Add a field to ${name}: { type: reference, to: ${owner.name}.<key>, counted: true }.`
        : `Add \`counted: true\` to ${chosen ?? references[0]!}, or count ${name} by \`rows: { per: ${owner.name} }\`.`,
    );
  return undefined;
}

const noMembers: Family["spansOf"] = (machine, { length }) => {
  const at = machine.alloc(length * 8);
  machine.f64.fill(0, at / 8, at / 8 + length);
  return { firsts: at, counts: at };
};
