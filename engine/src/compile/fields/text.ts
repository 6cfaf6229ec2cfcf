import { z } from "zod";
import { bands } from "../../kernels/bands.ts";
import type { Phrase } from "../../kernels/phrase.ts";
import { powerOfTen } from "../../math/exact.ts";
import { remarks } from "../../words/prose.ts";
import { defineType, type FieldType, type Made, type Site } from "../field-type.ts";
import { dictionaryOf, phraseByCode, phraseMade, wordMade } from "../making.ts";
import { headline, proseOf, reviews, saying, sentences, title, type Prose } from "../prose.ts";

const word = (list: readonly string[]): Phrase => ({ word: dictionaryOf(list) });
const LONGEST = 100_000;
const FREE_MOST = 200; // characters of a text of which only a greater maximum is known

const locale = z.string().optional().describe("The language, as de_DE; the table's.");

/** A type whose texts follow from the locale alone. */
function proseType(name: string, summary: string, make: (prose: Prose, site: Site) => Phrase): FieldType {
  return defineType({
    name,
    summary,
    params: z.object({ locale }),
    lower: ({ locale: code }, site) =>
      phraseMade(
        make(proseOf(code === undefined ? site.locale : site.localeOf(code)), site),
        summary.charAt(0).toLowerCase() + summary.slice(1),
      ),
  });
}

/** A type with a number of parts. */
function countedType(
  name: string,
  summary: string,
  what: string,
  usual: readonly [number, number],
  make: (prose: Prose, min: number, max: number) => Phrase,
): FieldType {
  const [least, most] = usual;
  return defineType({
    name,
    summary,
    params: z.object({
      min: z.int().min(1).max(200).optional().describe(`The least number of ${what}; ${least}.`),
      max: z.int().min(1).max(200).optional().describe(`The greatest, itself included; ${most}.`),
      locale,
    }),
    lower({ min: from, max: to, locale: code }, site) {
      const min = from ?? Math.min(least, to ?? least);
      const max = to ?? Math.max(most, min);
      if (min > max)
        site.issue(
          "schema/range",
          `min must be at most max; found min ${min}, max ${max}.`,
          "Swap them or drop one.",
          "min",
        );
      const prose = proseOf(code === undefined ? site.locale : site.localeOf(code));
      return phraseMade(make(prose, min, Math.max(min, max)), `${min} to ${max} ${what}`);
    },
  });
}

const paragraph = (prose: Prose): Phrase => sentences(prose, 3, 6);

/** Free text: a sentence, so many words, or so many characters. */
function textMade(
  min: number | undefined,
  max: number | undefined,
  words: number | undefined,
  prose: Prose,
  site: Site,
): Made {
  if (words !== undefined)
    return phraseMade({ repeat: word(prose.words), min: words, max: words, between: prose.space }, `${words} words`);
  if (min === undefined && max === undefined) return phraseMade(prose.sentence, "a sentence");
  const to =
    max === undefined ? Math.max(FREE_MOST, (min ?? 0) * 2) : min === undefined ? Math.min(max, FREE_MOST) : max;
  const from = min ?? Math.min(Math.ceil(to / 4), 20);
  if (from > to)
    site.issue(
      "schema/range",
      `min must be at most max; found min ${from}, max ${to}.`,
      "Swap them or drop one.",
      "min",
    );
  return phraseMade(
    { fill: dictionaryOf(prose.words), min: from, max: Math.max(from, to) },
    `${from} to ${to} characters`,
  );
}

const REVIEW_BANDS = { words: ["bad", "fair", "good"] };

/** A review that fits a rating of 1 to 5, or mostly a good one. */
function reviewMade(rating: string | undefined, site: Site): Made {
  if (rating === undefined) return phraseMade({ choice: reviews, weights: [2, 2, 6] }, "a product review, mostly good");
  const source = site.read(rating, "rating");
  if (source === undefined) return phraseMade("", "");
  if (source.kind !== "integer" && source.kind !== "decimal" && source.kind !== "float") {
    site.issue("schema/kind", `rating needs a number; ${rating} is ${source.kind}.`, undefined, "rating");
    return phraseMade("", "");
  }
  const band = site.own("band", {
    kind: "text",
    dictionary: REVIEW_BANDS,
    kernel: bands([2.5, 3.5], 1 / powerOfTen(source.scale), REVIEW_BANDS),
    inputs: [source],
    does: "bad below 2.5, good from 3.5",
  });
  return phraseByCode(band, reviews, `a review that fits ${rating}`);
}

