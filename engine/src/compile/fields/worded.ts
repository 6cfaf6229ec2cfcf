import { concat, type TextPart } from "../../kernels/concat.ts";
import { mapNumbers, mapWords, relabel } from "../../kernels/gather.ts";
import type { Made, Site, Source } from "../field-type.ts";

/** What stands for each word of a dict source: `words` is parallel to the source's own. Each word stands in the result's dictionary once. */
export function inWords(source: Source, words: readonly string[], does: string): Made {
  const unique = [...new Set(words)];
  const dictionary = { words: unique };
  if (unique.length === words.length)
    return { kind: "text", dictionary, kernel: relabel(dictionary), inputs: [source], does };
  const places = new Map(unique.map((word, k) => [word, k]));
  return {
    kind: "text",
    dictionary,
    kernel: mapWords(
      words.map((word) => places.get(word)!),
      dictionary,
    ),
    inputs: [source],
    does,
  };
}

/** "{street}, {city}" cut into literals and names. */
function* tokensOf(format: string): Generator<{ literal: string } | { name: string }> {
  for (const piece of format.split(/(\{[a-zA-Z]+\})/)) {
    if (piece.startsWith("{")) yield { name: piece.slice(1, -1) };
    else if (piece !== "") yield { literal: piece };
  }
}

/**
 * A text in the format of its row: `formats[c]` where the dict column `chooser` holds code c, or the only one. Formats name their parts,
 * `{city}`, and `parts` gives the column of each; hidden columns are called `name.…`.
 */
export function inFormat(
  site: Site,
  name: string,
  formats: readonly string[],
  chooser: Source | undefined,
  parts: (name: string) => Source,
  does: string,
): Made {
  const inputs: Source[] = [];
  const put = (source: Source): number => {
    const known = inputs.findIndex((input) => input.input.column === source.input.column);
    return known === -1 ? inputs.push(source) - 1 : known;
  };
  const text: TextPart[] = [];
  const distinct = [...new Set(formats)];
  distinct.forEach((format, f) => {
    let mask: { when: number } | undefined;
    if (distinct.length > 1 && chooser !== undefined) {
      const kernel = mapNumbers(formats.map((other) => (other === format ? 1 : 0)));
      mask = {
        when: put(
          site.hidden(`${name}.format${f}`, () => ({
            kind: "boolean",
            kernel,
            inputs: [chooser],
            does: `whether the format is ${format}`,
          })),
        ),
      };
    }
    for (const token of tokensOf(format)) {
      if ("literal" in token) text.push(mask === undefined ? token.literal : { literal: token.literal, ...mask });
      else {
        const type = parts(token.name);
        text.push({ input: put(type), type, ...mask });
      }
    }
  });
  return { kind: "text", kernel: concat(text), inputs, does };
}
