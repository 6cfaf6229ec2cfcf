import { z } from "zod";
import { mapWords, pickWithin, type Stretch } from "../../kernels/gather.ts";
import { phrase, type Phrase } from "../../kernels/phrase.ts";
import { priceAround } from "../../kernels/price-around.ts";
import { productCategories, type ProductCategory } from "../../words/products.ts";
import { brands, orderStatuses, shippingMethods, virtues } from "../../words/trade.ts";
import { defineType, type FieldType, type Made, type Site, type Source } from "../field-type.ts";
import {
  DIGITS,
  UPPER,
  dictionaryOf,
  listType,
  literal,
  of,
  phraseMade,
  shapeMade,
  shapesMade,
  shownMade,
  toPositions,
} from "../making.ts";
import { drawOf, partName } from "./draws.ts";
import { facet, faceType, thingOf, type Family } from "./facets.ts";
import { inWords } from "./worded.ts";

/** One noun of the catalogue with its category. */
interface Product {
  readonly category: ProductCategory;
  readonly place: number;
  readonly noun: string;
  readonly price: number;
}

let catalogue: readonly Product[] | undefined;
function products(): readonly Product[] {
  return (catalogue ??= productCategories().flatMap((category, place) =>
    category.products.map(({ noun, price }) => ({ category, place, noun, price })),
  ));
}

const FACES = new Set(
  ["product_name", "product", "category", "department", "adjective", "material", "price", "sku", "description"].map(
    (name) => `commerce.${name}`,
  ),
);
const product: Family<Product> = { name: "product", belongs: (type) => FACES.has(type), things: products };

/** The department a category belongs to. */
const DEPARTMENTS: Readonly<Record<string, string>> = {
  Electronics: "Technology",
  "Computers and Office": "Technology",
  "Home and Kitchen": "Home",
  Furniture: "Home",
  Clothing: "Fashion",
  "Shoes and Accessories": "Fashion",
  "Beauty and Personal Care": "Health and Beauty",
  "Sports and Outdoors": "Leisure",
  "Toys and Games": "Leisure",
  Grocery: "Food",
  "Books and Media": "Leisure",
  "Garden and Tools": "Home",
  Baby: "Family",
  "Pet Supplies": "Family",
  Automotive: "Automotive",
};

/** The row's adjective or material: of those that its category has. */
function wordOf(site: Site, part: "adjectives" | "materials"): Source {
  const draw = drawOf(site, product.name, (type) => product.belongs(type));
  return site.hidden(partName(product.name, draw, part), () => {
    const categories = productCategories();
    const words: string[] = [];
    const places = categories.map((category): Stretch => ({
      from: words.push(...category[part]) - category[part].length,
      count: category[part].length,
      weights: null,
    }));
    const dictionary = { words };
    return {
      kind: "text",
      dictionary,
      kernel: pickWithin(
        dictionary,
        products().map(({ place }) => places[place]!),
      ),
      inputs: [thingOf(site, product)],
      does: `one of the ${part} of the category`,
    };
  });
}

function nounOf(site: Site): Source {
  const draw = drawOf(site, product.name, (type) => product.belongs(type));
  return site.hidden(partName(product.name, draw, "noun"), () =>
    shownMade(
      thingOf(site, product),
      products().map(({ noun }) => noun),
      "what the product is",
    ),
  );
}

/** The row's product name, the same for all its faces. */
function nameOf(site: Site): Source {
  const draw = drawOf(site, product.name, (type) => product.belongs(type));
  return site.hidden(partName(product.name, draw, "name"), () => {
    const [adjective, material, noun]: Phrase[] = [{ input: 0 }, { input: 1 }, { input: 2 }];
    const root: Phrase = {
      choice: [
        [adjective!, " ", noun!],
        [material!, " ", noun!],
        [adjective!, " ", material!, " ", noun!],
      ],
      weights: [4, 2, 3],
    };
    return {
      kind: "text",
      kernel: phrase(root),
      inputs: [wordOf(site, "adjectives"), wordOf(site, "materials"), nounOf(site)],
      does: "adjective, material and noun of one category",
    };
  });
}

/** Categories share words: what is drawn within each becomes one dictionary without repeats. */
const same = (source: Source, does: string): Made => inWords(source, source.dictionary!.words, does);

