import { isPeople } from "./field-name.ts";
import { readField } from "./field.ts";
import { readNoun } from "./noun.ts";
import { addField, findField, findTable, openTable, type State } from "./state.ts";
import { lowerAt, type Token } from "./tokens.ts";

const MOST_AGE = 130;
const MOST_SUBJECT = 4; // words before the verb

/** Where what is said of people's age begins; below 0 where it is no such sentence. */
function ageFrom(tokens: readonly Token[], { reading }: State): number {
  const { classes } = reading.lexicon;
  const isVerb = (token: Token): boolean =>
    classes["be"]!.has(token.lower) || ["should", "must", "be", "can"].includes(token.lower);
  const verb = tokens.findIndex((token, i) => i > 0 && i <= MOST_SUBJECT && token.kind === "word" && isVerb(token));
  if (verb < 1 || tokens.slice(0, verb).some((token) => token.kind !== "word")) return -1;
  let k = verb;
  while (
    k < tokens.length &&
    tokens[k]!.kind === "word" &&
    (isVerb(tokens[k]!) || ["all", "only"].includes(tokens[k]!.lower))
  )
    k++;
  const numbers = tokens.slice(k).filter((token) => token.kind === "number");
  const isAge = numbers.every(({ value, isShare }) => isShare === undefined && value! > 0 && value! < MOST_AGE);
  const isTold = tokens.slice(k).some((token) => classes["old"]!.has(token.lower));
  return numbers.length > 0 && numbers.length < 3 && isAge && isTold ? k : -1;
}

/** Whether a sentence says how old people are: "users must be at least 18 years old". */
export const saysAges = (state: State, tokens: readonly Token[]): boolean => ageFrom(tokens, state) > 0;

/** "Users must be at least 18 and at most 99 years old", "everyone is between 18 and 65 years of age": their age. */
export function readAges(state: State, tokens: readonly Token[]): boolean {
  const from = ageFrom(tokens, state);
  if (from < 0) return false;
  const { lexicon } = state.reading;
  const who = readNoun(tokens, 0, lexicon);
  const named = who === undefined || who.name === "" ? undefined : findTable(state, who.name);
  const people = named ?? state.tables.find(({ name }) => isPeople(name, lexicon));
  const isTheirs = named !== undefined || lexicon.classes["they"]!.has(lowerAt(tokens, 0)) || who?.isPlural === true;
  if (people === undefined && state.tables.length > 0) return false;
  if (!isTheirs) return false;
  const table = people ?? openTable(state, who!.name, who!.span);
  const [first] = tokens;
  const said = tokens.slice(from).filter(({ lower }) => !["years", "year", "old", "of", "age"].includes(lower));
  const { draft } = readField([{ ...first!, text: "age", lower: "age" }, ...said], state.reading, table.name);
  if (draft.name !== "age" || (draft.min === undefined && draft.max === undefined)) return false;
  const own = table.fields.find(({ name }) => name.endsWith("birth") || name === "birthday" || name === "birthdate");
  if (own !== undefined && findField(state, table, "age") === undefined) return false;
  state.current = table;
  addField(state, draft);
  return true;
}
