import { z } from "zod";
import { bracket } from "../../kernels/bracket.ts";
import { concat, type TextPart } from "../../kernels/concat.ts";
import { pickWithin, relabel, type Stretch } from "../../kernels/gather.ts";
import { pass } from "../../kernels/pass.ts";
import { pick } from "../../kernels/pick.ts";
import { toSlugs } from "../../kernels/slug.ts";
import { industries } from "../../words/industries.ts";
import type { Locale } from "../../words/locale.ts";
import { defineType, type FieldType, type Made, type Site, type Source } from "../field-type.ts";
import { drawOf, faceParams, partName } from "./draws.ts";

const COINED_HEADS =
  "Alto Amber Apex Arc Aura Blue Bright Cedar Clear Core Crest Delta Ever Fern Gold Grand Green Harbor High Iron Key Lake Lumen Maple Meridian Nova North Oak Open Peak Pine Prime Quantum River Sage Silver Sky Solar Stone Summit Swift True Vera Vista West Zen".split(
    " ",
  );
const COINED_TAILS =
  "base bay beam bridge craft field flow forge gate grid grove haven hill lane leaf light line mark mont path point port ridge spring stone stream view wave way works".split(
    " ",
  );
const COINED_SHARE = 0.6; // of companies bear a coined name, the others a founder's

const isCompanyFace = (type: string): boolean => type.startsWith("company.");

/** The parts of one company per row. */
interface Company {
  readonly industry: () => Source;
  readonly subIndustry: () => Source;
  readonly lead: () => Source;
  readonly word: () => Source;
  readonly suffix: () => Source;
}

function leads(locale: Locale): { words: string[]; weights: number[] } {
  const coined = COINED_HEADS.flatMap((head) =>
    COINED_TAILS.filter((tail) => tail !== head.toLowerCase()).map((tail) => head + tail),
  );
  const founders = locale.lastNames;
  const weights = [
    ...coined.map(() => COINED_SHARE / coined.length),
    ...founders.map(() => (1 - COINED_SHARE) / founders.length),
  ];
  return { words: [...coined, ...founders], weights };
}

/** Words of all industries, one industry's after the other. */
function byIndustry(list: (k: number) => readonly string[]): { dictionary: { words: string[] }; stretches: Stretch[] } {
  const words: string[] = [];
  const stretches = industries().map((_, k): Stretch => {
    const from = words.length;
    words.push(...list(k));
    return { from, count: words.length - from, weights: null };
  });
  return { dictionary: { words }, stretches };
}

function companyOf(site: Site): Company {
  const draw = drawOf(site, "company", isCompanyFace);
  const hidden =
    (part: string, make: () => Made): (() => Source) =>
    () =>
      site.hidden(partName("company", draw, part), make);
  const all = industries();
  const industry = hidden("industry", () => {
    const dictionary = { words: all.map((i) => i.name) };
    return {
      kind: "text",
      dictionary,
      kernel: pick(
        dictionary,
        all.map((i) => i.weight),
      ),
      does: `one of ${all.length} industries by their share`,
    };
  });
  const within = (does: string, list: (k: number) => readonly string[]): Made => {
    const { dictionary, stretches } = byIndustry(list);
    return { kind: "text", dictionary, kernel: pickWithin(dictionary, stretches), inputs: [industry()], does };
  };
  return {
    industry,
    subIndustry: hidden("subIndustry", () => within("one of the industry's branches", (k) => all[k]!.subIndustries)),
    word: hidden("word", () => within("a word of the industry", (k) => all[k]!.companyWords)),
    lead: hidden("lead", () => {
      const { words, weights } = leads(site.locale);
      const dictionary = { words };
      return { kind: "text", dictionary, kernel: pick(dictionary, weights), does: "a coined word or a founder's name" };
    }),
    suffix: hidden("suffix", () => {
      const dictionary = { words: site.locale.companySuffixes };
      return { kind: "text", dictionary, kernel: pick(dictionary), does: "a legal form of the locale" };
    }),
  };
}

/** The lead word and the industry's in small ASCII letters, without spaces. */
function slugParts(site: Site, company: Company): readonly [Source, Source] {
  const draw = drawOf(site, "company", isCompanyFace);
  const slugOf = (part: string, source: Source): Source => {
    const dictionary = toSlugs(source.dictionary!, "", site.locale.language);
    return site.hidden(partName("company", draw, `${part}Slug`), () => ({
      kind: "text",
      dictionary,
      kernel: relabel(dictionary),
      inputs: [source],
      does: "in small ASCII letters",
    }));
  };
  return [slugOf("lead", company.lead()), slugOf("word", company.word())];
}

const params = z.object(faceParams);

function face(name: string, summary: string, show: (company: Company, site: Site) => Made): FieldType {
  return defineType({ name, summary, params, lower: (_params, site) => show(companyOf(site), site) });
}

const own = (source: Source): Made => ({ ...source, kernel: pass, inputs: [source], does: "the company's own" });

/** Words of some of the locale's lists, one each, with no tie to the company. */
function phrase(
  name: string,
  summary: string,
  ...lists: readonly (
    | "departments"
    | "buzzVerbs"
    | "buzzAdjectives"
    | "buzzNouns"
    | "catchAdjectives"
    | "catchDescriptors"
    | "catchNouns"
  )[]
): FieldType {
  return defineType({
    name,
    summary,
    params: z.object({}),
    lower(_params, site) {
      const inputs = lists.map((list): Source => {
        const dictionary = { words: site.locale[list] };
        return site.own(list, {
          kind: "text",
          dictionary,
          kernel: pick(dictionary),
          does: `one of ${dictionary.words.length}`,
        });
      });
      const parts = inputs.flatMap((type, input): TextPart[] =>
        input === 0 ? [{ input, type }] : [" ", { input, type }],
      );
      return { kind: "text", kernel: concat(parts), inputs, does: summary };
    },
  });
}

