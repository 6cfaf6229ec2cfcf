import type { Change } from "./english/edit.ts";

type Plain = Readonly<Record<string, unknown>>;

/** A parameter or entry that differs; `before` is absent where it is new, `after` where it is gone. */
export interface ChangedPart {
  readonly name: string;
  readonly before?: unknown;
  readonly after?: unknown;
}

/** A change of a schema as people speak of it. */
export interface ToldChange {
  readonly kind: "added" | "removed" | "renamed" | "changed";
  readonly of: "schema" | "table" | "rows" | "field" | "rule";
  /** What it is about; renames come first, and all that follow have the new names. */
  readonly path: string;
  /** The new name of what is renamed. */
  readonly to?: string;
  readonly before?: unknown;
  readonly after?: unknown;
  /** What differs within it, where something was there before and still is. */
  readonly parts?: readonly ChangedPart[];
  /** All of it in words. */
  readonly text: string;
}

const WIDEST = 80;

const isPlain = (value: unknown): value is Plain =>
  typeof value === "object" && value !== null && !Array.isArray(value);
const isSame = (a: unknown, b: unknown): boolean => JSON.stringify(a) === JSON.stringify(b);
const cut = (text: string): string => (text.length <= WIDEST ? text : `${text.slice(0, WIDEST - 1)}…`);
const lastOf = (path: string): string => path.slice(path.lastIndexOf(".") + 1);

/** A value as one would say it: `active 80, inactive 20`. */
export function sayValue(value: unknown): string {
  if (Array.isArray(value))
    return cut(value.map((item: unknown) => (isPlain(item) ? say(item) : sayValue(item))).join(", "));
  return isPlain(value) ? cut(say(value)) : cut(typeof value === "string" ? value : (JSON.stringify(value) ?? ""));
}

const say = (map: Plain): string =>
  Object.entries(map)
    .map(([key, value]) => `${key} ${isPlain(value) ? `(${sayValue(value)})` : sayValue(value)}`)
    .join(", ");

const toMap = (field: unknown): Plain => (typeof field === "string" ? { type: field } : isPlain(field) ? field : {});

/** A field in words: its type and what is said of it. */
function sayField(field: unknown): string {
  const { type, ...rest } = toMap(field);
  const words = Object.entries(rest).map(([key, value]) => (value === true ? key : say({ [key]: value })));
  return cut([String(type), ...words].join(", "));
}

function sayRows(rows: unknown): string {
  if (!isPlain(rows)) return `${sayValue(rows)} rows`;
  const { per, min, max, mean } = rows;
  const count =
    mean === undefined
      ? min === max
        ? sayValue(min)
        : `${sayValue(min ?? 0)} to ${sayValue(max)}`
      : `about ${sayValue(mean)}`;
  return `${count} for each of ${sayValue(per)}`;
}

const sayTable = (table: unknown): string => {
  const { rows, fields } = toMap(table);
  const names = Object.keys(toMap(fields));
  return cut([...(rows === undefined ? [] : [sayRows(rows)]), ...names].join(", "));
};

function partsOf(before: Plain, after: Plain): readonly ChangedPart[] {
  const names = new Set([...Object.keys(before), ...Object.keys(after)]);
  return [...names]
    .filter((name) => !isSame(before[name], after[name]))
    .map((name) => ({
      name,
      ...(before[name] !== undefined && { before: before[name] }),
      ...(after[name] !== undefined && { after: after[name] }),
    }));
}

function sayPart({ name, before, after }: ChangedPart): string {
  if (after === undefined) return `no longer ${before === true ? name : say({ [name]: before })}`;
  if (before === undefined) return after === true ? `now ${name}` : say({ [name]: after });
  return `${name} ${sayValue(before)} → ${sayValue(after)}`;
}

interface Place {
  readonly of: ToldChange["of"];
  /** `customers`, `customers.age`: what the words begin with. */
  readonly name: string;
}

