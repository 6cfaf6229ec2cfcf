import type { Note } from "./catalogue.ts";
import { BEGINNINGS } from "./moment-rules.ts";
import { normalName } from "./names.ts";
import { isMoment, type Draft, type Place } from "./place.ts";

type Fields = Readonly<Record<string, Draft>>;

const beginnings = new Set(BEGINNINGS.split(" "));

/** A moment that nothing is said of but that it lies in the past. */
const isFree = (field: Draft | undefined): field is Draft =>
  (field?.type === "date" || field?.type === "datetime") &&
  String(field["from"]).startsWith("now-") &&
  field["to"] === "now" &&
  ["after", "before", "value", "unique", "key"].every((param) => field[param] === undefined);

/** The moment from which a row is there, by its name. */
function beginningOf({ table, fields: names }: Place, fields: Fields): string | undefined {
  const column = table.columns.find(
    (each) =>
      isMoment(each) && beginnings.has(normalName(each.name)) && fields[names.get(each.name)!]?.["null"] === undefined,
  );
  return column === undefined ? undefined : names.get(column.name);
}

/** What happens to a row happens after the row that it belongs to is there: an order after its customer registered. */
export function followParents(places: readonly Place[], fieldsOf: (place: Place) => Fields, notes: Note[]): void {
  const followed = new Map<Place, Set<Place>>();
  const reaches = (from: Place, to: Place): boolean =>
    from === to || [...(followed.get(from) ?? [])].some((next) => reaches(next, to));
  for (const place of places) {
    const own = fieldsOf(place);
    const free = place.table.columns.filter(({ name }) => isFree(own[place.fields.get(name)!]));
    if (free.length === 0) continue;
    for (const { table, columns } of place.references) {
      const parent = places.find((each) => each.table === table)!;
      const by = place.fields.get(columns[0]!)!;
      const beginning = beginningOf(parent, fieldsOf(parent));
      if (beginning === undefined || own[by]?.["null"] !== undefined || reaches(parent, place)) continue;
      followed.set(place, new Set([...(followed.get(place) ?? []), parent]));
      for (const { name } of free) {
        const field = own[place.fields.get(name)!]!;
        delete field["from"];
        field["after"] = `${by}.${beginning}`;
        notes.push({
          path: `${place.name}.${place.fields.get(name)!}`,
          text: `never before ${by}.${beginning}, by their names.`,
        });
      }
      break;
    }
  }
}
