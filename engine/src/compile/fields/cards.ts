import { z } from "zod";
import { civilOf, DAY_MS } from "../../batch/cells.ts";
import { luhn } from "../../kernels/check-digits.ts";
import { pickWithin } from "../../kernels/gather.ts";
import { pass } from "../../kernels/pass.ts";
import { pick } from "../../kernels/pick.ts";
import { cardBrands } from "../../words/banking.ts";
import { defineType, type FieldType, type Made, type Site, type Source } from "../field-type.ts";
import { DIGITS, literal, of, shapesMade, wordMade } from "../making.ts";
import { drawOf, faceParams, facesOf, partName } from "./draws.ts";

const isCardFace = (type: string): boolean => type.startsWith("finance.card_");

/** The brand of each row's card: one for all where a face of the draw says so. */
function brandOf(site: Site): { readonly brands: typeof cardBrands; readonly column: Source } {
  const draw = drawOf(site, "card", isCardFace);
  const wanted = facesOf(site, "card", isCardFace, draw).find((raw) => raw["brand"] !== undefined)?.["brand"];
  const brands = cardBrands.filter((brand) => wanted === undefined || brand.code === wanted);
  const dictionary = { words: brands.map((brand) => brand.name) };
  const weights = brands.map((brand) => brand.weight);
  return {
    brands,
    column: site.hidden(partName("card", draw, "brand"), () => ({
      kind: "text",
      dictionary,
      kernel: pick(dictionary, weights),
      does: "a card brand",
    })),
  };
}

function cardNumber(site: Site): Made {
  const { brands, column } = brandOf(site);
  const all = brands.flatMap((brand, b) => brand.bins.map((bin) => ({ bin, b, digits: brand.digits })));
  const shapes = all.map(({ bin, digits }) => ({
    positions: [...literal(bin), ...of(DIGITS, digits - 1 - bin.length), "0"],
    stamp: luhn,
  }));
  const dictionary = { words: all.map(({ bin }) => bin) };
  const stretches = brands.map((brand, b) => ({
    from: all.findIndex((one) => one.b === b),
    count: brand.bins.length,
    weights: null,
  }));
  const bin = site.own("bin", {
    kind: "text",
    dictionary,
    kernel: pickWithin(dictionary, stretches),
    inputs: [column],
    does: "a test range of the brand",
  });
  return shapesMade(
    site,
    shapes,
    "a card number of a test range, with Luhn's check digit",
    shapes.length > 1 ? bin : undefined,
  );
}

function cardCvv(site: Site): Made {
  const { brands, column } = brandOf(site);
  return shapesMade(
    site,
    brands.map((brand) => ({ positions: of(DIGITS, brand.cvvDigits) })),
    "a security code",
    brands.length > 1 ? column : undefined,
  );
}

/** The months from now to five years on, as 07/29. */
function expiries(now: number): string[] {
  const first = civilOf(now / DAY_MS);
  return Array.from({ length: 60 }, (_, k) => {
    const month = first.year * 12 + first.month - 1 + k;
    return `${String((month % 12) + 1).padStart(2, "0")}/${String(Math.floor(month / 12) % 100).padStart(2, "0")}`;
  });
}

function cardType(name: string, summary: string, make: (site: Site) => Made): FieldType {
  const brand = z
    .enum(cardBrands.map(({ code }) => code) as [string, ...string[]])
    .optional()
    .describe("Only this brand.");
  return defineType({ name, summary, params: z.object({ ...faceParams, brand }), lower: (_, site) => make(site) });
}

export const cardTypes: readonly FieldType[] = [
  cardType("finance.card_number", "A card number of a published test range, with Luhn's check digit", cardNumber),
  cardType("finance.card_brand", "The brand of the row's card", (site) => {
    const { brands, column } = brandOf(site);
    return {
      kind: "text",
      dictionary: { words: brands.map(({ name }) => name) },
      kernel: pass,
      inputs: [column],
      does: "the brand of the card",
    };
  }),
  cardType("finance.card_cvv", "The security code of the row's card: 3 or 4 digits", cardCvv),
  cardType("finance.card_expiry", "A month within five years: 07/29", (site) =>
    wordMade(site, expiries(site.now), "a month within five years"),
  ),
];