/** Three letters of the category and digits: HOM-48213. */
function skuMade(site: Site): Made {
  const thing = thingOf(site, product);
  const codes = productCategories().map(({ name }) =>
    name
      .replace(/[^A-Za-z]/g, "")
      .slice(0, 3)
      .toUpperCase(),
  );
  const categories = shownMade(
    thing,
    products().map(({ place }) => String(place)),
    "the category",
  );
  const which = site.own("category", {
    ...categories,
    dictionary: { words: codes.map((_, k) => String(k)) },
    kernel: mapWords(
      products().map(({ place }) => place),
      { words: codes.map((_, k) => String(k)) },
    ),
  });
  return shapesMade(
    site,
    codes.map((code) => ({ positions: [...literal(`${code}-`), ...of(DIGITS, 6), "-", ...of(UPPER, 2)] })),
    "category, digits, letters",
    which,
  );
}

export const commerceTypes: readonly FieldType[] = [
  faceType("commerce.product_name", "A product's name: Insulated Steel Kettle", (site) => {
    const name = nameOf(site);
    return { kind: "text", kernel: phrase({ input: 0 }), inputs: [name], does: "the product's name" };
  }),
  facet("commerce.product", "What the product is: Kettle", product, ({ noun }) => noun),
  facet("commerce.category", "The product's category", product, ({ category }) => category.name),
  facet(
    "commerce.department",
    "The department that sells it",
    product,
    ({ category }) => DEPARTMENTS[category.name] ?? category.name,
  ),
  faceType("commerce.adjective", "The product's adjective", (site) =>
    same(wordOf(site, "adjectives"), "the product's adjective"),
  ),
  faceType("commerce.material", "The product's material", (site) =>
    same(wordOf(site, "materials"), "the product's material"),
  ),
  faceType("commerce.price", "A price that fits the product", (site) => ({
    kind: "decimal",
    scale: 2,
    kernel: priceAround(products().map(({ price, category }) => ({ median: price, spread: category.spread }))),
    inputs: [thingOf(site, product)],
    does: "lognormal around what such a product costs",
  })),
  faceType("commerce.sku", "A stock keeping unit that begins with the category: HOM-482137-QX", skuMade),
  faceType("commerce.description", "A product's description in two or three sentences", (site) => {
    const virtue: Phrase = { word: dictionaryOf(virtues) };
    const opening: Phrase = {
      choice: [
        ["The ", { input: 0 }, " from our latest range."],
        ["Meet the ", { input: 0 }, "."],
        [{ input: 0 }, ": a favourite among our customers."],
        [{ input: 0, article: true, capital: true }, " for every day."],
      ],
      weights: [3, 3, 2, 1],
    };
    return phraseMade([opening, " ", virtue, { choice: ["", [" ", virtue]] }], "a description of the product", [
      nameOf(site),
    ]);
  }),
  listType("commerce.brand", "A brand that does not exist", brands),
  listType("commerce.order_status", "The state of an order", Object.keys(orderStatuses), Object.values(orderStatuses)),
  listType(
    "commerce.shipping_method",
    "How a parcel travels",
    Object.keys(shippingMethods),
    Object.values(shippingMethods),
  ),
  defineType({
    name: "commerce.coupon",
    summary: "A coupon's code: SAVE20-7KQ4MX",
    params: z.object({}),
    lower: (_, site) =>
      site.unique
        ? shapeMade(site, toPositions("SAVE#0-******"), "a coupon's code")
        : phraseMade(
            [
              { word: dictionaryOf(["SAVE", "WELCOME", "SPRING", "SUMMER", "THANKS", "VIP"]) },
              { word: dictionaryOf(["5", "10", "15", "20", "25", "50"]) },
              "-",
              { repeat: { word: dictionaryOf(Array.from("ABCDEFGHJKLMNPQRSTUVWXYZ23456789")) }, min: 6, max: 6 },
            ],
            "a coupon's code",
          ),
  }),
  listType(
    "commerce.coupon_type",
    "What a coupon gives",
    ["percentage", "fixed amount", "free shipping", "gift"],
    [55, 25, 15, 5],
  ),
];
