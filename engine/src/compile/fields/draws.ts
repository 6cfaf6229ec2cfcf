import { z } from "zod";
import { didYouMean } from "../suggest.ts";
import type { Site } from "../field-type.ts";

/** Parameters of a face: which draw it shows. */
export const faceParams = {
  from: z.string().optional().describe("Another field: this one shows the same person, address or thing."),
  draw: z.string().optional().describe("A name for the draw; fields that give the same name show the same one."),
};

/** Names a draw of one family ("person", "address") within a table; the default one is "". */
export function drawOf(
  site: Site,
  family: string,
  belongs: (type: string) => boolean,
  field: string = site.field,
): string {
  // What another field says wrongly is complained of there.
  const complain: Site["issue"] = field === site.field ? site.issue.bind(site) : () => undefined;
  const seen = new Set<string>();
  let at = field;
  for (;;) {
    const raw = site.fields.get(at);
    if (raw === undefined) {
      complain(
        "schema/unknown-field",
        `there is no field ${at} in ${site.table}.`,
        didYouMean(at, site.fields.keys()),
        "from",
      );
      return "";
    }
    const { draw, from, type } = raw;
    if (typeof draw === "string") return draw;
    if (typeof from !== "string") return isFirst(site, at, type) ? "" : at;
    if (seen.has(at) || !belongs(String(site.fields.get(from)?.["type"] ?? type))) {
      complain(
        "schema/not-a-face",
        `${from} shows no ${family}, so ${site.field} cannot follow it.`,
        `Name a field of a ${family} type.`,
        "from",
      );
      return "";
    }
    seen.add(at);
    at = from;
  }
}

/** Whether the field is the first of its type that names no draw: it shows the table's own draw, later ones show another each. */
function isFirst(site: Site, field: string, type: unknown): boolean {
  for (const [name, raw] of site.fields) {
    if (raw["type"] === type && raw["draw"] === undefined && raw["from"] === undefined) return name === field;
  }
  return true;
}

/** The hidden column `part` of a draw: `#person.first`, or `#person.ceo.first` of the draw ceo. */
export function partName(family: string, draw: string, part: string): string {
  return draw === "" ? `${family}.${part}` : `${family}.${draw}.${part}`;
}

/** All fields of the table that show this draw, as the document has them. */
export function facesOf(
  site: Site,
  family: string,
  belongs: (type: string) => boolean,
  draw: string,
): Readonly<Record<string, unknown>>[] {
  return [...site.fields]
    .filter(([name, raw]) => belongs(String(raw["type"])) && drawOf(site, family, belongs, name) === draw)
    .map(([, raw]) => raw);
}
