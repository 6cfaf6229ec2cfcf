import { z } from "zod";
import { dotted } from "../../kernels/network.ts";
import type { Phrase } from "../../kernels/phrase.ts";
import { wholeNumber } from "../../kernels/rows-of.ts";
import { shuffledSequence } from "../../kernels/sequence.ts";
import { localeCodes } from "../../words/locale.ts";
import { searches } from "../../words/prose.ts";
import { fileKinds } from "../../words/web.ts";
import { defineType, type FieldType } from "../field-type.ts";
import { DIGITS, HEX, LOWER, UPPER, dictionaryOf, listType, literal, of, phraseMade, shapeMade } from "../making.ts";
import { proseOf } from "../prose.ts";
import { facet, type Family } from "./facets.ts";

const BASE64URL = `${UPPER}${LOWER}${DIGITS}-_`;
const word = (words: readonly string[]): Phrase => ({ word: dictionaryOf(words) });

/** First address and size of a block: "192.0.2.0/24". */
function block(text: string): { readonly from: number; readonly count: number } {
  const [a = 0, b = 0, c = 0, d = 0, bits = 32] = text.split(/[./]/).map(Number);
  return { from: ((a * 256 + b) * 256 + c) * 256 + d, count: 4_294_967_296 / Number(1n << BigInt(bits)) };
}

const SCOPES = {
  // RFC 5737: for documentation, routed nowhere.
  documentation: ["192.0.2.0/24", "198.51.100.0/24", "203.0.113.0/24"],
  // RFC 1918: for private networks.
  private: ["10.0.0.0/8", "172.16.0.0/12", "192.168.0.0/16"],
  any: [
    "1.0.0.0/8",
    "2.0.0.0/7",
    "4.0.0.0/6",
    "8.0.0.0/7",
    "11.0.0.0/8",
    "12.0.0.0/6",
    "16.0.0.0/4",
    "32.0.0.0/3",
    "64.0.0.0/3",
    "96.0.0.0/4",
    "112.0.0.0/5",
    "120.0.0.0/6",
    "124.0.0.0/7",
    "126.0.0.0/8",
    "128.0.0.0/2",
    "192.0.0.0/4",
    "208.0.0.0/4",
  ],
} as const;

// RFC 2606 and 6761: nobody's names.
const RESERVED = ["example.com", "example.org", "example.net"];
const name = [
  "north",
  "blue",
  "bright",
  "cedar",
  "cloud",
  "copper",
  "delta",
  "ember",
  "fern",
  "glass",
  "harbor",
  "iris",
  "lumen",
  "maple",
  "nova",
  "orbit",
  "pine",
  "quartz",
  "river",
  "solar",
  "stone",
  "terra",
  "velvet",
  "willow",
];
const domain: Phrase = {
  choice: [
    word(RESERVED),
    [word(name), word(name), word([".example", ".test"])],
    [word(name), "-", word(name), word([".example", ".test"])],
    [word(["www", "shop", "blog", "app", "api"]), ".", word(RESERVED)],
  ],
  weights: [3, 3, 2, 2],
};

const media: Family<ReturnType<typeof fileKinds>[number]> = {
  name: "media",
  belongs: (type) => type === "internet.mime_type",
  things: fileKinds,
  weight: ({ weight }) => weight,
};

/** Texts of three bytes in base64: four characters without padding. RFC 4648, table 2. */
function base64(text: string): string {
  const [a = 0, b = 0, c = 0] = Array.from(text, (char) => char.charCodeAt(0));
  return [a >> 2, ((a & 3) << 4) | (b >> 4), ((b & 15) << 2) | (c >> 6), c & 63].map((k) => BASE64URL[k]).join("");
}
const digitsInBase64 = Array.from({ length: 1000 }, (_, k) => base64(String(k).padStart(3, "0")));

function phraseType(name: string, summary: string, root: Phrase): FieldType {
  return defineType({ name, summary, params: z.object({}), lower: () => phraseMade(root, summary.toLowerCase()) });
}

