import type { CatalogueColumn, Note } from "./catalogue.ts";
import { countryCode, countryName } from "./countries.ts";
import { guessText } from "./guess-text.ts";
import { freeName } from "./names.ts";
import type { Draft, Place } from "./place.ts";

interface Member {
  readonly column: CatalogueColumn;
  readonly field: string;
  readonly guess: Draft;
}

const MOST_LEFT = 0.5; // share of addresses whose country is none that can be made
const COUNTRY = /^address\.country/;

/** Fields of one address, by what stands in front of their names: `ship_city` and `ship_country`. */
function groupsOf({ table, fields, references }: Place, drafts: Readonly<Record<string, Draft>>): readonly Member[][] {
  const refers = new Set(references.flatMap(({ columns }) => columns));
  const groups = new Map<string, Member[]>();
  for (const column of table.columns) {
    const field = fields.get(column.name)!;
    const draft = drafts[field];
    const isMade =
      draft !== undefined && draft["key"] !== true && draft["unique"] !== true && draft["value"] === undefined;
    if (column.type.kind !== "text" || refers.has(column.name) || !isMade) continue;
    const guess = guessText(table, column, column.type.length ?? Infinity);
    if (guess === undefined || !/^(?:address\.|phone\.number$)/.test(guess.type)) continue;
    const draw = typeof guess["draw"] === "string" ? guess["draw"] : "";
    groups.set(draw, [...(groups.get(draw) ?? []), { column, field, guess }]);
  }
  return [...groups.values()];
}

/** The countries of a column's values with their shares, and how each is written there; undefined where too few can be made. */
function countriesOf({ statistics }: CatalogueColumn):
  | {
      readonly shares: Readonly<Record<string, number>>;
      readonly written: ReadonlyMap<string, string>;
      readonly left: readonly string[];
    }
  | undefined {
  if (statistics?.complete !== true || statistics.frequent === undefined) return undefined;
  const shares: Record<string, number> = {};
  const written = new Map<string, string>();
  const left: string[] = [];
  let lost = 0;
  for (const { value, share } of statistics.frequent) {
    const code = countryCode(String(value));
    if (code === undefined) {
      left.push(String(value));
      lost += share;
      continue;
    }
    shares[code] = Number(((shares[code] ?? 0) + share).toPrecision(4));
    if (!written.has(code)) written.set(code, String(value));
  }
  return written.size === 0 || lost > MOST_LEFT ? undefined : { shares, written, left };
}

/** The field by its name, in the place of one by its values. */
function keepGuess(fields: Record<string, Draft>, field: string, guess: Draft, common: object): void {
  const { null: share, description, max_length: most } = fields[field]!;
  const kept = Object.entries({ null: share, description, max_length: most }).filter(
    ([, value]) => value !== undefined,
  );
  fields[field] = { ...guess, ...common, ...Object.fromEntries(kept) };
}

/**
 * Cities, streets and postal codes beside a country whose shares are known become addresses of these countries, so that the parts of a row belong
 * together, and names of persons with them. `isLocal` says that the schema's locale is the rows' own: its country is that of addresses which name none.
 */
export function alignAddresses(place: Place, fields: Record<string, Draft>, notes: Note[], isLocal: boolean): void {
  for (const members of groupsOf(place, fields)) {
    const country = members.find(({ guess }) => COUNTRY.test(guess.type));
    const others = members.filter((member) => member !== country && member.guess.type.startsWith("address."));
    const told = country && countriesOf(country.column);
    if (country === undefined && isLocal && others.length > 1) {
      for (const { field, guess } of others) keepGuess(fields, field, guess, {});
      const text = "made, so that they belong together: a postal code is one of its city.";
      notes.push(...others.map(({ field }) => ({ path: `${place.name}.${field}`, text })));
    }
    if (country === undefined || told === undefined || others.length === 0) continue;
    const draw = country.guess["draw"] === undefined ? {} : { draw: country.guess["draw"] };
    const common = { ...draw, countries: told.shares };
    for (const { field, guess } of [...others, ...members.filter((member) => member.guess.type === "phone.number")]) {
      keepGuess(fields, field, guess, common);
    }
    const { null: share } = fields[country.field]!;
    const nulls = share === undefined ? {} : { null: share };
    const isEnglish = [...told.written].every(([code, text]) => text === countryName(code));
    const isCode = [...told.written].every(([code, text]) => text === code);
    if (isEnglish || isCode) {
      const type = isCode ? "address.country_code" : "address.country";
      fields[country.field] = { type, ...common, ...nulls };
    } else {
      const hidden = freeName(`${country.field}_iso`, new Set(Object.keys(fields)));
      fields[hidden] = { type: "address.country_code", ...common, hidden: true };
      fields[country.field] = { type: "map", from: hidden, values: Object.fromEntries(told.written), ...nulls };
    }
    const path = `${place.name}.${country.field}`;
    notes.push({
      path,
      text: "the countries of the sample in their shares; cities, streets and names are of the same country.",
    });
    if (told.left.length > 0)
      notes.push({
        path,
        text: `no addresses can be made of ${told.left.slice(0, 6).join(", ")}: the other countries take their place.`,
      });
  }
}
