import { z } from "zod";
import { mapNumbers } from "../../kernels/gather.ts";
import { defineType, type FieldType, type Made, type Site, type Source } from "../field-type.ts";
import { recordMade, shownMade } from "../making.ts";
import { drawOf, faceParams, partName } from "./draws.ts";

/** A list of things whose faces agree in a row: a currency with its code, name and symbol. */
export interface Family<Thing> {
  readonly name: string;
  /** Whether a type shows such a thing. */
  belongs(type: string): boolean;
  things(): readonly Thing[];
  readonly weight?: (thing: Thing) => number;
}

/** The column of the row's thing, as its place in the list. */
export function thingOf<Thing>(site: Site, family: Family<Thing>): Source {
  const draw = drawOf(site, family.name, (type) => family.belongs(type));
  return site.hidden(partName(family.name, draw, "row"), () => {
    const things = family.things();
    return recordMade(
      things.length,
      family.weight && things.map(family.weight),
      `one of ${things.length}: ${family.name}`,
    );
  });
}

/** A type that shows one face of a thing. */
export function facet<Thing>(
  name: string,
  summary: string,
  family: Family<Thing>,
  show: (thing: Thing) => string,
): FieldType {
  return faceType(name, summary, (site) =>
    shownMade(thingOf(site, family), family.things().map(show), summary.toLowerCase()),
  );
}

/** The same for a number; `made` says what kind it is. */
export function numberFacet<Thing>(
  name: string,
  summary: string,
  family: Family<Thing>,
  made: Pick<Made, "kind" | "scale">,
  show: (thing: Thing) => number,
): FieldType {
  return faceType(name, summary, (site) => ({
    ...made,
    kernel: mapNumbers(family.things().map(show)),
    inputs: [thingOf(site, family)],
    does: summary.toLowerCase(),
  }));
}

/** A face that is made in its own way. */
export function faceType(name: string, summary: string, make: (site: Site) => Made): FieldType {
  return defineType({ name, summary, params: z.object(faceParams), lower: (_, site) => make(site) });
}
