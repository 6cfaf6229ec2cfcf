import type { Unit } from "./items.ts";
import type { Lexicon } from "./lexicon.ts";
import { readNoun } from "./noun.ts";
import { saysSome } from "./said-of-some.ts";
import { findTable, type State } from "./state.ts";
import { spanOf, withRateLast } from "./steps.ts";
import { isThing } from "./table-noun.ts";
import { lowerAt, type Token } from "./tokens.ts";

const MOST_LEAD = 16;

/** "for each tree we know the height", "for every post we got 2 to 6 replies": each has them, whoever says so. */
export function withoutTeller(tokens: readonly Token[], { reading }: State): readonly Token[] {
  const { classes, isPlural } = reading.lexicon;
  if (lowerAt(tokens, 0) !== "for" || !classes["oneOfMany"]!.has(lowerAt(tokens, 1))) return tokens;
  const who = tokens.findIndex((token, i) => i > 2 && i < 6 && classes["clause"]!.has(token.lower));
  const isOne = who > 0 && tokens.slice(2, who).every((token) => token.kind === "word" && !isPlural(token.lower));
  let verb = who + 1;
  while (classes["modal"]!.has(lowerAt(tokens, verb)) && lowerAt(tokens, verb + 1) !== "the") verb++;
  if (!isOne || tokens[verb]?.kind !== "word" || tokens[verb + 1] === undefined) return tokens;
  const rest = tokens.slice(lowerAt(tokens, verb + 1) === "," ? verb + 2 : verb + 1);
  const isMany = rest[0]?.kind === "number" || classes["bounds"]!.has(lowerAt(rest, 0));
  if (isMany) return [...tokens.slice(0, who), ...rest];
  return [...tokens.slice(1, who), { ...tokens[verb]!, text: "has", lower: "has" }, ...rest];
}

/** "for each: name, …", "for every recipe: …": what follows is of that table. */
export function withoutForEach(state: State, tokens: readonly Token[]): readonly Token[] {
  const { classes } = state.reading.lexicon;
  if (state.current === undefined || lowerAt(tokens, 0) !== "for" || !classes["oneOfMany"]!.has(lowerAt(tokens, 1)))
    return tokens;
  const colon = tokens.findIndex((token) => token.lower === ":");
  if (colon < 2 || colon > 5) return tokens;
  state.current = findTable(state, lowerAt(tokens, colon - 1)) ?? state.current;
  return tokens.slice(colon + 1);
}

/** "anywhere from 0 to 6": as if only the range were said. */
export const withoutAnywhere = (tokens: readonly Token[]): readonly Token[] =>
  tokens.filter(
    ({ lower }, i) =>
      !(
        (lower === "anywhere" || lower === "somewhere") &&
        (lowerAt(tokens, i + 1) === "from" || lowerAt(tokens, i + 1) === "between")
      ),
  );

/** "n=1000 participants": so many, as "1000 participants" would say. */
export const withPlainCounts = (tokens: readonly Token[], { classes }: Lexicon): readonly Token[] =>
  tokens.filter((token, i) => {
    const at = token.lower === "=" ? i - 1 : i;
    const isCount = classes["objectRowsAlone"]!.has(lowerAt(tokens, at)) && tokens[at + 1]?.lower === "=";
    const isInFront = at === 0 || tokens[at - 1]?.lower === "of";
    return !(isCount && isInFront && tokens[at + 2]?.kind === "number" && tokens[at + 3]?.kind === "word");
  });

/** "90 days of server metrics": how long it is, of what there is to be. */
export function withoutSpan(tokens: readonly Token[], state: State): readonly Token[] {
  if (state.tables.length > 0) return tokens;
  const { lexicon } = state.reading;
  const k = tokens[0]?.kind === "number" ? 1 : 0;
  const unit = lexicon.times[lowerAt(tokens, k)];
  const noun = unit !== undefined && lowerAt(tokens, k + 1) === "of" ? readNoun(tokens, k + 2, lexicon) : undefined;
  if (noun === undefined || noun.name === "" || !noun.isPlural || noun.count !== undefined)
    return withRateLast(state, tokens);
  const span = spanOf(k === 0 ? 1 : Math.max(1, Math.round(tokens[0]!.value!)), unit!);
  state.period ??= { name: "", span: { from: tokens[0]!.from, to: tokens[k]!.to }, from: `now-${span}`, to: "now" };
  return withRateLast(state, tokens.slice(k + 2));
}

