import { isPlain } from "./edit-place.ts";

/**
 * One thing that an edit did: `before` is absent where it was added, `after` where it was taken away. Where `to` stands,
 * the entry at `path` got that name and is otherwise as it was; such changes come first, in order, and the paths of all
 * that follow have the new names.
 */
export interface Change {
  readonly path: string;
  readonly to?: string;
  readonly before?: unknown;
  readonly after?: unknown;
}

/** What differs, field by field. */
export function diff(before: unknown, after: unknown, path = ""): readonly Change[] {
  if (JSON.stringify(before) === JSON.stringify(after)) return [];
  const depth = path === "" ? 0 : path.split(".").length;
  if (!isPlain(before) || !isPlain(after) || depth >= 4)
    return [{ path, ...(before !== undefined && { before }), ...(after !== undefined && { after }) }];
  const keys = new Set([...Object.keys(before), ...Object.keys(after)]);
  return [...keys].flatMap((key) => diff(before[key], after[key], path === "" ? key : `${path}.${key}`));
}
