import { singularName } from "./lexicon.ts";
import type { Unit } from "./items.ts";
import { readNoun } from "./noun.ts";
import type { State } from "./state.ts";
import { isThing } from "./table-noun.ts";
import { lowerAt } from "./tokens.ts";

const MOST = 4000; // tokens that are looked at

/**
 * Things that a text speaks of as rows somewhere: "each customer", "3 orders", "at those companies", "Loan: …". Where
 * such a thing stands in a list it is a table and no field.
 */
export function mentions(state: State, units: readonly Unit[]): ReadonlySet<string> {
  const { lexicon } = state.reading;
  const { classes } = lexicon;
  const found = new Set<string>();
  let count = 0;
  for (const { tokens } of units) {
    for (const [k, token] of tokens.entries()) {
      if (++count > MOST) return found;
      const isBefore = classes["oneOfMany"]!.has(token.lower) || classes["theseOnes"]!.has(token.lower);
      const isNumber = token.kind === "number" && token.isShare === undefined && token.currency === undefined;
      if (!isBefore && !isNumber) continue;
      const noun = readNoun(tokens, isNumber ? k : k + 1, lexicon);
      if (noun === undefined || noun.name === "" || !isThing(state, noun.name)) continue;
      if (!classes["oneOfMany"]!.has(token.lower) && !noun.isPlural) continue;
      if (isNumber && noun.count === undefined && noun.range === undefined) continue;
      found.add(singularName(noun.name, lexicon));
    }
    const noun = readNoun(tokens, 0, lexicon);
    const isTitle =
      noun !== undefined && noun.name !== "" && lowerAt(tokens, noun.to) === "" && tokens[noun.to]?.lower === ":";
    if (isTitle && isThing(state, noun.name)) found.add(singularName(noun.name, lexicon));
  }
  return found;
}