/** "Hi, could you please generate": what comes before the point. */
export function stripRequest(tokens: readonly Token[], state: State): readonly Token[] {
  const { classes } = state.reading.lexicon;
  if (tokens.length === 1) return tokens; // "cars; make; model"
  // "everyone has one or two accounts"
  const isSaid = ["has", "belongs", "links", "modal", "be"].some((kind) => classes[kind]!.has(lowerAt(tokens, 1)));
  if (isSaid && classes["they"]!.has(lowerAt(tokens, 0))) return tokens;
  if (state.tables.length > 0 && saysSome(tokens, state.reading.lexicon)) return tokens;
  const isTold =
    classes["clause"]!.has(lowerAt(tokens, 0)) &&
    (classes["keeps"]!.has(lowerAt(tokens, 1)) ||
      (state.tables.length === 0 && classes["has"]!.has(lowerAt(tokens, 1)) && tokens[2]?.kind === "number"));
  let from = isTold ? 2 : 0;
  const isLead = (token: Token | undefined): boolean =>
    token !== undefined && ((token.kind === "word" && classes["lead"]!.has(token.lower)) || token.lower === ",");
  // "HR wants a list of …"
  const wants = tokens.findIndex(
    (token, i) => i > 0 && i < 4 && token.kind === "word" && classes["wants"]!.has(token.lower),
  );
  const asker = wants < 1 ? undefined : readNoun(tokens.slice(0, wants), 0, state.reading.lexicon);
  const isAsker =
    asker?.to === wants &&
    asker.count === undefined &&
    !asker.isPlural &&
    (!isThing(state, asker.name) || classes["places"]!.has(lowerAt(tokens, wants - 1))) &&
    !classes["oneOfMany"]!.has(lowerAt(tokens, 0));
  if (isAsker && findTable(state, asker.name) === undefined) from = wants + 1;
  if (isLead(tokens[0]) || classes["asks"]!.has(lowerAt(tokens, 0))) {
    for (let k = 0; k < Math.min(MOST_LEAD, tokens.length); k++) {
      const token = tokens[k]!;
      if (token.kind === "number" || token.kind === "open" || token.lower === ":") break;
      if (tokens[k + 1]?.lower === "," && classes["request"]!.has(token.lower)) break; // "make, model"
      if (k > 0 && lowerAt(tokens, k) === "has") break;
      if (k > 0 && ["with", "having", "each", "contains", "that", "where", "including", "linked"].includes(token.lower))
        break;
      if (token.kind === "word" && classes["request"]!.has(token.lower)) {
        from = k + 1;
        break;
      }
    }
  }
  while (
    from < tokens.length - 1 &&
    isLead(tokens[from]) &&
    tokens[from + 1]?.lower !== ":" &&
    !(tokens[from + 1]?.lower === "," && classes["request"]!.has(lowerAt(tokens, from))) &&
    !(
      ["a", "an"].includes(tokens[from]!.lower) &&
      state.reading.lexicon.things[lowerAt(tokens, from + 1)] !== undefined &&
      ["has", "be", "belongs", "links", "modal"].some((kind) => classes[kind]!.has(lowerAt(tokens, from + 2)))
    )
  )
    from++;
  if (lowerAt(tokens, from - 1) === "there" && classes["modal"]!.has(lowerAt(tokens, from))) from++;
  const isBe = classes["be"]!.has(lowerAt(tokens, from)) || lowerAt(tokens, from) === "be";
  if (tokens.slice(0, from).some((token) => token.lower === "there" || token.lower === "what") && isBe) from++;
  while (tokens.slice(0, from).some((token) => token.lower === "what") && ["a", "an"].includes(lowerAt(tokens, from)))
    from++;
  if (from === 0 && lowerAt(tokens, 0) === "list" && tokens[1]?.kind === "number") from++;
  const said = tokens.filter(
    (token, i) => !(i > from && tokens[i + 1]?.lower === ":" && classes["stop"]!.has(token.lower)),
  );
  if (said.length < tokens.length) return stripRequest(said, state); // "accounts pls: 40"
  let to = tokens.length;
  while (to > from + 1 && classes["stop"]!.has(lowerAt(tokens, to - 1))) to--;
  return tokens.slice(from, to);
}

