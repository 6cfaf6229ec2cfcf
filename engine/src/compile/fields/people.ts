import { DAY_MS } from "../../batch/cells.ts";
import type { Dictionary } from "../../batch/column.ts";
import { birthDates } from "../../kernels/age.ts";
import { pickWithin, relabel, type Stretch } from "../../kernels/gather.ts";
import { pick } from "../../kernels/pick.ts";
import type { Locale } from "../../words/locale.ts";
import type { Made, Site, Source } from "../field-type.ts";
import { drawOf, facesOf, partName } from "./draws.ts";
import { originOf } from "./place.ts";
import { inFormat, inWords } from "./worded.ts";

const sexes: Dictionary = { words: ["male", "female"] };

/** Whether a type shows a person. */
export function isPersonFace(type: string): boolean {
  return type.startsWith("person.") || type === "internet.email" || type === "internet.username";
}

/** The hidden columns of one person per row. */
export interface Person {
  readonly locales: readonly Locale[];
  readonly sex: () => Source;
  readonly first: () => Source;
  readonly last: () => Source;
  /** First and last names in small ASCII letters, for addresses and user names. */
  readonly firstLatin: () => Source;
  readonly lastLatin: () => Source;
  readonly fullName: () => Source;
  readonly birthDate: () => Source;
}

type NameList = "firstNames" | "lastNames";

/** The lists of all locales, men's then women's, one after another. */
function namePool(
  locales: readonly Locale[],
  list: NameList,
  latin: boolean,
): { dictionary: Dictionary; stretches: Stretch[] } {
  const words: string[] = [];
  const stretches: Stretch[] = [];
  for (const locale of locales) {
    for (const sex of ["Male", "Female"] as const) {
      const plain =
        list === "firstNames"
          ? (`firstNames${sex}` as const)
          : sex === "Male"
            ? ("lastNames" as const)
            : ("lastNamesFemale" as const);
      const found = locale[latin ? (`${plain}Latin` as const) : plain];
      const weights = locale.weights[list === "firstNames" ? (`firstNames${sex}` as const) : "lastNames"];
      stretches.push({ from: words.length, count: found.length, weights });
      for (const word of found) words.push(latin ? word.toLowerCase().replace(/[^a-z]/g, "") : word);
    }
  }
  return { dictionary: { words }, stretches };
}

function nameMade(locales: readonly Locale[], list: NameList, sex: Source, origin: Source | undefined): Made {
  const { dictionary, stretches } = namePool(locales, list, false);
  const inputs = origin === undefined ? [sex] : [sex, origin];
  const kernel = pickWithin(dictionary, stretches, origin === undefined ? [1] : [1, 2]);
  return {
    kind: "text",
    dictionary,
    kernel,
    inputs,
    does: `a ${list === "firstNames" ? "first" : "last"} name of ${locales.map((l) => l.code).join(", ")} by its frequency`,
  };
}

const nameFormat = (l: Locale): string =>
  l.nameOrder === "family-first" ? `{last}${l.nameJoin}{first}` : `{first}${l.nameJoin}{last}`;

/** The person whose face a field is: hidden columns made at first use, shared by all faces of the draw. */
export function personOf(site: Site): Person {
  const draw = drawOf(site, "person", isPersonFace);
  return site.shared(`person:${draw}`, () => {
    const faces = facesOf(site, "person", isPersonFace, draw);
    const name = (part: string): string => partName("person", draw, part);
    const asked = faces.map((f) => f["locale"]).find((l) => typeof l === "string");
    const origin = typeof asked === "string" ? { locales: [site.localeOf(asked)], column: undefined } : originOf(site);
    const { locales } = origin;
    const number = (...params: readonly string[]): number | undefined => {
      const found = new Set(faces.flatMap((f) => params.map((param) => f[param])).filter((v) => typeof v === "number"));
      if (found.size > 1) {
        const message = `the fields that show this person ask for different ${params[0]}: ${[...found].join(" and ")}.`;
        site.issue("schema/range", message, "Say it in one of them, or give one a `draw` of its own.", params[0]);
      }
      return [...found][0];
    };
    const femaleShare = number("female_share") ?? 0.5;
    // A name of the men's list and the same of the women's are two choices but one word.
    const choice = (list: NameList): Source =>
      site.hidden(name(list), () => nameMade(locales, list, person.sex(), origin.column));
    const latinMade = (list: NameList): Made => {
      const { dictionary } = namePool(locales, list, true);
      return {
        kind: "text",
        dictionary,
        kernel: relabel(dictionary),
        inputs: [choice(list)],
        does: "the name in small ASCII letters",
      };
    };
    const person: Person = {
      locales,
      sex: () =>
        site.hidden(name("sex"), () => ({
          kind: "text",
          dictionary: sexes,
          kernel: pick(sexes, [1 - femaleShare, femaleShare]),
          does: `female in ${femaleShare * 100} %`,
        })),
      first: () =>
        site.hidden(name("first"), () =>
          inWords(choice("firstNames"), choice("firstNames").dictionary!.words, "the first name"),
        ),
      last: () =>
        site.hidden(name("last"), () =>
          inWords(choice("lastNames"), choice("lastNames").dictionary!.words, "the last name"),
        ),
      firstLatin: () => site.hidden(name("firstLatin"), () => latinMade("firstNames")),
      lastLatin: () => site.hidden(name("lastLatin"), () => latinMade("lastNames")),
      fullName: () =>
        site.hidden(name("fullName"), () =>
          inFormat(
            site,
            name("fullName"),
            locales.map(nameFormat),
            origin.column,
            (part) => (part === "first" ? person.first() : person.last()),
            "first and last name in the order of the locale",
          ),
        ),
      birthDate: () =>
        site.hidden(name("birthDate"), () => {
          const min = number("min_age", "min") ?? 18;
          const max = number("max_age", "max") ?? Math.max(90, min);
          if (min > max)
            site.issue("schema/range", `min must be <= max; found min ${min}, max ${max}.`, "Swap them or drop one.");
          return {
            kind: "date",
            kernel: birthDates(Math.floor(site.now / DAY_MS), min, Math.max(min, max)),
            does: `a birth date for an age of ${min} to ${max}, spread like a population`,
          };
        }),
    };
    return person;
  });
}
