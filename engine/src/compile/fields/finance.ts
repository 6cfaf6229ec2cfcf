import { z } from "zod";
import { iban, isin } from "../../kernels/check-digits.ts";
import { concat } from "../../kernels/concat.ts";
import { gridBounds, gridNumber, type Grid } from "../../kernels/number.ts";
import type { Phrase } from "../../kernels/phrase.ts";
import { pick } from "../../kernels/pick.ts";
import { sequence } from "../../kernels/sequence.ts";
import { powerOfTen } from "../../math/exact.ts";
import { Distribution } from "../../schema/schema.ts";
import { ibanShapes, paymentMethods, shops, transactions } from "../../words/banking.ts";
import { stockExchanges } from "../../words/exchanges.ts";
import { currencies, type Currency } from "../../words/world.ts";
import { defineType, type FieldType, type Made, type Site } from "../field-type.ts";
import {
  DIGITS,
  HEX,
  UPPER,
  dictionaryOf,
  listType,
  literal,
  of,
  phraseByCode,
  phraseMade,
  shapeMade,
  shapesMade,
  toPositions,
} from "../making.ts";
import { checkSpread, toSpread } from "../spread.ts";
import { faceType, facet, numberFacet, thingOf, type Family } from "./facets.ts";

const BECH32 = "qpzry9x8gf2tvdw0s3jn54khce6mua7l"; // BIP-173
const ALNUM = DIGITS + UPPER;

function ibanMade(site: Site, countries: readonly string[] | undefined): Made {
  const home = site.country.code in ibanShapes ? site.country.code : "DE";
  const codes = [...new Set(countries ?? [home])];
  for (const code of codes)
    if (!(code in ibanShapes))
      site.issue(
        "schema/unknown-country",
        `no IBAN is known for ${code}.`,
        `There are ${Object.keys(ibanShapes).join(", ")}.`,
        "countries",
      );
  const shapes = codes.map((code) => ({
    positions: [...literal(`${code}00`), ...toPositions(ibanShapes[code] ?? "#")],
    stamp: iban,
  }));
  const dictionary = { words: codes };
  const which =
    shapes.length > 1
      ? site.own("country", { kind: "text", dictionary, kernel: pick(dictionary), does: "a country" })
      : undefined;
  return shapesMade(site, shapes, `an IBAN of ${codes.join(", ")} with check digits, of banks that are none`, which);
}

const WHOLE_MOST = Number.MAX_SAFE_INTEGER;

function amountMade(site: Site, min: number, max: number, scale: number, distribution: Distribution): Made {
  const perUnit = powerOfTen(scale);
  const grid: Grid = { first: Math.ceil(min * perUnit), last: Math.floor(max * perUnit), step: 1, perUnit };
  const spread = toSpread(distribution, { min, max });
  const far = Math.abs(grid.first) > WHOLE_MOST ? "min" : Math.abs(grid.last) > WHOLE_MOST ? "max" : undefined;
  if (far !== undefined)
    site.issue(
      "schema/range",
      `amounts must be exact, at most ${WHOLE_MOST / perUnit} in size with ${scale} decimal places; found ${far === "min" ? min : max}.`,
      "Take a smaller amount or scale.",
      far,
    );
  const isWhole = far === undefined && grid.first <= grid.last;
  const isFine = isWhole && checkSpread(spread, gridBounds(grid), site, "distribution");
  if (grid.first > grid.last)
    site.issue(
      "schema/range",
      `min must be at most max; found min ${min}, max ${max}.`,
      "Swap them or drop one.",
      "min",
    );
  return {
    kind: "decimal",
    scale,
    kernel: isFine ? gridNumber(spread, grid) : sequence(0, 1),
    does: `an amount from ${min} to ${max}`,
  };
}

const USE: Readonly<Record<string, number>> = {
  USD: 400,
  EUR: 250,
  GBP: 90,
  JPY: 60,
  CNY: 60,
  CAD: 30,
  AUD: 30,
  CHF: 30,
  INR: 30,
  BRL: 20,
  MXN: 20,
  SEK: 15,
  KRW: 15,
  SGD: 15,
};
const currency: Family<Currency> = {
  name: "currency",
  belongs: (type) => type.startsWith("finance.currency_"),
  things: currencies,
  weight: ({ code }) => USE[code] ?? 1,
};
const exchange: Family<ReturnType<typeof stockExchanges>[number]> = {
  name: "exchange",
  belongs: (type) => type.startsWith("finance.exchange"),
  things: stockExchanges,
  weight: (one) => one.weight,
};
const transaction: Family<(typeof transactions)[number]> = {
  name: "transaction",
  belongs: (type) => type.startsWith("finance.transaction_"),
  things: () => transactions,
  weight: (one) => one.weight,
};
/** Value added tax as countries have it, in tenths of a percent. */
const rates: Family<readonly [number, number]> = {
  name: "tax",
  belongs: (type) => type === "finance.tax_rate",
  things: () => [
    [0, 10],
    [50, 8],
    [70, 14],
    [90, 4],
    [100, 14],
    [120, 4],
    [190, 16],
    [200, 16],
    [210, 10],
    [250, 4],
  ],
  weight: ([, weight]) => weight,
};

/** "{shop}" and "{number}" in a text as parts of a phrase. */
function toPhrase(text: string): Phrase {
  const number: Phrase = { min: 100_000, max: 9_999_999 };
  return text
    .split(/(\{\w+\})/)
    .filter((part) => part !== "")
    .map((part) => (part === "{shop}" ? { word: dictionaryOf(shops) } : part === "{number}" ? number : part));
}