/** "For 60 classrooms give building, …", "for 800 people I want to know their age": 60 classrooms with them. */
export function withFrontFirst(tokens: readonly Token[], { reading }: State): readonly Token[] {
  const { classes } = reading.lexicon;
  if (lowerAt(tokens, 0) !== "for" || tokens[1]?.kind !== "number") return tokens;
  const isSaid = (token: Token): boolean => token.lower === "," || classes["lead"]!.has(token.lower);
  const end = tokens.findIndex((token, i) => i > 2 && isSaid(token));
  const noun = end < 0 ? undefined : readNoun(tokens.slice(0, end), 1, reading.lexicon);
  if (noun?.count === undefined || !noun.isPlural || noun.to !== end) return tokens;
  let k = end;
  while (k < tokens.length - 1 && isSaid(tokens[k]!)) k++;
  if (!tokens.slice(end, k).some((token) => classes["request"]!.has(token.lower))) return tokens;
  while (classes["learn"]!.has(lowerAt(tokens, k))) k++;
  const has: Token = { ...tokens[k - 1]!, kind: "word", text: "with", lower: "with" };
  return [...tokens.slice(1, noun.to), has, ...tokens.slice(k)];
}

const MOST_PURPOSE = 5; // words of "for our internal QA environment testing"

/** ", for load testing", "for demo purposes" at the end: what it is for. */
function isPurpose(tokens: readonly Token[], k: number, { classes }: Lexicon): boolean {
  if (tokens[k]!.lower !== "for" || !classes["purposes"]!.has(lowerAt(tokens, tokens.length - 1))) return false;
  const said = tokens.slice(k + 1);
  return said.length <= MOST_PURPOSE && said.every(({ kind, lower }) => kind === "word" && !classes["has"]!.has(lower));
}

/** "so that I can test it", "because we migrate": why, and nothing of what. */
export function withoutPurpose(tokens: readonly Token[], { reading }: State): readonly Token[] {
  const { lexicon } = reading;
  let depth = 0;
  for (let k = 0; k < tokens.length; k++) {
    const token = tokens[k]!;
    if (token.kind === "open") depth++;
    if (token.kind === "close") depth--;
    if (k < 3 || depth > 0 || token.kind !== "word") continue;
    const next = lowerAt(tokens, k + 1);
    const isWhy =
      token.lower === "because" ||
      (token.lower === "so" && ["that", "i", "we", "my", "our", "the", "they", "it"].includes(next)) ||
      (token.lower === "in" && next === "order" && lowerAt(tokens, k + 2) === "to") ||
      (token.lower === "to" && lexicon.classes["tries"]!.has(next));
    if (!isWhy && !isPurpose(tokens, k, lexicon)) continue;
    // "so that I can demo our app: name, …"
    const colon = tokens.findIndex(({ lower }, i) => i > k && lower === ":");
    const isAside = colon > k && tokens.slice(k, colon).every(({ kind }) => kind === "word");
    return isAside ? [...tokens.slice(0, k), ...tokens.slice(colon)] : tokens.slice(0, k);
  }
  return tokens;
}

/** "a second table of employees", "another table with them": as "a table" would say. */
export const withPlainTables = (tokens: readonly Token[], { classes }: Lexicon): readonly Token[] =>
  tokens.filter(
    ({ lower }, i) =>
      !(
        (classes["ordinals"]!.has(lower) || classes["otherOne"]!.has(lower)) &&
        classes["sheets"]!.has(lowerAt(tokens, i + 1)) &&
        i + 2 < tokens.length
      ),
  );

