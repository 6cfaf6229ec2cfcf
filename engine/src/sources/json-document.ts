import type { Note } from "./catalogue.ts";

/** An object of JSON. */
export type Node = Readonly<Record<string, unknown>>;

export const isRecord = (value: unknown): value is Node =>
  typeof value === "object" && value !== null && !Array.isArray(value);

/** Alternatives of a schema, as the one that is read. */
interface Choice {
  readonly node: unknown;
  /** Where all alternatives are constants. */
  readonly values?: readonly unknown[];
  readonly nullable: boolean;
}

/** A document whose parts refer to each other. */
export interface JsonDocument {
  readonly root: Node;
  /** A schema with its references followed and its `allOf` merged; an empty one where there is nothing to follow. */
  follow(raw: unknown, path: string): Node;
  /** What `oneOf` and `anyOf` come to; undefined where there are none. */
  choices(node: Node, path: string): Choice | undefined;
  /** Takes one from the number of schemas that are read in all; false where none is left. */
  spend(): boolean;
  /** Each path and text once. */
  note(path: string, text: string): void;
  readonly notes: readonly Note[];
}

const MOST_HOPS = 50;
const MOST_SCHEMAS = 20_000; // those that refer to themselves twice would double with every level

function pointed(root: Node, pointer: string): unknown {
  let node: unknown = root;
  for (const part of pointer.split("/").slice(1)) {
    const key = decodeUri(part).replaceAll("~1", "/").replaceAll("~0", "~");
    if (Array.isArray(node)) node = node[Number(key)] as unknown;
    else if (isRecord(node) && Object.hasOwn(node, key)) node = node[key];
    else return undefined;
  }
  return node;
}

const decodeUri = (text: string): string =>
  /^(?:[^%]|%[0-7][0-9a-f])*$/i.test(text) ? decodeURIComponent(text) : text;

/** Two schemas that hold at once. */
function merged(a: Node, b: Node): Node {
  const records = (key: string): Node => ({ ...(isRecord(a[key]) && a[key]), ...(isRecord(b[key]) && b[key]) });
  const required = [a["required"], b["required"]].flatMap((each): unknown[] => (Array.isArray(each) ? each : []));
  const both = { ...a, ...b };
  return {
    ...both,
    ...((isRecord(a["properties"]) || isRecord(b["properties"])) && { properties: records("properties") }),
    ...(required.length > 0 && { required }),
  };
}

/** What we know of and do not keep. */
const UNKEPT = ["if", "not", "dependentSchemas", "dependentRequired", "dependencies", "patternProperties", "contains"];

/** Opens a document; `root` is the whole of it. */
export function openJson(root: Node): JsonDocument {
  const notes: Note[] = [];
  const seen = new Set<string>();
  let left = MOST_SCHEMAS;
  const note = (path: string, text: string): void => {
    const key = `${path}\n${text}`;
    if (path === "" || seen.has(key)) return;
    seen.add(key);
    notes.push({ path, text });
  };

  function follow(raw: unknown, path: string, hops = 0): Node {
    if (!isRecord(raw)) return {};
    if (hops > MOST_HOPS) {
      note(path, "its references go in a circle; it is read as any JSON");
      return {};
    }
    const reference = raw["$ref"] ?? raw["$dynamicRef"];
    if (typeof reference === "string") {
      const isLocal = reference === "#" || reference.startsWith("#/");
      const target = reference === "#" ? root : isLocal ? pointed(root, reference.slice(1)) : undefined;
      if (target === undefined)
        note(path, `it refers to ${reference}, which is not in the file; it is read as any JSON`);
      const { $ref: _, $dynamicRef: __, ...beside } = raw;
      return merged(follow(target, path, hops + 1), beside);
    }
    for (const key of UNKEPT) if (key in raw) note(path, `${key} is not kept`);
    if (!Array.isArray(raw["allOf"])) return raw;
    const { allOf, ...own } = raw;
    return (allOf as readonly unknown[]).reduce<Node>((sum, each) => merged(sum, follow(each, path, hops + 1)), own);
  }

  const isNull = (raw: unknown): boolean => {
    const node = follow(raw, "");
    return node["type"] === "null" || ("const" in node && node["const"] === null);
  };

  return {
    root,
    follow: (raw, path) => follow(raw, path),
    choices(node, path) {
      const said = node["oneOf"] ?? node["anyOf"];
      if (!Array.isArray(said) || said.length === 0) return undefined;
      const { oneOf: _, anyOf: __, ...own } = node;
      const others = said.filter((each) => !isNull(each));
      const nullable = others.length < said.length || node["nullable"] === true;
      const constants = others.map((each) => follow(each, "")).filter((each) => "const" in each);
      if (constants.length === others.length && others.length > 0) {
        return { node: own, values: constants.map((each) => each["const"]), nullable };
      }
      if (others.length > 1) note(path, `may be any of ${others.length} shapes; it is read as the first`);
      return { node: others.length === 0 ? {} : merged(own, follow(others[0], path)), nullable };
    },
    spend: () => (left -= 1) >= 0,
    note,
    notes,
  };
}
