import { nameOf, type Session } from "./edit-place.ts";
import { findTable, type State } from "./state.ts";
import { lowerAt, type Token } from "./tokens.ts";

/** "add a phone to customers" is "customers have a phone"; "change age to 21-65" is "age 21-65". */
export function toSentence({ state }: Session, tokens: readonly Token[], text: string): string {
  const { editNoise, editAdd, editChange, editInto, editField, editRows, editCounted } = state.reading.lexicon
    .classes as Record<string, ReadonlySet<string>>;
  const verb = lowerAt(tokens, 0);
  const said = (part: readonly Token[]): string =>
    part.length === 0 ? "" : text.slice(part[0]!.from, part.at(-1)!.to);
  if (editAdd!.has(verb)) {
    const to = tokens.findLastIndex(
      (token, i) =>
        i > 1 &&
        editInto!.has(token.lower) &&
        findTable(state, nameOf(tokens.slice(i + 1).filter((each) => !editNoise!.has(each.lower)))) !== undefined,
    );
    if (verb === "give" && findTable(state, lowerAt(tokens, 1)) !== undefined)
      return `${tokens[1]!.text} have ${said(tokens.slice(2))}`;
    if (to > 0) {
      const table = findTable(state, nameOf(tokens.slice(to + 1).filter((each) => !editNoise!.has(each.lower))))!;
      const words = tokens.slice(1, to).filter((token, i) => !(i < 3 && editField!.has(token.lower)));
      return `${table.name} have ${words.map((token) => text.slice(token.from, token.to)).join(" ")}`;
    }
    const body = tokens.slice(1).filter((token, i) => !(i < 3 && editField!.has(token.lower)));
    const isTable = body.some((token) => token.kind === "number" || editCounted!.has(token.lower));
    return isTable
      ? said(tokens.slice(1))
      : `${state.current?.name ?? "records"} have ${body.map((token) => text.slice(token.from, token.to)).join(" ")}`;
  }
  if (!editChange!.has(verb)) return said(tokens);
  let part = tokens
    .slice(1)
    .filter((token, i) => !(i < 2 && ["the", "it", "that", "to", "number", "of"].includes(token.lower)));
  const rows = part.find((token) => token.kind === "number" && token.isShare === undefined);
  if (part.some((token) => editRows!.has(token.lower)) && rows !== undefined) return rowsSentence(state, part, rows);
  const of = part.filter((token) => !["number", "of", "the"].includes(token.lower));
  if (
    of.length === 3 &&
    of[1]!.lower === "to" &&
    of[2]!.kind === "number" &&
    findTable(state, nameOf(of.slice(0, 1))) !== undefined
  )
    return `${of[2]!.text} ${findTable(state, nameOf(of.slice(0, 1)))!.name}`;
  const known =
    part.length === 3 && part[1]!.lower === "to" && part[2]!.kind === "number"
      ? findTable(state, nameOf(part.slice(0, 1)))
      : undefined;
  if (known !== undefined) return `${part[2]!.text} ${known.name}`;
  part = part.filter(
    (token, i) =>
      !(
        token.lower === "to" &&
        i > 0 &&
        part[i - 1]!.kind !== "number" &&
        part[i - 1]!.kind !== "moment" &&
        part[i - 1]!.lower !== "up"
      ),
  );
  return part.map((token) => text.slice(token.from, token.to)).join(" ");
}

function rowsSentence(state: State, part: readonly Token[], rows: Token): string {
  const named =
    part.map((token) => findTable(state, token.lower)).find((table) => table !== undefined) ?? state.tables[0];
  return named === undefined ? `${rows.text} rows` : `${rows.text} ${named.name}`;
}
