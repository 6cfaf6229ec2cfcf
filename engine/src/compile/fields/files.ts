import { z } from "zod";
import { concat } from "../../kernels/concat.ts";
import { gridNumber } from "../../kernels/number.ts";
import { phrase, type Phrase } from "../../kernels/phrase.ts";
import { fileKinds } from "../../words/web.ts";
import { defineType, type FieldType, type Made, type Site } from "../field-type.ts";
import { dictionaryOf, phraseMade, shapeMade, HEX, of } from "../making.ts";
import { drawOf, partName } from "./draws.ts";
import { facet, faceType, thingOf, type Family } from "./facets.ts";
import { shownMade } from "../making.ts";

const word = (words: readonly string[]): Phrase => ({ word: dictionaryOf(words) });

const file: Family<ReturnType<typeof fileKinds>[number]> = {
  name: "file",
  belongs: (type) => type.startsWith("file.") && type !== "file.size" && type !== "file.directory",
  things: fileKinds,
  weight: ({ weight }) => weight,
};

const stems = [
  "report",
  "invoice",
  "photo",
  "scan",
  "notes",
  "backup",
  "summary",
  "budget",
  "draft",
  "minutes",
  "contract",
  "slides",
  "export",
  "plan",
  "letter",
  "receipt",
  "diagram",
  "recording",
  "archive",
  "form",
];
const stem: Phrase = {
  choice: [
    [word(stems), "_", { min: 2019, max: 2026 }, "-", { min: 1, max: 12, digits: 2 }],
    [word(stems), "-", { min: 1, max: 9999 }],
    [word(["final", "new", "old", "signed", "copy-of", "annual"]), "-", word(stems)],
    word(stems),
  ],
  weights: [4, 3, 3, 1],
};
const folder: Phrase = {
  choice: [
    [
      "/home/",
      word(["anna", "ben", "carla", "dmitri", "emeka", "work", "shared"]),
      "/",
      word(["Documents", "Downloads", "Pictures", "Desktop", "projects"]),
    ],
    ["/var/", word(["log", "data", "backups", "spool"])],
    ["/srv/", word(["files", "media", "exports"])],
    ["/data/", { min: 2019, max: 2026 }, "/", { min: 1, max: 12, digits: 2 }],
  ],
  weights: [5, 2, 2, 2],
};

/** The row's file name: stem, dot, extension. */
function nameMade(site: Site): Made {
  const draw = drawOf(site, file.name, (type) => file.belongs(type));
  const thing = thingOf(site, file);
  const stemColumn = site.hidden(partName(file.name, draw, "stem"), () => ({
    kind: "text",
    kernel: phrase(stem),
    does: "the file's name without its ending",
  }));
  const ending = site.hidden(partName(file.name, draw, "ending"), () =>
    shownMade(
      thing,
      fileKinds().map(({ extension }) => extension),
      "the file's ending",
    ),
  );
  return {
    kind: "text",
    kernel: concat([{ input: 0, type: stemColumn }, ".", { input: 1, type: ending }]),
    inputs: [stemColumn, ending],
    does: "a file name",
  };
}

const SIZE_MU = 11.5; // the median file has about 100 kB
const SIZE_SIGMA = 2.2;

export const fileTypes: readonly FieldType[] = [
  faceType("file.name", "A file's name", nameMade),
  facet("file.extension", "A file's ending, without the dot", file, ({ extension }) => extension),
  facet("file.mime_type", "The media type of the row's file", file, ({ mediaType }) => mediaType),
  facet("file.kind", "What kind of file: image, document, ...", file, ({ kind }) => kind),
  faceType("file.path", "Directory and name of the row's file", (site) => {
    const name = site.own("name", nameMade(site));
    const directory = site.own("directory", phraseMade(folder, "a directory"));
    return {
      kind: "text",
      kernel: concat([{ input: 0, type: directory }, "/", { input: 1, type: name }]),
      inputs: [directory, name],
      does: "a path",
    };
  }),
  defineType({
    name: "file.directory",
    summary: "A directory",
    params: z.object({}),
    lower: () => phraseMade(folder, "a directory"),
  }),
  defineType({
    name: "file.size",
    summary: "Bytes of a file, many small and few large",
    params: z.object({
      min: z.int().min(0).optional().describe("The least; 1."),
      max: z.int().min(1).optional().describe("The greatest, itself included; 5000000000."),
    }),
    lower({ min = 1, max = Math.max(5_000_000_000, min) }, site) {
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
          { kind: "lognormal", mu: SIZE_MU, sigma: SIZE_SIGMA },
          { first: min, last: Math.max(min, max), step: 1, perUnit: 1 },
        ),
        does: "lognormal, about 100 kB in the middle",
      };
    },
  }),
  defineType({
    name: "file.checksum",
    summary: "A SHA-256 of a file in hexadecimal",
    params: z.object({}),
    lower: (_, site) => shapeMade(site, of(HEX, 64), "64 hexadecimal digits"),
  }),
];

const byte: Phrase = { min: 0, max: 255 };
const percent: Phrase = { min: 0, max: 100 };

export const colourTypes: readonly FieldType[] = [
  defineType({
    name: "color.hex",
    summary: "A colour: #1e90ff",
    params: z.object({}),
    lower: (_, site) => shapeMade(site, ["#", ...of(HEX, 6)], "a colour in hexadecimal"),
  }),
  defineType({
    name: "color.rgb",
    summary: "A colour: rgb(30, 144, 255)",
    params: z.object({}),
    lower: () => phraseMade(["rgb(", byte, ", ", byte, ", ", byte, ")"], "a colour in red, green, blue"),
  }),
  defineType({
    name: "color.hsl",
    summary: "A colour: hsl(210, 100%, 56%)",
    params: z.object({}),
    lower: () =>
      phraseMade(
        ["hsl(", { min: 0, max: 359 }, ", ", percent, "%, ", percent, "%)"],
        "a colour in hue, saturation, lightness",
      ),
  }),
];