function placeOf(path: string): Place {
  const [first, table = "", part, field = ""] = path.split(".");
  if (first !== "tables") return { of: "schema", name: path };
  if (part === undefined) return { of: "table", name: table };
  if (part === "rows") return { of: "rows", name: table };
  if (part === "rules") return { of: "rule", name: table };
  return part === "fields" ? { of: "field", name: `${table}.${field}` } : { of: "table", name: `${table}.${part}` };
}

const sayAll = ({ of }: Place, value: unknown): string =>
  of === "field" ? sayField(value) : of === "table" && isPlain(value) ? sayTable(value) : sayValue(value);

/** Rules that one list has and the other has not. */
function tellRules({ path, before, after }: Change): readonly ToldChange[] {
  const [old, fresh] = [before, after].map((list) => (Array.isArray(list) ? (list as unknown[]) : []));
  const { name } = placeOf(path);
  const others = (a: readonly unknown[], b: readonly unknown[]): readonly unknown[] =>
    a.filter((rule) => !b.some((other) => isSame(rule, other)));
  return [
    ...others(old!, fresh!).map((rule): ToldChange => ({
      kind: "removed",
      of: "rule",
      path,
      before: rule,
      text: `${name}: rule removed: ${sayValue(rule)}`,
    })),
    ...others(fresh!, old!).map((rule): ToldChange => ({
      kind: "added",
      of: "rule",
      path,
      after: rule,
      text: `${name}: rule added: ${sayValue(rule)}`,
    })),
  ];
}

function tell(change: Change): ToldChange {
  const { path, to, before, after } = change;
  const place = placeOf(path);
  const { of, name } = place;
  const what = of === "table" && path.split(".").length === 2 ? `table ${name}` : name;
  if (to !== undefined) return { kind: "renamed", of, path, to, text: `${what} renamed to ${to}` };
  if (before === undefined && of !== "rows")
    return { kind: "added", of, path, after, text: `${what} added: ${sayAll(place, after)}` };
  if (after === undefined && of !== "rows") return { kind: "removed", of, path, before, text: `${what} removed` };
  const isMaps = of === "field" ? true : isPlain(before) && isPlain(after);
  const parts = isMaps ? partsOf(toMap(before), toMap(after)) : undefined;
  const words =
    of === "rows" && parts === undefined
      ? `${before === undefined ? "" : `${isPlain(before) || isPlain(after) ? sayRows(before) : sayValue(before)} → `}${sayRows(after)}`
      : parts === undefined
        ? `${sayValue(before)} → ${sayValue(after)}`
        : parts.map(sayPart).join(", ");
  return { kind: "changed", of, path, before, after, ...(parts !== undefined && { parts }), text: `${what}: ${words}` };
}

/** Changes of one table's rows are one. */
function gathered(changes: readonly Change[]): readonly Change[] {
  const rows = new Map<string, Change[]>();
  const rest: Change[] = [];
  for (const change of changes) {
    const path = /^tables\.[^.]+\.rows(?=\.)/.exec(change.path)?.[0];
    if (path === undefined) rest.push(change);
    else if (rows.has(path)) rows.get(path)!.push(change);
    else {
      rows.set(path, [change]);
      rest.push({ path });
    }
  }
  return rest.map((change) => {
    const parts = rows.get(change.path);
    if (parts === undefined) return change;
    const side = (key: "before" | "after"): Plain =>
      Object.fromEntries(parts.flatMap((part) => (part[key] === undefined ? [] : [[lastOf(part.path), part[key]]])));
    return { path: change.path, before: side("before"), after: side("after") };
  });
}

/** Changes in words and in parts, in the order given; those of a table's rows are one. */
export function tellChanges(changes: readonly Change[]): readonly ToldChange[] {
  return gathered(changes).flatMap((change): readonly ToldChange[] => {
    if (/^tables\.[^.]+\.rules$/.test(change.path)) return tellRules(change);
    const told = tell(change);
    return told.parts?.length === 0 ? [] : [told]; // a type alone, written short or long
  });
}
