import { isMap, parseDocument } from "yaml";
import type { Change } from "./english/edit.ts";

const DEEP = 3; // below tables.x.fields an entry stands on one line

/** The text of a schema with changes made to it: comments and the order of all else stay. */
export function patchText(text: string, changes: readonly Change[]): string {
  const document = parseDocument(text);
  for (const { path, after } of changes) {
    const keys = path === "" ? [] : path.split(".");
    if (after === undefined) {
      document.deleteIn(keys);
      continue;
    }
    const node = document.createNode(after) as unknown;
    if (isMap(node) && keys.length > DEEP) node.flow = true;
    if (isMap(node) && keys.length === DEEP - 1) {
      const fields: unknown = node.get("fields");
      if (isMap(fields)) for (const item of fields.items) if (isMap(item.value)) item.value.flow = true;
    }
    document.setIn(keys, node);
  }
  return document.toString({ lineWidth: 140, flowCollectionPadding: true });
}
