import { isMap, isSame, valueAt, type Edit } from "./edit.ts";
import { toEdits } from "./from-changes.ts";

/** A reading of what the words leave open, as the engine tells it: what stands at each path then, or nothing. */
interface Choice {
  readonly changes: readonly { readonly path: string; readonly value?: unknown }[];
}

/** A short field, `age: integer`, as a long one. */
const long = (node: unknown): unknown => (typeof node === "string" ? { type: node } : node);

/** What stands at the path of a change; a short field has its type there. */
function standsAt(document: unknown, path: string): unknown {
  const at = path.split(".");
  return at[2] === "fields" && at.length === 5
    ? valueAt(long(valueAt(document, at.slice(0, 4))), at.slice(4))
    : valueAt(document, at);
}

/** Which of the choices a document has; -1 where it has been changed to none of them. */
export const choiceIn = (document: unknown, choices: readonly Choice[]): number =>
  choices.findIndex(({ changes }) => changes.every(({ path, value }) => isSame(standsAt(document, path), value)));

/** The edits that take a choice: of a field only the parameters that differ, of a field that is gone none. */
export function toChoiceEdits(document: unknown, { changes }: Choice): readonly Edit[] {
  const fields = new Map<string, Record<string, unknown>>();
  const whole: { path: string; after?: unknown }[] = [];
  for (const { path, value } of changes) {
    const at = path.split(".");
    if (at[2] !== "fields" || at.length !== 5) {
      whole.push({ path, ...(value === undefined ? {} : { after: value }) });
      continue;
    }
    const place = at.slice(0, 4).join(".");
    const now = fields.get(place) ?? long(valueAt(document, at.slice(0, 4)));
    if (!isMap(now)) continue;
    const { [at[4]!]: _, ...rest } = now;
    // In its place where it was there, behind the others where it is new.
    const next =
      value === undefined
        ? rest
        : Object.hasOwn(now, at[4]!)
          ? { ...now, [at[4]!]: value }
          : { ...rest, [at[4]!]: value };
    fields.set(place, next);
  }
  const made = [...fields].map(([path, field]) => {
    const wasShort = typeof valueAt(document, path.split(".")) === "string";
    const isShort = wasShort && Object.keys(field).length === 1;
    return { path, after: isShort ? field["type"] : field };
  });
  return toEdits(document, [...whole, ...made]);
}
