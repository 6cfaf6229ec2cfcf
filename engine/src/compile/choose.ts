import { compose, type Part } from "../kernels/compose.ts";
import { select } from "../kernels/select.ts";
import type { Made, Site, Source } from "./field-type.ts";
import { inWords } from "./fields/worded.ts";
import { typeOf } from "./nested.ts";

/** All options' words one after the other. */
function mergeWords(sources: readonly Source[]): {
  readonly dictionary: { readonly words: readonly string[] };
  readonly bases: readonly number[];
} {
  const words: string[] = [];
  const bases = sources.map((source) => words.push(...source.dictionary!.words) - source.dictionary!.words.length);
  return { dictionary: { words }, bases };
}

/** The cell of source k where the dict column `code` has code k; as text where their kinds differ. */
export function chooseMade(code: Source, sources: readonly Source[], does: string, site: Site): Made {
  const [first] = sources as [Source, ...Source[]];
  const nullable = sources.some((source) => source.nullable);
  const isSame = sources.every(({ kind, scale }) => kind === first.kind && scale === first.scale);
  const inputs = [code, ...sources];
  const base = { inputs, nullable, does };
  const { dictionary: _, ...numeric } = typeOf(first);
  if (isSame && sources.every((source) => source.dictionary !== undefined)) {
    const merged = mergeWords(sources);
    const made = { ...numeric, ...base, dictionary: merged.dictionary, kernel: select(merged) };
    const { words } = merged.dictionary;
    if (new Set(words).size === words.length) return made;
    return { ...inWords(site.own("word", made), words, does), kind: first.kind, nullable };
  }
  if (isSame && first.kind !== "text" && first.kind !== "json")
    return { ...numeric, ...base, millis: sources.some((source) => source.millis), kernel: select() };
  const parts = sources.map((source, k): Part => ({ input: k + 1, type: source, code: { of: 0, is: k } }));
  return {
    ...base,
    kind: sources.every(({ kind }) => kind === "json") ? "json" : "text",
    kernel: compose(parts, true),
  };
}
