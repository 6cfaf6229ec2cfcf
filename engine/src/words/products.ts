import { products as text } from "./data/products.ts";
import { once, readRows } from "./read.ts";

interface ProductNoun {
  readonly noun: string;
  /** Typical price in USD. */
  readonly price: number;
}

/** One category of a catalogue: `adjective material noun` makes a name, and the noun carries the price. */
export interface ProductCategory {
  /** Unique. */
  readonly name: string;
  /** Standard deviation of the natural logarithm of the price around the noun's. */
  readonly spread: number;
  readonly adjectives: readonly string[];
  readonly materials: readonly string[];
  /** At least twelve. */
  readonly products: readonly ProductNoun[];
}

/** All categories, so that a product's name, category and price agree; read once. */
export const productCategories: () => readonly ProductCategory[] = once(() =>
  readRows(text).map(([name = "", spread = "", adjectives = "", materials = "", ...nouns]) => {
    const products = nouns.map((entry) => {
      const [noun = "", price = ""] = entry.split(":");
      return { noun, price: Number(price) };
    });
    return {
      name,
      spread: Number(spread),
      adjectives: adjectives.split(";"),
      materials: materials.split(";"),
      products,
    };
  }),
);
