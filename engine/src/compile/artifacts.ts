import type { Country } from "../words/country.ts";
import type { Locale } from "../words/locale.ts";

/** What compiling needs from outside, loaded beforehand: immutable. */
export interface Artifacts {
  /** Word lists by locale code; English is always there. */
  readonly locales?: ReadonlyMap<string, Locale>;
  /** Country packs by ISO 3166 alpha-2 code; US is always there. */
  readonly countries?: ReadonlyMap<string, Country>;
  /** What `now` means if the document does not say: ms from 1970; the beginning of 2026. */
  readonly now?: number;
  /** The module @faker-js/faker, where a field's type is one of its methods. */
  readonly faker?: unknown;
}
