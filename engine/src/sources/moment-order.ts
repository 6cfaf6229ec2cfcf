import type { Note } from "./catalogue.ts";
import { LAG_RULES, STAGES } from "./moment-rules.ts";
import { normalName, openNames } from "./names.ts";
import { celName } from "./to-cel.ts";
import { isMoment, type Draft, type Place } from "./place.ts";

const stageOf = new Map(STAGES.flatMap((names, stage) => names.split(" ").map((name) => [name, stage] as const)));

const lags = openNames(LAG_RULES);
const USUAL_LAG = "60d";

/** `shipped_on` is `shipped_at` and `shipped_date`. */
const spellings = (name: string): readonly string[] => {
  const stem = name.replace(/_(?:on|at|date|ts)$/, "");
  return stem === name ? [name] : [name, `${stem}_at`, `${stem}_date`];
};

/** Seconds as a span, in the largest unit that says them well. */
function spanOf(seconds: number): string {
  if (seconds >= 2 * 86_400) return `${Math.ceil(seconds / 86_400)}d`;
  if (seconds >= 2 * 3600) return `${Math.ceil(seconds / 3600)}h`;
  return seconds >= 120 ? `${Math.ceil(seconds / 60)}m` : `${Math.max(1, Math.ceil(seconds))}s`;
}

/** Moments of one row in the order that its checks and its life ask for. Returns the checks that no field could take, as expressions. */
export function orderMoments(place: Place, fields: Readonly<Record<string, Draft>>, notes: Note[]): readonly string[] {
  const { table, name, fields: names, fold } = place;
  const after = new Map<string, string>();
  const rest: string[] = [];
  const seen = new Map<string, string>();
  const draftOf = (column: string): Draft | undefined => fields[names.get(column)!];
  const isNullable = (column: string): boolean => draftOf(column)?.["null"] !== undefined;
  for (const column of table.columns) {
    for (const early of fold.columns.get(column.name)?.after ?? []) {
      const [late, before] = [draftOf(column.name), draftOf(early)];
      if (late === undefined || before === undefined) continue;
      const canFollow = isDrawn(late) && !after.has(column.name) && !follows(early, column.name, after);
      if (canFollow && (isNullable(column.name) || !isNullable(early))) after.set(column.name, early);
      else if (isDrawn(before) && before["before"] === undefined && !follows(early, column.name, after))
        before["before"] = names.get(column.name)!; // what follows a null would be null itself
      else rest.push(`${celName(names.get(column.name)!)} >= ${celName(names.get(early)!)}`);
    }
  }
  for (const { name: column, statistics } of table.columns) {
    const { column: early = "", within } = statistics?.follows ?? {};
    const [late, before] = [draftOf(column), draftOf(early)];
    if (!isDrawn(late) || !isDrawn(before) || after.has(column)) continue;
    if (follows(early, column, after) || (isNullable(early) && !isNullable(column))) continue;
    after.set(column, early);
    seen.set(column, within === undefined ? "" : spanOf(within));
    notes.push({ path: `${name}.${names.get(column)!}`, text: `never before ${early}, as in its rows.` });
  }
  const stages = table.columns
    .filter((column) => isMoment(column) && isDrawn(draftOf(column.name)))
    .map((column) => ({ column, stage: stageBy(normalName(column.name)) }))
    .filter(({ stage }) => stage !== undefined)
    .sort((a, b) => a.stage! - b.stage!);
  for (const { column, stage } of stages) {
    if (column.statistics?.min !== undefined) continue; // its rows say what it follows
    const isTold = fold.columns.get(column.name)?.min !== undefined || draftOf(column.name)!["before"] !== undefined;
    if (after.has(column.name) || isTold) continue;
    const before = stages.findLast(
      (other) =>
        other.stage! < stage! &&
        (isNullable(column.name) || !isNullable(other.column.name)) &&
        draftOf(other.column.name)!["before"] === undefined &&
        !follows(other.column.name, column.name, after),
    );
    if (before === undefined) continue;
    after.set(column.name, before.column.name);
    const text = `never before ${before.column.name}, by their names.`;
    notes.push({ path: `${name}.${names.get(column.name)!}`, text });
  }
  for (const [column, other] of after) {
    const field = draftOf(column)!;
    field["after"] = names.get(other)!;
    delete field["ordered"];
    const span = seen.get(column);
    if (span === "") continue; // within its own range
    delete field["from"];
    if (span !== undefined) {
      delete field["to"];
      field["within"] = span;
      continue;
    }
    const [hit] = spellings(normalName(column)).flatMap((each) => lags.find(each));
    const within = hit?.rule[field.type === "date" ? 2 : 1] ?? USUAL_LAG;
    if (within === "now") field["to"] = "now";
    else {
      if (String(field["to"]).startsWith("now+")) delete field["to"];
      field["within"] = within;
    }
  }
  return rest;
}

const isDrawn = (field: Draft | undefined): field is Draft =>
  (field?.type === "date" || field?.type === "datetime") &&
  field["value"] === undefined &&
  field["unique"] !== true &&
  field["key"] !== true;

function follows(column: string, other: string, after: ReadonlyMap<string, string>): boolean {
  const seen = new Set<string>();
  for (let at: string | undefined = column; at !== undefined && !seen.has(at); at = after.get(at)) {
    if (at === other) return true;
    seen.add(at);
  }
  return false;
}

function stageBy(whole: string): number | undefined {
  const words = whole.split("_");
  for (let k = 0; k < words.length; k++) {
    const name = words.slice(k).join("_");
    const stage = spellings(name)
      .map((each) => stageOf.get(each))
      .find((each) => each !== undefined);
    if (stage !== undefined) return stage;
  }
  return undefined;
}
