import { z } from "zod";
import { pass } from "../../kernels/pass.ts";
import { pick } from "../../kernels/pick.ts";
import { world } from "../../words/world.ts";
import { defineType, type FieldType, type Made, type Site, type Source } from "../field-type.ts";
import { drawOf, faceParams, facesOf, partName } from "./draws.ts";
import { isAddressFace, placeOf, type Place } from "./place.ts";
import { inWords } from "./worded.ts";

const countries = z
  .union([z.array(z.string().length(2)).min(1), z.record(z.string(), z.number().nonnegative())])
  .optional()
  .describe(
    "Countries of the addresses, as a list or with weights; that of the locale by default. Names of persons in the table follow.",
  );
const params = z.object({ ...faceParams, countries });

const own = (source: Source): Made => ({ ...source, kernel: pass, inputs: [source], does: "the address's own" });

function face(name: string, summary: string, show: (place: Place) => Made): FieldType {
  return defineType({ name, summary, params, lower: (_params, site) => show(placeOf(site)) });
}

const COUNTRY_FACES = ["address.country", "address.country_code", "address.country_code3"];

/** Any country of the world, for tables that hold no other part of an address. */
function worldCountry(site: Site, word: "name" | "alpha2" | "alpha3"): Made | undefined {
  const draw = drawOf(site, "address", isAddressFace);
  const faces = facesOf(site, "address", isAddressFace, draw);
  if (faces.some((f) => f["countries"] !== undefined || !COUNTRY_FACES.includes(String(f["type"])))) return undefined;
  const all = world();
  const country = site.hidden(partName("address", draw, "world"), () => {
    const dictionary = { words: all.map((c) => c.alpha2) };
    return {
      kind: "text",
      dictionary,
      kernel: pick(
        dictionary,
        all.map((c) => c.weight),
      ),
      does: `one of ${all.length} countries by population`,
    };
  });
  return inWords(
    country,
    all.map((c) => c[word]),
    "that of the country",
  );
}

function countryFace(
  name: string,
  summary: string,
  inWorld: "name" | "alpha2" | "alpha3",
  word: "name" | "code" | "alpha3",
): FieldType {
  return defineType({
    name,
    summary,
    params,
    lower: (_params, site) => worldCountry(site, inWorld) ?? placeOf(site).byCountry((c) => c[word]),
  });
}

export const addressTypes: readonly FieldType[] = [
  face("address.street", "Street and number as the country writes them", (p) => own(p.streetLine())),
  face("address.street_name", "Street without a number", (p) => own(p.street())),
  face("address.house_number", "House number", (p) => own(p.houseNumber())),
  face("address.unit", "Flat or suite as the country writes it", (p) => p.unit()),
  face("address.city", "City, by population", (p) => p.byCity((c, city) => c.cities.names[city]!)),
  face("address.region", "State, province or county of the city", (p) =>
    p.byCity((c, city) => c.regions[c.cities.regions[city]!]!.name),
  ),
  face("address.region_code", "Its short code: CA, BY", (p) =>
    p.byCity((c, city) => c.regions[c.cities.regions[city]!]!.code),
  ),
  face("address.postal_code", "Postal code of the city", (p) => own(p.postalCode())),
  countryFace(
    "address.country",
    "Country; any of the world where the table holds no other part of an address",
    "name",
    "name",
  ),
  countryFace("address.country_code", "Its ISO 3166 code of two letters", "alpha2", "code"),
  countryFace("address.country_code3", "Its ISO 3166 code of three letters", "alpha3", "alpha3"),
  face("address.latitude", "Degrees north, within about 3 km of the city's centre", (p) => p.degrees("latitudes")),
  face("address.longitude", "Degrees east, within about 3 km of the city's centre", (p) => p.degrees("longitudes")),
  face("address.time_zone", "IANA time zone of the city", (p) => p.byCity((c, city) => c.cities.timeZones[city]!)),
  face("address.currency", "ISO 4217 code of the country's money", (p) => p.byCountry((c) => c.currency)),
  face("address.full", "The whole address on one line", (p) => p.line()),
  defineType({
    name: "phone.number",
    summary: "Number of the city's area that nobody can have",
    params: z.object({
      ...faceParams,
      countries,
      format: z
        .enum(["national", "e164"])
        .optional()
        .describe("national, (212) 555-0134, or e164, +12125550134; national."),
    }),
    example: { type: "phone.number", format: "e164" },
    lower: ({ format = "national" }, site) => placeOf(site).phone(format),
  }),
  face("phone.calling_code", "International calling code of the country", (p) =>
    p.byCountry((c) => `+${c.callingCode}`),
  ),
];
