import { cutText, cutWord } from "../kernels/cut.ts";
import { inTurn, mapWords } from "../kernels/gather.ts";
import type { Made, Site } from "./field-type.ts";

/** A field's cells cut to `most` characters; complaints where they are no text, or would no longer be unique. */
export function cutMade(made: Made, most: number, isUnique: boolean, site: Pick<Site, "issue">): Made {
  if (made.kind !== "text") {
    const message = `max_length is for text; this is ${made.kind}.`;
    site.issue("schema/kind", message, "Drop it.", "max_length");
    return made;
  }
  const does = `${made.does}, at most ${most} characters`;
  if (made.dictionary === undefined) {
    if (made.longest !== undefined && made.longest <= most) return made;
    if (isUnique) refuse(most, site);
    return { ...made, kernel: inTurn(made.kernel, cutText(most)), does };
  }
  const cut = made.dictionary.words.map((word) => cutWord(word, most));
  if (cut.every((word, k) => word === made.dictionary!.words[k])) return made;
  const words = [...new Set(cut)];
  if (isUnique && words.length < cut.length) refuse(most, site);
  const places = new Map(words.map((word, k) => [word, k]));
  const dictionary = { words };
  const codes = cut.map((word) => places.get(word)!);
  return { ...made, dictionary, kernel: inTurn(made.kernel, mapWords(codes, dictionary)), does };
}

function refuse(most: number, site: Pick<Site, "issue">): void {
  site.issue(
    "schema/unique-unsupported",
    `texts cut to ${most} characters may be alike, so they cannot be unique.`,
    "Use a type that is short enough by itself, such as pattern, or a sequence with a format.",
    "max_length",
  );
}
