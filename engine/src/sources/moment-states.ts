import type { Note } from "./catalogue.ts";
import { STATE_RULES } from "./moment-rules.ts";
import { normalName } from "./names.ts";
import { isMoment, speaksOf, type Draft, type Place } from "./place.ts";
import { celName } from "./to-cel.ts";

const statesOf = new Map(STATE_RULES.map(([stem, states]) => [stem, new Set(states.split(" "))] as const));
const STATUS = /(?:^|_)(?:status|state|stage)$/;

const wordsOf = (values: unknown): readonly string[] =>
  Array.isArray(values) ? values.map(String) : typeof values === "object" && values !== null ? Object.keys(values) : [];

const stemOf = (name: string): string => normalName(name).replace(/^date_|_(?:at|on|date|time|ts)$/g, "");

/** A moment that may be missing is there where the flag of its name is true: published_at where published, deleted_at where is_deleted. */
function boundFlags(
  { name, table, fields: names }: Place,
  fields: Readonly<Record<string, Draft>>,
  notes: Note[],
): void {
  for (const moment of table.columns) {
    const field = fields[names.get(moment.name)!];
    if (!isMoment(moment) || field?.["null"] === undefined || moment.statistics !== undefined) continue;
    const flag = table.columns.find(
      (column) =>
        column.type.kind === "boolean" &&
        !column.nullable &&
        normalName(column.name).replace(/^(?:is|was|has_been)_/, "") === stemOf(moment.name),
    );
    const by = flag === undefined ? undefined : names.get(flag.name)!;
    if (by === undefined || fields[by]?.type !== "boolean") continue;
    delete field["null"];
    field["when"] = celName(by);
    notes.push({ path: `${name}.${names.get(moment.name)!}`, text: `where ${by} is true, by their names.` });
  }
}

/** Moments that only some states know are there in these alone: paid_at where the status is paid. */
export function boundStates(place: Place, fields: Readonly<Record<string, Draft>>, notes: Note[]): void {
  const { table, fields: names, fold } = place;
  boundFlags(place, fields, notes);
  const column = table.columns.find(
    ({ name }) => STATUS.test(normalName(name)) && fields[names.get(name)!]?.type === "category",
  );
  const isTold = fold.rest.some(({ tree }) => speaksOf(tree, column?.name ?? ""));
  if (column === undefined || column.nullable || isTold) return;
  const status = names.get(column.name)!;
  const words = wordsOf(fields[status]!["values"]);
  for (const moment of table.columns) {
    const field = fields[names.get(moment.name)!];
    if (!isMoment(moment) || field?.["null"] === undefined || moment.statistics !== undefined) continue;
    const states = statesOf.get(stemOf(moment.name));
    const those = words.filter((word) => states?.has(normalName(word)) === true);
    if (those.length === 0 || those.length === words.length) continue;
    delete field["null"];
    const list = those.map((word) => JSON.stringify(word));
    field["when"] =
      list.length === 1 ? `${celName(status)} == ${list[0]!}` : `${celName(status)} in [${list.join(", ")}]`;
    notes.push({
      path: `${place.name}.${names.get(moment.name)!}`,
      text: `where ${status} is ${those.join(" or ")}, by their names.`,
    });
  }
}
