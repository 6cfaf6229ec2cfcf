import { z } from "zod";
import { gridNumber } from "../../kernels/number.ts";
import type { Phrase } from "../../kernels/phrase.ts";
import {
  degrees,
  elementNames,
  elementSymbols,
  eyeColors,
  hairColors,
  instruments,
  logLevels,
  planets,
  priorities,
  sports,
  subjects,
  ticketStatuses,
  units,
  weathers,
} from "../../words/nature.ts";
import { currencies, languages, timeZones, world, type Language, type WorldCountry } from "../../words/world.ts";
import { defineType, type FieldType } from "../field-type.ts";
import { dictionaryOf, listType, phraseMade } from "../making.ts";
import { facet, type Family } from "./facets.ts";

const country: Family<WorldCountry> = {
  name: "world",
  belongs: (type) => type.startsWith("world.") && type !== "world.time_zone" && type !== "world.continent",
  things: world,
  weight: ({ weight }) => weight,
};
const language: Family<Language> = {
  name: "language",
  belongs: (type) => type.startsWith("language."),
  things: languages,
};
const element: Family<number> = {
  name: "element",
  belongs: (type) => type.startsWith("science.element"),
  things: () => elementNames.map((_, k) => k),
};
const unit: Family<readonly [string, string]> = {
  name: "unit",
  belongs: (type) => type.startsWith("science.unit"),
  things: () => units,
};
const currencyNames = new Map<string, string>();

/** A list with weights as a record has them. */
function weighted(name: string, summary: string, record: Readonly<Record<string, number>>): FieldType {
  return listType(name, summary, Object.keys(record), Object.values(record));
}

const school: Phrase = {
  choice: [
    [
      "University of ",
      {
        word: dictionaryOf([
          "Northvale",
          "Eastmere",
          "Southwick",
          "Westbrook",
          "Highmoor",
          "Lakeford",
          "Stonebridge",
          "Fairhaven",
        ]),
      },
    ],
    [
      {
        word: dictionaryOf([
          "Northvale",
          "Eastmere",
          "Harrow Hill",
          "Ashcombe",
          "Lakeford",
          "Merriton",
          "Calder",
          "Fairhaven",
          "Pinecrest",
        ]),
      },
      " ",
      {
        word: dictionaryOf(["University", "College", "Institute of Technology", "State University", "School of Arts"]),
      },
    ],
  ],
  weights: [1, 3],
};
const band: Phrase = {
  choice: [
    [
      "The ",
      {
        word: dictionaryOf([
          "Velvet",
          "Electric",
          "Midnight",
          "Paper",
          "Crooked",
          "Golden",
          "Silent",
          "Plastic",
          "Northern",
          "Broken",
        ]),
      },
      " ",
      {
        word: dictionaryOf([
          "Foxes",
          "Lanterns",
          "Harbours",
          "Satellites",
          "Gardens",
          "Engines",
          "Postcards",
          "Rivers",
          "Mirrors",
          "Kites",
        ]),
      },
    ],
    [
      { word: dictionaryOf(["Neon", "Static", "Marble", "Copper", "Lunar", "Hollow"]) },
      " ",
      { word: dictionaryOf(["Parade", "Coast", "Avenue", "Choir", "Orchard", "Motel"]) },
    ],
  ],
};
const song: Phrase = {
  choice: [
    [
      { word: dictionaryOf(["Dancing", "Waiting", "Driving", "Falling", "Dreaming", "Running"]) },
      " ",
      { word: dictionaryOf(["in the Rain", "till Morning", "Home", "Without You", "by the Sea", "Back to You"]) },
    ],
    [
      { word: dictionaryOf(["Summer", "Silver", "Lonely", "Broken", "Golden", "Last"]) },
      " ",
      { word: dictionaryOf(["Heart", "Road", "Letter", "Moon", "Train", "Light"]) },
    ],
  ],
};

function phraseType(name: string, summary: string, root: Phrase): FieldType {
  return defineType({ name, summary, params: z.object({}), lower: () => phraseMade(root, summary.toLowerCase()) });
}