const SIZES: readonly (readonly [name: string, from: number])[] = [
  ["Micro", 0],
  ["Small", 10],
  ["Medium", 50],
  ["Large", 250],
  ["Enterprise", 5000],
]; // up to 250: EU recommendation 2003/361/EC

export const companyTypes: readonly FieldType[] = [
  face("company.name", "Company name with its legal form, fitting its industry", (company) => {
    const inputs = [company.lead(), company.word(), company.suffix()];
    const [lead, word, suffix] = inputs as [Source, Source, Source];
    return {
      kind: "text",
      kernel: concat([{ input: 0, type: lead }, " ", { input: 1, type: word }, " ", { input: 2, type: suffix }]),
      inputs,
      does: "lead word, industry word, legal form",
    };
  }),
  face("company.trading_name", "The name without its legal form", (company) => {
    const [lead, word] = [company.lead(), company.word()];
    return {
      kind: "text",
      kernel: concat([{ input: 0, type: lead }, " ", { input: 1, type: word }]),
      inputs: [lead, word],
      does: "lead word and industry word",
    };
  }),
  face("company.legal_form", "Legal form of the locale: Inc, GmbH", (company) => own(company.suffix())),
  face("company.industry", "Industry", (company) => own(company.industry())),
  face("company.sub_industry", "Branch of the industry", (company) => own(company.subIndustry())),
  face("company.domain", "Domain that fits the name, under .example", (company, site) => {
    const inputs = slugParts(site, company);
    return {
      kind: "text",
      kernel: concat([{ input: 0, type: inputs[0] }, "-", { input: 1, type: inputs[1] }, ".example"]),
      inputs,
      does: "the name under a domain nobody owns",
    };
  }),
  face("company.website", "Web address that fits the name, under .example", (company, site) => {
    const inputs = slugParts(site, company);
    return {
      kind: "text",
      kernel: concat(["https://www.", { input: 0, type: inputs[0] }, "-", { input: 1, type: inputs[1] }, ".example"]),
      inputs,
      does: "the name under a domain nobody owns",
    };
  }),
  face("company.email", "General e-mail address that fits the name, under .example", (company, site) => {
    const slugs = slugParts(site, company);
    const boxes = { words: ["info", "contact", "hello", "office", "sales"] };
    const box = site.own("box", {
      kind: "text",
      dictionary: boxes,
      kernel: pick(boxes, [50, 20, 15, 10, 5]),
      does: "a general mailbox",
    });
    const inputs = [...slugs, box];
    return {
      kind: "text",
      kernel: concat([
        { input: 2, type: box },
        "@",
        { input: 0, type: slugs[0] },
        "-",
        { input: 1, type: slugs[1] },
        ".example",
      ]),
      inputs,
      does: "a general mailbox at the company's domain",
    };
  }),
  face("company.description", "One sentence about the company", (company, site) => {
    const verbs = { words: ["is active in", "specialises in", "works in", "is known for", "has long worked in"] };
    const ends = {
      words: [
        "for customers at home and abroad",
        "for small and large businesses",
        "with a focus on quality",
        "with its own research team",
        "across the region",
        "for more than one generation",
      ],
    };
    const verb = site.own("verb", { kind: "text", dictionary: verbs, kernel: pick(verbs), does: "what it does" });
    const end = site.own("end", { kind: "text", dictionary: ends, kernel: pick(ends), does: "for whom" });
    const sub = company.subIndustry();
    const lower = {
      words: sub.dictionary!.words.map((name) => name.replace(/\b[A-Z](?=[a-z])/g, (letter) => letter.toLowerCase())),
    };
    const branch = site.own("branch", {
      kind: "text",
      dictionary: lower,
      kernel: relabel(lower),
      inputs: [sub],
      does: "its branch",
    });
    const inputs = [company.lead(), company.word(), verb, branch, end];
    const [lead, word] = inputs as [Source, Source];
    return {
      kind: "text",
      kernel: concat([
        { input: 0, type: lead },
        " ",
        { input: 1, type: word },
        " ",
        { input: 2, type: verb },
        " ",
        { input: 3, type: branch },
        " ",
        { input: 4, type: end },
        ".",
      ]),
      inputs,
      does: "name, verb, branch",
    };
  }),
  defineType({
    name: "company.size_category",
    summary: "Micro to enterprise by a field of employees",
    params: z.object({ from: z.string().describe("The field with the number of employees.") }),
    example: { type: "company.size_category", from: "employees" },
    lower({ from }, site) {
      const dictionary = { words: SIZES.map(([name]) => name) };
      const source = site.read(from, "from");
      if (source === undefined || source.kind !== "integer") {
        if (source !== undefined)
          site.issue(
            "schema/not-a-number",
            `${from} is ${source.kind}, not a whole number.`,
            "Name an integer field.",
            "from",
          );
        return { kind: "text", dictionary, kernel: pick(dictionary), does: "" };
      }
      return {
        kind: "text",
        dictionary,
        kernel: bracket(
          dictionary,
          SIZES.map(([, least]) => least),
        ),
        inputs: [source],
        does: SIZES.map(([name, least]) => `${name} from ${least}`).join(", "),
      };
    },
  }),
  phrase("company.department", "Department of a company", "departments"),
  phrase("company.catch_phrase", "Slogan", "catchAdjectives", "catchDescriptors", "catchNouns"),
  phrase("company.buzz_phrase", "Phrase of business talk", "buzzVerbs", "buzzAdjectives", "buzzNouns"),
];
