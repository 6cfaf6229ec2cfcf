import { countryCodes, loadCountry, type Country } from "../words/country.ts";
import { loadLocale, localeCodes, type Locale } from "../words/locale.ts";
import type { Artifacts } from "./artifacts.ts";

/** All texts anywhere in a document that could name a locale or a country; bounded by the document's size, also where it is circular. */
function* textsOf(value: unknown): Generator<string> {
  const rest: unknown[] = [value];
  const seen = new Set<unknown>();
  while (rest.length > 0) {
    const next = rest.pop();
    if (typeof next === "object" && next !== null) {
      if (seen.has(next)) continue;
      seen.add(next);
    }
    if (typeof next === "string") yield next;
    else if (Array.isArray(next)) rest.push(...(next as unknown[]).slice(0, 10_000));
    else if (typeof next === "object" && next !== null) {
      for (const [name, inner] of Object.entries(next)) {
        yield name;
        rest.push(inner);
      }
    }
  }
}

/**
 * Loads what the document names: word lists of its locales, packs of its countries, faker where a field asks for it.
 * Generous on purpose: any text that is a locale or country code counts. Never fails on a bad document; `compile` complains then.
 */
export async function prepare(document: unknown, options: { readonly now?: number } = {}): Promise<Artifacts> {
  const locales = new Map<string, Locale>();
  const countries = new Map<string, Country>();
  let faker: unknown;
  const seen = new Set(textsOf(document));
  const wanted = new Set<string>();
  for (const text of seen) {
    if (localeCodes.includes(text)) {
      locales.set(text, await loadLocale(text));
      wanted.add(text.slice(3, 5));
    } else if (text.length === 2 || text.length === 3) wanted.add(text);
    else if (text.startsWith("faker.") && faker === undefined) faker = await import("@faker-js/faker");
  }
  for (const code of wanted) {
    if (!countryCodes.includes(code)) continue;
    const country = await loadCountry(code);
    countries.set(code, country);
    if (!locales.has(country.locale)) locales.set(country.locale, await loadLocale(country.locale));
  }
  const now = options.now === undefined ? {} : { now: options.now };
  return { locales, countries, ...now, ...(faker === undefined ? {} : { faker }) };
}
