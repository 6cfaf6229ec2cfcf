import type { EnglishNote } from "./draft.ts";
import { diff, type Change } from "./edit-diff.ts";
import { copyOf, fieldsOf, isPlain, toPlain, type Plain } from "./edit-place.ts";
import { faults, isSound, settle } from "./settle.ts";

const MOST = 60; // changes that are tried one by one
const ROUNDS = 3; // a change may need another that comes later

function put(document: Plain, { path, after }: Change): Plain {
  const changed = copyOf(document);
  const keys = path.split(".");
  const last = keys.pop()!;
  let node = changed;
  for (const key of keys) {
    const below: Plain = isPlain(node[key]) ? node[key] : {};
    node[key] = below;
    node = below;
  }
  if (after === undefined) delete node[last];
  else node[last] = after;
  return changed;
}

/** An age that the birth date beside it already bounds: the new bounds are the birth date's. */
function byBirth(document: Plain, { path, after }: Change): Plain | undefined {
  const [, table = "", , field = ""] = path.split(".");
  const { type, min, max } = toPlain(after);
  if (type !== "person.age") return undefined;
  const changed = copyOf(document);
  const fields = fieldsOf((changed["tables"] as Record<string, Plain>)[table]!);
  const birth = Object.values(fields).find(
    (each): each is Plain => isPlain(each) && each["type"] === "person.birth_date",
  );
  if (birth === undefined) return undefined;
  if (min !== undefined) birth["min_age"] = min;
  if (max !== undefined) birth["max_age"] = max;
  const { min: _, max: __, ...rest } = toPlain(after);
  fields[field] = rest;
  return changed;
}

/** The document with one more change; undefined where the compiler takes it in no form. Nothing else of the document changes. */
function withChange(taken: Plain, change: Change, notes: EnglishNote[]): Plain | undefined {
  const candidate = put(taken, change);
  if (isSound(candidate)) return candidate;
  const birth = byBirth(taken, change);
  if (birth !== undefined && isSound(birth)) return birth;
  const told: EnglishNote[] = [];
  const settled = settle(candidate, told);
  const more = diff(taken, settled);
  if (more.length === 0 || !more.every(({ path }) => path === change.path)) return undefined;
  notes.push(...told);
  return settled;
}

/**
 * The changed document as far as the compiler takes it: a change that it refuses is left out, with what it said, and what nobody asked to
 * change stays as it was. A document that was faulty before is its author's.
 */
export function takeSound(before: Plain, changed: Plain, notes: EnglishNote[]): Plain {
  const tables = Object.values(before["tables"] as Plain);
  const isWhole = tables.every((table) => isPlain(table) && isPlain(table["fields"]));
  if (!isWhole || isSound(changed) || !isSound(before)) return changed;
  let taken = before;
  let open = diff(before, changed).slice(0, MOST);
  for (let round = 0; round < ROUNDS && open.length > 0; round++) {
    open = open.filter((change) => {
      const next = withChange(taken, change, notes);
      if (next === undefined) return true;
      taken = next;
      return false;
    });
  }
  for (const change of open) {
    const [issue] = faults(put(taken, change));
    notes.push({ path: change.path, text: `left as it was: ${issue?.message ?? "it would not compile."}` });
  }
  return taken;
}
