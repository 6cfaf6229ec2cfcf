import { editValue, isMap, isSame, valueAt, type Edit } from "./edit.ts";
import { renameField, renameTable } from "./rename.ts";

/** A change as the engine tells it: `to` is a new name, `after` is absent where something is taken away. */
interface Change {
  readonly path: string;
  readonly to?: string;
  readonly after?: unknown;
}

/**
 * The edits that make the changes of the engine, as small as they go: a new name is carried to wherever the old one stood, and of a field
 * only the parameters that differ are written. What holds already is left alone.
 */
export function toEdits(document: unknown, changes: readonly Change[]): readonly Edit[] {
  const edits: Edit[] = [];
  let value = document;
  const put = (...more: readonly Edit[]): void => {
    for (const edit of more) {
      edits.push(edit);
      value = editValue(value, edit);
    }
  };
  for (const { path, to, after } of changes) {
    const at = path.split(".");
    const now = valueAt(value, at);
    const [, table = "", part, field = ""] = at;
    if (to !== undefined)
      put(...(part === undefined ? renameTable(value, table, to) : renameField(value, table, field, to)));
    else if (after === undefined) {
      if (now !== undefined) put({ do: "drop", at });
    } else if (isMap(now) && isMap(after) && now["type"] === after["type"]) {
      for (const key of Object.keys(now)) if (!Object.hasOwn(after, key)) put({ do: "drop", at: [...at, key] });
      for (const [key, made] of Object.entries(after))
        if (!isSame(valueAt(value, [...at, key]), made)) put({ do: "set", at: [...at, key], value: made });
    } else if (!isSame(now, after)) put({ do: "set", at, value: after });
  }
  return edits;
}