export const financeTypes: readonly FieldType[] = [
  defineType({
    name: "finance.iban",
    summary: "An international bank account number with right check digits, of a bank that is none",
    params: z.object({
      countries: z
        .array(z.string().length(2))
        .min(1)
        .optional()
        .describe("ISO 3166 codes to choose from; the country of the locale."),
    }),
    example: { type: "finance.iban", countries: ["DE", "FR", "NL"] },
    lower: ({ countries }, site) => ibanMade(site, countries),
  }),
  defineType({
    name: "finance.bic",
    summary: "A bank's code (ISO 9362) of the kind that is for tests",
    params: z.object({}),
    // The eighth character 0 marks a test code: no live message is sent to it.
    lower: (_, site) =>
      shapeMade(site, [...of(UPPER, 4), ...literal(site.country.code), UPPER + "23456789", "0"], "a test BIC"),
  }),
  defineType({
    name: "finance.account_number",
    summary: "Digits of an account",
    params: z.object({ length: z.int().min(4).max(30).optional().describe("Digits; 10.") }),
    lower: ({ length = 10 }, site) => shapeMade(site, ["123456789", ...of(DIGITS, length - 1)], `${length} digits`),
  }),
  facet("finance.currency_code", "A currency's code (ISO 4217)", currency, ({ code }) => code),
  facet("finance.currency_name", "A currency's name", currency, ({ name }) => name),
  facet("finance.currency_symbol", "A currency's symbol", currency, ({ symbol }) => symbol),
  defineType({
    name: "finance.amount",
    summary: "An amount of money, many small and few large",
    params: z.object({
      min: z.number().optional().describe("The least; 1."),
      max: z.number().optional().describe("The greatest, itself included; 10000."),
      scale: z.int().min(0).max(6).optional().describe("Decimal places; 2."),
      distribution: Distribution.optional().describe("How amounts spread; lognormal."),
    }),
    lower: (
      { min = 1, max = Math.max(10_000, min), scale = 2, distribution = min > 0 ? "lognormal" : "uniform" },
      site,
    ) => amountMade(site, min, max, scale, distribution),
  }),
  facet("finance.transaction_type", "What was done: purchase, transfer, refund, ...", transaction, ({ type }) => type),
  faceType(
    "finance.transaction_description",
    "The line of a bank statement, fitting the row's type of transaction",
    (site) =>
      phraseByCode(
        thingOf(site, transaction),
        transactions.map(({ texts }) => ({ choice: texts.map(toPhrase) })),
        "a line of a bank statement",
      ),
  ),
  defineType({
    name: "finance.bitcoin_address",
    summary: "Looks like a Bitcoin address (bech32) and can be none",
    params: z.object({}),
    // Of the 52 characters after the version the last holds one bit of data and four that BIP-173 wants to be 0: here they never are.
    lower: (_, site) =>
      shapeMade(
        site,
        [
          ...literal("bc1q"),
          ...of(BECH32, 51),
          Array.from(BECH32)
            .filter((_c, k) => k % 16 !== 0)
            .join(""),
          ...of(BECH32, 6),
        ],
        "bech32 with wrong padding",
      ),
  }),
  defineType({
    name: "finance.ethereum_address",
    summary: "Looks like an Ethereum address: 0x and 40 hexadecimal digits",
    params: z.object({}),
    lower: (_, site) => shapeMade(site, [...literal("0x"), ...of(HEX, 40)], "0x and 40 hexadecimal digits"),
  }),
  defineType({
    name: "finance.stock_symbol",
    summary: "Two to four capital letters",
    params: z.object({}),
    lower: () =>
      phraseMade({ repeat: { word: dictionaryOf(Array.from(UPPER)) }, min: 2, max: 4 }, "two to four capital letters"),
  }),
  facet("finance.exchange", "A stock exchange", exchange, ({ name }) => name),
  facet("finance.exchange_code", "A stock exchange's code (ISO 10383)", exchange, ({ code }) => code),
  defineType({
    name: "finance.isin",
    summary: "A securities number with its check digit, of a country that does not exist",
    params: z.object({}),
    // ZZ is among the codes that ISO 3166-1 leaves to its users.
    lower: (_, site) => shapeMade(site, [...literal("ZZ"), ...of(ALNUM, 9), "0"], "an ISIN of country ZZ", isin),
  }),
  numberFacet(
    "finance.tax_rate",
    "A rate of value added tax, in percent",
    rates,
    { kind: "decimal", scale: 1 },
    ([rate]) => rate,
  ),
  listType(
    "finance.payment_method",
    "How something was paid",
    Object.keys(paymentMethods),
    Object.values(paymentMethods),
  ),
  defineType({
    name: "finance.invoice_number",
    summary: "Numbers of invoices, without gaps: INV-00000001",
    params: z.object({ prefix: z.string().max(50).optional().describe('What stands before the number; "INV-".') }),
    lower({ prefix = "INV-" }, site) {
      const number = site.own("n", { kind: "integer", kernel: sequence(1, 1), does: "1, 2, 3, ..." });
      return {
        kind: "text",
        kernel: concat([prefix, { input: 0, type: number, padded: 8 }]),
        inputs: [number],
        capacity: 99_999_999,
        does: `${prefix}00000001, ...`,
      };
    },
  }),
  defineType({
    name: "finance.vat_number",
    summary: "Looks like a VAT number of the country, from a made-up range",
    params: z.object({
      country: z
        .string()
        .regex(/^[A-Z]{2}$/, "two capital letters")
        .optional()
        .describe("ISO 3166 code; the country of the locale."),
    }),
    lower: ({ country }, site) =>
      shapeMade(site, [...literal(`${country ?? site.country.code}000`), ...of(DIGITS, 7)], "a made-up VAT number"),
  }),
];
