import { z } from "zod";
import { vin } from "../../kernels/check-digits.ts";
import { gridNumber } from "../../kernels/number.ts";
import { pickWithin } from "../../kernels/gather.ts";
import { priceAround } from "../../kernels/price-around.ts";
import { civilOf, DAY_MS } from "../../batch/cells.ts";
import { fuels, makes, vinLetters, type Make, type VehicleModel } from "../../words/vehicles.ts";
import { defineType, type FieldType, type Site } from "../field-type.ts";
import { DIGITS, listType, literal, of, shapeMade, toPositions } from "../making.ts";
import { facet, faceType, thingOf, type Family } from "./facets.ts";

interface Vehicle {
  readonly make: Make;
  readonly model: VehicleModel;
}

let all: readonly Vehicle[] | undefined;
function vehicles(): readonly Vehicle[] {
  return (all ??= makes().flatMap((make) => make.models.map((model) => ({ make, model }))));
}

const FACES = new Set(["make", "model", "body", "fuel", "price", "name", "country"].map((name) => `vehicle.${name}`));
const vehicle: Family<Vehicle> = {
  name: "vehicle",
  belongs: (type) => FACES.has(type),
  things: vehicles,
  weight: ({ make }) => make.weight / make.models.length,
};

/** Models that run on electricity alone; of all others some. */
const ELECTRIC =
  /^(ID\.|EV\d|i4|iX|e-tron|Ioniq 5|Leaf|Zoe|Model [3SXY]|Bolt|Taycan|Polestar|Mustang Mach|Cybertruck|Seal|Dolphin|Atto|R1|Air|EX\d|Born|Enyaq|Spring)/;

/** Fuels by model, as one dictionary with a stretch for electric models and one for the rest. */
function fuelMade(site: Site): ReturnType<FieldType["lower"]> {
  const list = fuels();
  const dictionary = { words: list.map(({ name }) => name) };
  const weights = list.map(({ weight }) => weight);
  const electric = list.findIndex(({ name }) => name === "Electric");
  const burning = { from: 0, count: list.length, weights: weights.map((weight, k) => (k === electric ? 0 : weight)) };
  const stretches = vehicles().map(({ model, make }) =>
    make.name === "Tesla" || ELECTRIC.test(model.name) ? { from: electric, count: 1, weights: null } : burning,
  );
  return {
    kind: "text",
    dictionary,
    kernel: pickWithin(dictionary, stretches),
    inputs: [thingOf(site, vehicle)],
    does: "a fuel that the model takes",
  };
}

export const vehicleTypes: readonly FieldType[] = [
  facet("vehicle.make", "The make of the row's vehicle", vehicle, ({ make }) => make.name),
  facet("vehicle.model", "The model of the row's vehicle", vehicle, ({ model }) => model.name),
  facet(
    "vehicle.name",
    "Make and model of the row's vehicle",
    vehicle,
    ({ make, model }) => `${make.name} ${model.name}`,
  ),
  facet("vehicle.body", "The body of the row's vehicle: SUV, Sedan, ...", vehicle, ({ model }) => model.body),
  faceType("vehicle.fuel", "What the row's vehicle runs on", fuelMade),
  facet("vehicle.country", "The home of the make (ISO 3166)", vehicle, ({ make }) => make.country),
  faceType("vehicle.price", "A price when new that fits the model", (site) => ({
    kind: "decimal",
    scale: 2,
    kernel: priceAround(vehicles().map(({ model }) => ({ median: model.price * 1000, spread: 0.12 }))),
    inputs: [thingOf(site, vehicle)],
    does: "lognormal around what the model costs",
  })),
  defineType({
    name: "vehicle.year",
    summary: "The year a vehicle was made",
    params: z.object({
      min: z.int().min(1886).max(9999).optional().describe("The first year; 24 years ago."),
      max: z.int().min(1886).max(9999).optional().describe("The last, itself included; this year."),
    }),
    lower({ min: from, max: to }, site) {
      const max = to ?? civilOf(site.now / DAY_MS).year;
      const min = from ?? max - 24;
      if (min > max)
        site.issue(
          "schema/range",
          `min must be at most max; found min ${min}, max ${max}.`,
          "Swap them or drop one.",
          "min",
        );
      return {
        kind: "integer",
        kernel: gridNumber(
          { kind: "triangular", mode: max - Math.min(4, Math.max(0, max - min)) },
          { first: Math.min(min, max), last: max, step: 1, perUnit: 1 },
        ),
        does: `a year from ${min} to ${max}, most of them late`,
      };
    },
  }),
  defineType({
    name: "vehicle.vin",
    summary: "A vehicle identification number with its check digit, of a maker that is none",
    params: z.object({}),
    // World maker identifiers that begin with 0 are given to nobody (ISO 3780).
    lower: (_, site) =>
      shapeMade(
        site,
        [
          ...literal("0"),
          ...of(vinLetters + DIGITS, 2),
          ...of(vinLetters + DIGITS, 5),
          "0",
          "ABCDEFGHJKLMNPRSTVWXY123456789",
          vinLetters + DIGITS,
          ...of(DIGITS, 6),
        ],
        "a VIN with its check digit",
        vin,
      ),
  }),
  defineType({
    name: "vehicle.license_plate",
    summary: "A number plate",
    params: z.object({
      pattern: z.string().min(1).max(50).optional().describe('# is a digit, ? a capital letter, * either; "??? ####".'),
    }),
    lower: ({ pattern = "??? ####" }, site) => shapeMade(site, toPositions(pattern), `a plate ${pattern}`),
  }),
  listType(
    "vehicle.color",
    "A colour that cars have",
    ["White", "Black", "Gray", "Silver", "Blue", "Red", "Green", "Brown", "Beige", "Orange", "Yellow", "Purple"],
    [34, 21, 17, 9, 8, 5, 2, 1.5, 1, 0.7, 0.5, 0.3],
  ),
  listType("vehicle.type", "A type of vehicle", (site) => site.locale.vehicleTypes),
  listType("vehicle.bicycle", "A type of bicycle", (site) => site.locale.bicycleTypes),
  defineType({
    name: "vehicle.mileage",
    summary: "Kilometres driven, most below 200000",
    params: z.object({ max: z.int().min(1).optional().describe("The greatest, itself included; 400000.") }),
    lower: ({ max = 400_000 }) => ({
      kind: "integer",
      kernel: gridNumber(
        { kind: "gamma", shape: 2, scale: Math.min(45_000, max / 4) },
        { first: 0, last: max, step: 1, perUnit: 1 },
      ),
      does: "gamma, mean 90000",
    }),
  }),
];
