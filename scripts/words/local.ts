/** What each locale's names and firms look like (own knowledge; see SOURCES.md). Fields: faker chain, script, name order, prefixes, suffixes, firms. */
export interface Local {
  /** faker locales to take lists from, best first; English is the last resort and recorded as a fallback. */
  readonly faker: string;
  readonly intl: string;
  readonly name: string;
  readonly endonym: string;
  readonly script?: string;
  readonly familyFirst?: boolean;
  readonly join?: string;
  readonly surnames?: 2;
  readonly male: string;
  readonly female: string;
  readonly suffixes?: string;
  readonly firms: string;
  readonly patterns: string;
  readonly mail?: string;
  readonly domains?: string;
}
