import { z } from "zod";
import { ageOn } from "../../kernels/age.ts";
import { inTurn, mapWords, pickWithin, type Stretch } from "../../kernels/gather.ts";
import { pass } from "../../kernels/pass.ts";
import { pick } from "../../kernels/pick.ts";
import type { Locale } from "../../words/locale.ts";
import { defineType, type FieldType, type Site, type Source } from "../field-type.ts";
import { DAY_MS } from "../../batch/cells.ts";
import { faceParams } from "./draws.ts";
import { personOf, type Person } from "./people.ts";
import { inWords } from "./worded.ts";

const localeParam = z.string().optional().describe("Locale of the names, such as de_DE; that of the table by default.");
const params = z.object({ ...faceParams, locale: localeParam });
const aged = z.object({
  ...faceParams,
  min: z.int().min(0).max(120).optional().describe("Lowest age in whole years; 18."),
  max: z.int().min(0).max(120).optional().describe("Highest age in whole years; 90."),
});

/** A face that shows a hidden column as it is. */
function face(name: string, summary: string, show: (person: Person, site: Site) => Source): FieldType {
  return defineType({
    name,
    summary,
    params,
    lower(_params, site) {
      const source = show(personOf(site), site);
      return { ...source, kernel: pass, inputs: [source], does: "the person's own" };
    },
  });
}

const ACADEMIC = /^(dr|prof|pr$|doc|ing|mgr|d-r|д-р|док|проф|δρ|καθ|博士|教授|博士|박사|교수)/i;
const ACADEMIC_WEIGHT = 0.03; // few people bear such a title

/** A face in words that depend on the sex: prefixes, middle names. */
function bySex(
  name: string,
  summary: string,
  men: (l: Locale) => readonly string[],
  women: (l: Locale) => readonly string[],
): FieldType {
  return defineType({
    name,
    summary,
    params,
    lower(_params, site) {
      const person = personOf(site);
      const words: string[] = [];
      const stretches = [men, women].map((list): Stretch => {
        const from = words.length;
        words.push(...list(person.locales[0]!));
        const weights = words.slice(from).map((word) => (ACADEMIC.test(word) ? ACADEMIC_WEIGHT : 1));
        return { from, count: words.length - from, weights };
      });
      // A word of both lists is two choices but one word.
      const unique = [...new Set(words)];
      const places = new Map(unique.map((word, k) => [word, k]));
      const codes = words.map((word) => places.get(word)!);
      const dictionary = { words: unique };
      return {
        kind: "text",
        dictionary,
        kernel: inTurn(pickWithin({ words }, stretches), mapWords(codes, dictionary)),
        inputs: [person.sex()],
        does: "one that fits the person's sex",
      };
    },
  });
}

export const personTypes: readonly FieldType[] = [
  face("person.first_name", "First name that fits sex and locale", (p) => p.first()),
  face("person.last_name", "Family name of the locale", (p) => p.last()),
  face("person.full_name", "First and family name in the locale's order", (p) => p.fullName()),
  bySex(
    "person.middle_name",
    "Middle name that fits the sex",
    (l) => l.middleNamesMale,
    (l) => l.middleNamesFemale,
  ),
  bySex(
    "person.prefix",
    "Form of address: Mr., Dr., Frau",
    (l) => l.prefixesMale,
    (l) => l.prefixesFemale,
  ),
  defineType({
    name: "person.suffix",
    summary: "Jr., PhD, III",
    params,
    lower(_params, site) {
      const dictionary = { words: personOf(site).locales[0]!.suffixes };
      return { kind: "text", dictionary, kernel: pick(dictionary), does: `one of ${dictionary.words.length} suffixes` };
    },
  }),
  defineType({
    name: "person.sex",
    summary: "male or female; names follow it",
    params: z.object({
      ...faceParams,
      female_share: z.number().min(0).max(1).optional().describe("Share of women; 0.5."),
    }),
    lower(_params, site) {
      const source = personOf(site).sex();
      return { ...source, kernel: pass, inputs: [source], does: "the person's own" };
    },
  }),
  defineType({
    name: "person.gender",
    summary: "Gender in the words of your choice; names follow it",
    params: z.object({
      ...faceParams,
      female_share: z.number().min(0).max(1).optional().describe("Share of women; 0.5."),
      words: z
        .tuple([z.string().min(1), z.string().min(1)])
        .optional()
        .describe('What men and women are called; ["Male", "Female"].'),
    }),
    lower: ({ words = ["Male", "Female"] }, site) => inWords(personOf(site).sex(), words, "the person's own"),
  }),
  defineType({
    name: "person.birth_date",
    summary: "Birth date; ages are spread like a population",
    params: z.object({
      ...faceParams,
      min_age: z.int().min(0).max(120).optional().describe("Lowest age in whole years; 18."),
      max_age: z.int().min(0).max(120).optional().describe("Highest age in whole years; 90."),
    }),
    example: { type: "person.birth_date", min_age: 18, max_age: 65 },
    lower(_params, site) {
      const source = personOf(site).birthDate();
      return { ...source, kernel: pass, inputs: [source], does: "the person's own" };
    },
  }),
  defineType({
    name: "person.age",
    summary: "Age in whole years at `now`; fits the birth date",
    params: aged,
    example: { type: "person.age", min: 18, max: 80 },
    lower: (_params, site) => ({
      kind: "integer",
      kernel: ageOn(Math.floor(site.now / DAY_MS)),
      inputs: [personOf(site).birthDate()],
      does: "years since the birth date",
    }),
  }),
];