/** "I'm preparing a training and would love some leads": what comes before the wish. */
export function withoutStory(tokens: readonly Token[], { reading, tables, pending }: State): readonly Token[] {
  const { classes } = reading.lexicon;
  if (tables.length > 0 || pending.length > 0) return tokens;
  const isTold = tokens.slice(0, MOST_STORY).some(({ lower }) => /^(?:i|we)(?:'m|'re|'ve|'ll)?$/.test(lower));
  const number = tokens.findIndex(({ kind }) => kind === "number" || kind === "open");
  const wish = tokens.findLastIndex(
    ({ kind, lower }, k) =>
      k > MOST_STORY &&
      (number < 0 || k < number) &&
      kind === "word" &&
      (classes["wants"]!.has(lower) || ["love", "like", "appreciate"].includes(lower)) &&
      ["and", "so", "but", "would", "i", "we", "i'd", "we'd", "now", "also", "will"].includes(lowerAt(tokens, k - 1)),
  );
  return isTold && wish > 0 && wish < tokens.length - 1 ? tokens.slice(wish + 1) : tokens;
}

const MOST_STORY = 5; // tokens among which who tells it stands
const MOST_CLAUSE = 8; // tokens between a table and its brackets

/** "members who signed up since 2020 (name, …)": which members is not read. */
export function withoutClauses(tokens: readonly Token[], { reading }: State): readonly Token[] {
  const { classes, isPlural } = reading.lexicon;
  const isVerb = (k: number): boolean =>
    ["has", "make", "belongs", "links", "be", "modal"].some((kind) => classes[kind]!.has(lowerAt(tokens, k))) &&
    lowerAt(tokens, k + 1) !== "up"; // who signed up
  const from = tokens.findIndex(
    ({ lower }, k) =>
      k > 0 && ["who", "that", "which"].includes(lower) && isPlural(lowerAt(tokens, k - 1)) && !isVerb(k + 1),
  );
  const to =
    from < 1
      ? -1
      : tokens.findIndex(({ kind, isYear }, k) => k > from && kind !== "word" && kind !== "moment" && isYear !== true);
  if (to < 0 || to > from + MOST_CLAUSE || tokens[to]!.kind !== "open") return tokens;
  reading.unknown(tokens.slice(from, to));
  return [...tokens.slice(0, from), ...tokens.slice(to)];
}

/** "In a library, books are written by an author": where it is. */
export function withoutPlace(tokens: readonly Token[], { reading }: State): readonly Token[] {
  const { classes } = reading.lexicon;
  const comma = tokens.findIndex((token) => token.lower === ",");
  const isPlace =
    comma > 1 &&
    comma < 6 &&
    ["in", "at", "inside"].includes(lowerAt(tokens, 0)) &&
    classes["determiner"]!.has(lowerAt(tokens, 1)) &&
    tokens.slice(1, comma).every(({ kind }) => kind === "word") &&
    ["places", "container"].some((kind) => classes[kind]!.has(lowerAt(tokens, comma - 1)));
  return isPlace ? tokens.slice(comma + 1) : tokens;
}