export const listTypes: readonly FieldType[] = [
  facet("world.country", "A country, weighted by its people", country, ({ name }) => name),
  facet("world.country_code", "The row's country: two letters (ISO 3166)", country, ({ alpha2 }) => alpha2),
  facet("world.country_code3", "The row's country: three letters (ISO 3166)", country, ({ alpha3 }) => alpha3),
  facet("world.country_number", "The row's country: three digits (ISO 3166)", country, ({ numeric }) => numeric),
  facet("world.currency", "The currency of the row's country (ISO 4217)", country, ({ currency }) => currency),
  facet("world.currency_name", "The name of the currency of the row's country", country, ({ currency }) => {
    if (currencyNames.size === 0) for (const { code, name } of currencies()) currencyNames.set(code, name);
    return currencyNames.get(currency) ?? currency;
  }),
  facet(
    "world.calling_code",
    "The telephone code of the row's country",
    country,
    ({ callingCode }) => `+${callingCode}`,
  ),
  listType("world.time_zone", "A time zone (IANA)", () => timeZones()),
  listType("world.continent", "A continent", (site) => site.locale.continents),
  facet("language.name", "A language", language, ({ name }) => name),
  facet("language.code", "The row's language: two letters (ISO 639-1)", language, ({ code }) => code),
  facet("language.code3", "The row's language: three letters (ISO 639-2)", language, ({ alpha3 }) => alpha3),
  listType("color.name", "The name of a colour", (site) => site.locale.colors),
  listType("animal.species", "A kind of animal", (site) => site.locale.animals),
  listType("animal.dog", "A breed of dogs", (site) => site.locale.dogs),
  listType("animal.cat", "A breed of cats", (site) => site.locale.cats),
  listType("animal.bird", "A kind of bird", (site) => site.locale.birds),
  listType("animal.fish", "A kind of fish", (site) => site.locale.fish),
  listType("animal.horse", "A breed of horses", (site) => site.locale.horses),
  listType("animal.pet_name", "The name of a pet", (site) => site.locale.petNames),
  listType("food.dish", "A dish", (site) => site.locale.dishes),
  listType("food.ingredient", "An ingredient", (site) => site.locale.ingredients),
  listType("food.fruit", "A fruit", (site) => site.locale.fruits),
  listType("food.vegetable", "A vegetable", (site) => site.locale.vegetables),
  listType("food.meat", "A kind of meat", (site) => site.locale.meats),
  listType("food.spice", "A spice", (site) => site.locale.spices),
  listType("food.cuisine", "A cuisine", (site) => site.locale.cuisines),
  listType("music.genre", "A genre of music", (site) => site.locale.musicGenres),
  listType("music.instrument", "An instrument", instruments),
  phraseType("music.artist", "A band that does not exist", band),
  phraseType("music.song", "The title of a song that does not exist", song),
  listType("book.title", "The title of a well-known book", (site) => site.locale.bookTitles),
  listType("book.author", "A well-known author", (site) => site.locale.bookAuthors),
  listType("book.genre", "A genre of books", (site) => site.locale.bookGenres),
  listType("book.publisher", "A publisher of books", (site) => site.locale.bookPublishers),
  listType("sport.name", "A sport", sports),
  weighted("weather.condition", "What the sky does", weathers),
  defineType({
    name: "weather.temperature",
    summary: "Temperature of the air in °C",
    params: z.object({}),
    lower: () => ({
      kind: "decimal",
      scale: 1,
      kernel: gridNumber({ kind: "normal", mean: 13, sd: 9 }, { first: -300, last: 450, step: 1, perUnit: 10 }),
      does: "normal, mean 13, sd 9",
    }),
  }),
  listType("weather.wind_direction", "Where the wind comes from", (site) => site.locale.directions),
  weighted("education.degree", "A degree", degrees),
  listType("education.subject", "A subject of study", subjects),
  phraseType("education.university", "A university that does not exist", school),
  facet("science.element", "A chemical element", element, (k) => elementNames[k]!),
  facet("science.element_symbol", "The symbol of the row's element", element, (k) => elementSymbols[k]!),
  facet("science.unit", "A unit of measurement", unit, ([name]) => name),
  facet("science.unit_symbol", "The symbol of the row's unit", unit, ([, symbol]) => symbol),
  listType("science.planet", "A planet of the sun", planets),
  listType("travel.airline", "An airline", (site) => site.locale.airlines),
  listType("travel.airport", "An airport", (site) => site.locale.airports),
  listType("app.name", "The name of an app", (site) => site.locale.appNames),
  defineType({
    name: "app.version",
    summary: "A version: 2.14.3",
    params: z.object({}),
    lower: () =>
      phraseMade(
        [
          { choice: ["0", "1", "2", "3", "4", "5"], weights: [10, 35, 25, 15, 10, 5] },
          ".",
          { min: 0, max: 24 },
          ".",
          { min: 0, max: 12 },
        ],
        "major, minor, patch",
      ),
  }),
  listType("app.hacker_noun", "A noun of hackers", (site) => site.locale.hackerNouns),
  weighted("log.level", "How serious a line of a log is", logLevels),
  weighted("task.priority", "How urgent something is", priorities),
  weighted("task.status", "Where a ticket stands", ticketStatuses),
  weighted("body.eye_color", "A colour of eyes", eyeColors),
  weighted("body.hair_color", "A colour of hair", hairColors),
];