const heading = (prose: Prose): Phrase => title(prose);
const bullet = (prose: Prose): Phrase => ["- ", prose.sentence];
const markdown = (prose: Prose): Phrase => {
  const section: Phrase = [
    "## ",
    heading(prose),
    "\n\n",
    {
      choice: [
        paragraph(prose),
        { repeat: bullet(prose), min: 2, max: 4, between: "\n" },
        ["> ", prose.isEnglish ? saying : prose.sentence],
      ],
      weights: [5, 3, 1],
    },
  ];
  return [
    "# ",
    heading(prose),
    "\n\n",
    paragraph(prose),
    "\n\n",
    { repeat: section, min: 1, max: 3, between: "\n\n" },
    "\n",
  ];
};
const html = (prose: Prose): Phrase => {
  const items: Phrase = ["<ul>", { repeat: ["<li>", prose.sentence, "</li>"], min: 2, max: 4 }, "</ul>"];
  return [
    "<article><h1>",
    heading(prose),
    "</h1>",
    { repeat: { choice: [["<p>", paragraph(prose), "</p>"], items], weights: [3, 1] }, min: 1, max: 3 },
    "</article>",
  ];
};

export const textTypes: readonly FieldType[] = [
  defineType({
    name: "text",
    summary: "Free text: a sentence, or so many characters or words",
    params: z.object({
      min: z.int().min(0).max(LONGEST).optional().describe("The least number of characters."),
      max: z
        .int()
        .min(0)
        .max(LONGEST)
        .optional()
        .describe(
          `The greatest number of characters, itself included. Alone it is a limit: texts stay below ${FREE_MOST} characters.`,
        ),
      words: z.int().min(1).max(1000).optional().describe("So many words instead."),
      locale,
    }),
    example: { type: "text", max: 40 },
    derived: () => ({ kind: "text" }),
    lower: ({ min, max, words, locale: code }, site) =>
      textMade(min, max, words, proseOf(code === undefined ? site.locale : site.localeOf(code)), site),
  }),
  defineType({
    name: "text.word",
    summary: "One word",
    params: z.object({ locale }),
    lower: ({ locale: code }, site) =>
      wordMade(site, proseOf(code === undefined ? site.locale : site.localeOf(code)).words, "one word"),
  }),
  countedType("text.words", "Some words", "words", [2, 4], (prose, min, max) => ({
    repeat: word(prose.words),
    min,
    max,
    between: prose.space,
  })),
  proseType("text.sentence", "One sentence", ({ sentence }) => sentence),
  countedType("text.sentences", "Some sentences", "sentences", [2, 4], sentences),
  countedType("text.paragraph", "A paragraph", "sentences", [3, 6], sentences),
  countedType(
    "text.paragraphs",
    "Some paragraphs, an empty line between them",
    "paragraphs",
    [2, 3],
    (prose, min, max) => ({ repeat: paragraph(prose), min, max, between: "\n\n" }),
  ),
  proseType("text.slug", "Words with hyphens, as in addresses of pages", ({ words }) => ({
    repeat: word(
      words.filter((w) => /^[a-z]+$/.test(w)).length > 20
        ? words.filter((w) => /^[a-z]+$/.test(w))
        : ["page", "story", "note", "list", "item"],
    ),
    min: 2,
    max: 5,
    between: "-",
  })),
  proseType("text.title", "A title of a few words", title),
  proseType("text.headline", "A headline of a newspaper", headline),
  defineType({
    name: "text.review",
    summary: "A short product review",
    params: z.object({
      rating: z
        .string()
        .optional()
        .describe("A numeric field, 1 to 5, that the review fits; without it most are good."),
    }),
    lower: ({ rating }, site) => reviewMade(rating, site),
  }),
  proseType("text.comment", "A comment of one or two sentences", (prose) =>
    prose.isEnglish
      ? {
          choice: [
            [word(remarks), "."],
            [word(remarks), "! ", prose.sentence],
            prose.sentence,
            ["@", word(["all", "team", "support"]), " ", prose.sentence],
          ],
          weights: [3, 2, 4, 1],
        }
      : sentences(prose, 1, 2),
  ),
  proseType("text.quote", "A saying of nobody in particular", (prose) => (prose.isEnglish ? saying : prose.sentence)),
  proseType("text.markdown", "A page in Markdown: headings, paragraphs, lists", markdown),
  proseType("text.html", "An article in HTML: a heading, paragraphs, lists", html),
];