/** "Memo: for the review we need 200 sales": what stands before a request that is one by itself. */
export function withoutPreamble(tokens: readonly Token[], state: State): readonly Token[] {
  const colon = tokens.findIndex((token) => token.lower === ":");
  const { lead, request } = state.reading.lexicon.classes as Record<string, ReadonlySet<string>>;
  const isAsked =
    colon > 0 &&
    colon < 6 &&
    tokens.slice(0, colon).every((token) => lead!.has(token.lower) || token.lower === "following") &&
    tokens.slice(0, colon).some((token) => request!.has(token.lower));
  // "most players pay nothing: premium 15%": a sentence, and what it comes to
  const isRemark =
    colon > 3 &&
    state.tables.length > 0 &&
    tokens.slice(0, colon).every((token) => token.kind === "word") &&
    tokens.slice(1, colon).some((token) => state.reading.lexicon.classes["be"]!.has(token.lower)) &&
    !tokens.slice(0, colon).some((token) => state.reading.lexicon.classes["labels"]!.has(token.lower)) &&
    !tokens.slice(1, colon).some(({ lower }) => findTable(state, lower) !== undefined) && // "shifts are covered by a nurse: …"
    tokens.length - colon > 1;
  // "for the finance demo: …"
  const isDemo =
    colon > 1 &&
    colon < 6 &&
    lowerAt(tokens, 0) === "for" &&
    state.tables.length === 0 &&
    state.reading.lexicon.classes["purposes"]!.has(lowerAt(tokens, colon - 1));
  if (isDemo) return tokens.slice(colon + 1);
  // "as input for a load test: 20 accounts"
  const isFor =
    colon > 0 &&
    colon < 9 &&
    state.tables.length === 0 &&
    state.reading.lexicon.classes["asks"]!.has(lowerAt(tokens, 0));
  const isFollowed =
    isFor &&
    tokens[colon + 1]?.kind === "number" &&
    readNoun(tokens, colon + 1, state.reading.lexicon)?.count !== undefined;
  if (isFollowed && tokens.slice(0, colon).every((token) => token.kind === "word")) return tokens.slice(colon + 1);
  if (isRemark) return tokens.slice(colon + 1);
  if (isAsked) return tokens.slice(colon + 1); // "what I need: …"
  if (colon < 1 || colon > 5 || tokens.slice(0, colon).some((token) => token.kind !== "word")) return tokens;
  const { classes } = state.reading.lexicon;
  const rest = tokens.slice(colon + 1);
  const demand = rest.findIndex((token) => token.kind === "word" && classes["demand"]!.has(token.lower));
  const isPlain = rest.slice(0, demand + 1).every((token) => token.kind === "word" || token.kind === "number");
  return demand >= 0 && demand < 12 && isPlain && readNoun(rest, demand + 1, state.reading.lexicon) !== undefined
    ? rest
    : tokens;
}

/** "We run a library": who speaks, and nothing of what there is to be. */
export function isIntroduction(state: State, tokens: readonly Token[], unit: Unit): boolean {
  const { classes, isPlural } = state.reading.lexicon;
  // "I need something to fill our site with"
  const isVague =
    tokens.some((token) => classes["something"]!.has(token.lower)) &&
    tokens.every((token) => token.kind === "word" || token.kind === "mark") &&
    !tokens.some((token) => token.lower === "," || token.lower === ":");
  // "it is about houses"
  const isTopic =
    state.tables.every((table) => table.isNameless === true) &&
    ((classes["they"]!.has(lowerAt(tokens, 0)) &&
      classes["be"]!.has(lowerAt(tokens, 1)) &&
      ["about", "for"].includes(lowerAt(tokens, 2))) ||
      (["it's", "that's"].includes(lowerAt(tokens, 0)) && ["about", "for"].includes(lowerAt(tokens, 1)))) &&
    tokens.every(({ kind }) => kind === "word");
  if (isVague || isTopic || classes["ignore"]!.has(lowerAt(tokens, 0))) return true;
  // "so we are moving off our old system"
  const who = tokens.findIndex((token) => classes["clause"]!.has(token.lower));
  const isTold =
    state.tables.length === 0 &&
    who >= 0 &&
    who < 3 &&
    (classes["be"]!.has(lowerAt(tokens, who + 1)) ||
      ["am", "work", "moved", "just"].includes(lowerAt(tokens, who + 1))) &&
    tokens.every((token) => token.kind === "word" && token.lower !== "with");
  if (isTold && !tokens.some((token) => state.reading.lexicon.isPlural(token.lower))) return true;
  const verb = tokens.findIndex((token) => classes["runs"]!.has(token.lower));
  const noun = verb < 0 || verb > 2 ? undefined : readNoun(tokens, verb + 1, state.reading.lexicon);
  return (
    noun !== undefined &&
    (noun.hasDeterminer || classes["clause"]!.has(lowerAt(unit.tokens, 0))) &&
    noun.count === undefined &&
    !isPlural(tokens[noun.to - 1]?.lower ?? "") &&
    tokens[noun.to] === undefined
  );
}