export const networkTypes: readonly FieldType[] = [
  defineType({
    name: "internet.ipv4",
    summary: "An IPv4 address, by default of the ranges for documentation",
    params: z.object({
      scope: z
        .enum(["documentation", "private", "any"])
        .optional()
        .describe(
          "documentation (768 addresses that belong to nobody), private (10/8 and its like), or any; documentation.",
        ),
    }),
    example: { type: "internet.ipv4", scope: "private" },
    lower({ scope = "documentation" }, site) {
      const ranges = SCOPES[scope].map(block);
      const count = ranges.reduce((sum, range) => sum + range.count, 0);
      const number = site.own("number", {
        kind: "integer",
        kernel: site.unique ? shuffledSequence(0, 1, count) : wholeNumber(0, count),
        does: `one of ${count}`,
      });
      return {
        kind: "text",
        kernel: dotted(ranges),
        inputs: [number],
        capacity: count,
        does: `an address of ${SCOPES[scope].join(", ")}`,
      };
    },
  }),
  defineType({
    name: "internet.ipv6",
    summary: "An IPv6 address of the range for documentation",
    params: z.object({}),
    // 2001:db8::/32, RFC 3849. No group begins with 0, so the text is the canonical one (RFC 5952).
    lower: (_, site) =>
      shapeMade(
        site,
        [...literal("2001:db8"), ...Array.from({ length: 6 }, () => [":", HEX.slice(1), HEX, HEX, HEX]).flat()],
        "an address of 2001:db8::/32",
      ),
  }),
  defineType({
    name: "internet.mac",
    summary: "A locally administered MAC address",
    params: z.object({ separator: z.enum([":", "-", ""]).optional().describe('Between bytes; ":".') }),
    // The second-lowest bit of the first byte: no maker's (IEEE 802c).
    lower: ({ separator = ":" }, site) =>
      shapeMade(
        site,
        [HEX, "26ae", ...Array.from({ length: 5 }, () => [...literal(separator), HEX, HEX]).flat()],
        "a locally administered address",
      ),
  }),
  defineType({
    name: "internet.port",
    summary: "A port number",
    params: z.object({
      min: z.int().min(0).max(65_535).optional().describe("The least; 1024."),
      max: z.int().min(0).max(65_535).optional().describe("The greatest, itself included; 65535."),
    }),
    lower({ min = 1024, max = 65_535 }, site) {
      if (min > max)
        site.issue(
          "schema/range",
          `min must be at most max; found min ${min}, max ${max}.`,
          "Swap them or drop one.",
          "min",
        );
      const count = Math.max(1, max - min + 1);
      return {
        kind: "integer",
        kernel: site.unique ? shuffledSequence(min, 1, count) : wholeNumber(min, count),
        capacity: count,
        does: `a port from ${min} to ${max}`,
      };
    },
  }),
  defineType({
    name: "internet.url",
    summary: "An address of a page, of a domain that is nobody's",
    params: z.object({}),
    lower: (_, site) => {
      const words = proseOf(site.locale)
        .words.filter((w) => /^[a-z]+$/.test(w))
        .slice(0, 400);
      const path: Phrase = { repeat: word(words.length > 20 ? words : name), min: 1, max: 3, between: "-" };
      return phraseMade(
        [
          "https://",
          domain,
          "/",
          {
            choice: [
              "",
              path,
              [word(["products", "blog", "news", "help", "users", "docs"]), "/", path],
              ["p/", { min: 100, max: 99_999 }],
            ],
            weights: [1, 3, 4, 2],
          },
        ],
        "a page of a reserved domain",
      );
    },
  }),
  phraseType("internet.domain", "A domain that is nobody's: example.com, *.example, *.test", domain),
  listType(
    "internet.protocol",
    "A protocol of addresses",
    ["https", "http", "ftp", "sftp", "ssh", "wss", "smtp", "imap"],
    [70, 12, 3, 4, 4, 4, 2, 1],
  ),
  defineType({
    name: "internet.password",
    summary: "A random password",
    params: z.object({
      length: z.int().min(4).max(256).optional().describe("Characters; 14."),
      symbols: z.boolean().optional().describe("Whether ! # $ % & * + - = ? @ ^ _ may stand in it; true."),
    }),
    lower: ({ length = 14, symbols = true }, site) =>
      shapeMade(
        site,
        [UPPER, DIGITS, ...of(UPPER + LOWER + DIGITS + (symbols ? "!#$%&*+-=?@^_" : ""), length - 2)],
        `${length} random characters`,
      ),
  }),
  phraseType("internet.slug", "Words with hyphens", { repeat: word(name), min: 2, max: 4, between: "-" }),
  listType(
    "internet.emoji",
    "An emoji",
    Array.from("😀😂😍😊😎🤔😴😭😡🥳👍👎👏🙏💪🔥✨🎉💡🚀🌍🌈🌻🍕🍎🍺☕🎂🐶🐱🦊🐢🚗🚲🏠📦📈💬💾🔒🔔🎵🎁🏆"),
  ),
  // {"alg":"none","typ":"JWT"}, then {"sub": "12 digits"}: unsigned, so no server takes it.
  phraseType("internet.jwt", "Looks like a JSON web token; unsigned, so no server accepts it", [
    "eyJhbGciOiJub25lIiwidHlwIjoiSldUIn0.eyJzdWIiOiAi",
    { repeat: word(digitsInBase64), min: 4, max: 4 },
    "In0.",
  ]),
  phraseType("internet.referrer", "The page somebody came from", {
    choice: [
      "",
      ["https://search.example/?q=", { repeat: word(name), min: 1, max: 3, between: "+" }],
      ["https://", domain, "/"],
      "https://social.example/",
      "https://mail.example/",
    ],
    weights: [3, 4, 2, 2, 1],
  }),
  listType("internet.search_term", "What somebody types into a search box", searches),
  listType("internet.locale", "A locale: de_DE", localeCodes),
  facet("internet.mime_type", "A media type", media, ({ mediaType }) => mediaType),
];
