import type { Note } from "./catalogue.ts";
import { STAGES } from "./name-rules.ts";
import { normalName } from "./names.ts";
import { isMoment, type Draft, type Place } from "./place.ts";

const stageOf = new Map(STAGES.flatMap((names, stage) => names.split(" ").map((name) => [name, stage] as const)));

/** Moments of one row in the order of its life: what is created before what is changed. */
export function orderMoments(place: Place, fields: Record<string, Draft>, notes: Note[]): void {
  const { table, name, fields: names, fold } = place;
  const after = new Map<string, string>();
  for (const column of table.columns) {
    const [first] = fold.columns.get(column.name)?.after ?? [];
    if (first !== undefined) after.set(column.name, first);
  }
  const moments = table.columns.filter((column) => isMoment(column) && isDrawn(fields[names.get(column.name)!]));
  const stages = moments
    .map((column) => ({ column, stage: stageBy(normalName(column.name)) }))
    .filter(({ stage }) => stage !== undefined)
    .sort((a, b) => a.stage! - b.stage!);
  for (const { column, stage } of stages) {
    if (after.has(column.name) || fold.columns.get(column.name)?.min !== undefined) continue;
    const before = stages.filter((other) => other.stage! < stage!).at(-1);
    if (before === undefined || follows(before.column.name, column.name, after)) continue;
    after.set(column.name, before.column.name);
    notes.push({
      path: `${name}.${names.get(column.name)!}`,
      text: `never before ${before.column.name}, by their names.`,
    });
  }
  for (const [column, other] of after) {
    const field = fields[names.get(column)!];
    if (field !== undefined && isDrawn(field) && fields[names.get(other)!] !== undefined) {
      field["after"] = names.get(other)!;
      delete field["from"];
      if (field["to"] === "now") delete field["to"];
      if (field["to"] === undefined) field["within"] = "60d";
    }
  }
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

function stageBy(name: string): number | undefined {
  const words = name.split("_");
  for (let k = 0; k < words.length; k++) {
    const stage = stageOf.get(words.slice(k).join("_"));
    if (stage !== undefined) return stage;
  }
  return undefined;
}
