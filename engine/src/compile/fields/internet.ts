import { z } from "zod";
import { concat, type TextPart } from "../../kernels/concat.ts";
import { relabel } from "../../kernels/gather.ts";
import { pick } from "../../kernels/pick.ts";
import { shuffledFrom } from "../../kernels/rows-of.ts";
import { slug, toSlugs } from "../../kernels/slug.ts";
import { defineType, type FieldType, type Made, type Site, type Source } from "../field-type.ts";
import { faceParams } from "./draws.ts";
import { isPersonFace, personOf } from "./people.ts";

// RFC 2606: names under example.com, .net, .org and the top-level domain .example are nobody's.
const DOMAINS: readonly (readonly [domain: string, weight: number])[] = [
  ["example.com", 40],
  ["example.org", 15],
  ["example.net", 15],
  ["mail.example", 12],
  ["post.example", 6],
  ["inbox.example", 6],
  ["web.example", 6],
];
const SEPARATORS: readonly (readonly [separator: string, weight: number])[] = [
  [".", 55],
  ["", 25],
  ["_", 12],
  ["-", 8],
];
const PLAIN_SHARE = 0.45; // of local parts carry no number

const words = (site: Site, name: string, entries: readonly (readonly [string, number])[], does: string): Source => {
  const dictionary = { words: entries.map(([word]) => word) };
  return site.own(name, {
    kind: "text",
    dictionary,
    kernel: pick(
      dictionary,
      entries.map(([, weight]) => weight),
    ),
    does,
  });
};

/** A number behind the name: unique where the field is (the same for all of a table's fields, as people keep theirs), otherwise often none. */
function suffixOf(site: Site): Source {
  if (site.unique)
    return site.hidden("number", () => ({
      kind: "integer",
      kernel: shuffledFrom(0, 1),
      does: "a number that no other row has",
    }));
  const entries: [string, number][] = [["", PLAIN_SHARE * 99]];
  for (let n = 1; n < 100; n++) entries.push([String(n), 1 - PLAIN_SHARE]);
  return words(site, "number", entries, "often a number of one or two digits");
}

/** The parts that name somebody: those of the person, or the text of another field. */
function nameParts(site: Site, from: string | undefined): { parts: TextPart[]; inputs: Source[] } | undefined {
  const followed = from === undefined ? undefined : site.fields.get(from);
  if (from === undefined || (followed !== undefined && isPersonFace(String(followed["type"])))) {
    const person = personOf(site);
    const inputs = [
      person.firstLatin(),
      words(site, "separator", SEPARATORS, "what stands between the names"),
      person.lastLatin(),
    ];
    return { parts: inputs.map((type, input) => ({ input, type })), inputs };
  }
  const source = site.read(from, "from");
  if (source === undefined) return undefined;
  if (source.kind !== "text") {
    site.issue("schema/not-text", `${from} is ${source.kind}, not text.`, "Name a field that holds a name.", "from");
    return undefined;
  }
  const { language } = site.locale;
  const dictionary = source.dictionary === undefined ? undefined : toSlugs(source.dictionary, ".", language);
  const kernel = dictionary === undefined ? slug(".", language) : relabel(dictionary);
  const made: Made = {
    kind: "text",
    kernel,
    inputs: [source],
    does: `${from} in small ASCII letters`,
    ...(dictionary === undefined ? {} : { dictionary }),
  };
  const inputs = [site.own("name", made)];
  const parts: TextPart[] = [{ input: 0, type: inputs[0]! }];
  if (site.unique) parts.push("."); // a slug may end in digits: the dot keeps name and number apart
  return { parts, inputs };
}

/** Characters of the longest text that the parts give; undefined where a part's texts are not known beforehand. */
function longestOf(parts: readonly TextPart[], inputs: readonly Source[], rows: number): number | undefined {
  let longest = 0;
  for (const part of parts) {
    if (typeof part === "string") longest += part.length;
    else if ("literal" in part) longest += part.literal.length;
    else {
      const { dictionary, kind } = inputs[part.input]!;
      if (dictionary === undefined && kind !== "integer") return undefined;
      longest += Math.max(0, ...(dictionary?.words ?? [String(rows)]).map((word) => word.length));
    }
  }
  return longest;
}

const NOTHING: Made = { kind: "text", kernel: concat([]), does: "nothing" };

export const internetTypes: readonly FieldType[] = [
  defineType({
    name: "internet.email",
    summary: "E-mail address that fits the person, at a reserved domain",
    params: z.object({
      ...faceParams,
      domains: z
        .array(z.string().min(1))
        .min(1)
        .optional()
        .describe("Domains to use instead of reserved ones (RFC 2606)."),
    }),
    lower({ from, domains }, site) {
      const name = nameParts(site, from);
      if (name === undefined) return NOTHING;
      const suffix = suffixOf(site);
      const domain = words(site, "domain", domains?.map((d) => [d, 1] as const) ?? DOMAINS, "a domain nobody owns");
      const at = name.inputs.length;
      const parts: TextPart[] = [...name.parts, { input: at, type: suffix }, "@", { input: at + 1, type: domain }];
      const inputs = [...name.inputs, suffix, domain];
      const longest = longestOf(parts, inputs, site.rows);
      return {
        kind: "text",
        kernel: concat(parts),
        inputs,
        capacity: Infinity,
        ...(longest === undefined ? {} : { longest }),
        does: "first name, last name, number @ domain",
      };
    },
  }),
  defineType({
    name: "internet.username",
    summary: "User name that fits the person",
    params: z.object(faceParams),
    lower({ from }, site) {
      const name = nameParts(site, from);
      if (name === undefined) return NOTHING;
      const suffix = suffixOf(site);
      const parts: TextPart[] = [...name.parts, { input: name.inputs.length, type: suffix }];
      const inputs = [...name.inputs, suffix];
      const longest = longestOf(parts, inputs, site.rows);
      return {
        kind: "text",
        kernel: concat(parts),
        inputs,
        capacity: Infinity,
        ...(longest === undefined ? {} : { longest }),
        does: "first name, last name, number",
      };
    },
  }),
];
