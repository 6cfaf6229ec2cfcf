import type { Column, Dictionary } from "../batch/column.ts";
import { isPlain, keepTexts, loadWords } from "../batch/words.ts";
import { invariant } from "../errors.ts";
import type { Kernel } from "../plan/plan.ts";
import { aliasTable } from "../random/alias.ts";
import { bits } from "../random/stream.ts";
import type { Machine } from "../wasm/machine.ts";
import { keepNumbers, keptFor } from "../wasm/kept.ts";

/** What a phrase is made of. */
export type Phrase =
  | string
  /** One word of a list, equally likely; its first letter upper-case, or "a" or "an" before it. */
  | { readonly word: Dictionary; readonly capital?: boolean; readonly article?: boolean }
  /** One of some, by weight. */
  | { readonly choice: readonly Phrase[]; readonly weights?: readonly number[] }
  | readonly Phrase[]
  /** So many times, min to max, both included, equally likely. */
  | { readonly repeat: Phrase; readonly min: number; readonly max: number; readonly between?: string }
  /** A whole number of [min, max], below 2^31, with leading zeros to so many digits. */
  | { readonly min: number; readonly max: number; readonly digits?: number }
  /** Words and spaces cut to min to max characters. */
  | { readonly fill: Dictionary; readonly min: number; readonly max: number }
  /** The one that the code of an input, a dict column, chooses. */
  | { readonly case: number; readonly of: readonly Phrase[] }
  /** The text of an input of the kernel: a dict or text column. */
  | { readonly input: number; readonly capital?: boolean; readonly article?: boolean };

const WHAT = { literal: 0, word: 1, choice: 2, sequence: 3, repeat: 4, number: 5, fill: 6, input: 7, case: 8 } as const;
const CAPITAL = 1;
const ARTICLE = 2;
const encoder = new TextEncoder();

const isList = (phrase: Phrase): phrase is readonly Phrase[] => Array.isArray(phrase);
const flags = (of: { readonly capital?: boolean; readonly article?: boolean }): number =>
  (of.capital === true ? CAPITAL : 0) + (of.article === true ? ARTICLE : 0);

/** Bytes of the longest phrase without its inputs, and of an average one. */
export function extent(phrase: Phrase): { readonly most: number; readonly mean: number } {
  if (typeof phrase === "string") return { most: encoder.encode(phrase).length, mean: phrase.length };
  if (isList(phrase))
    return phrase
      .map(extent)
      .reduce((sum, e) => ({ most: sum.most + e.most, mean: sum.mean + e.mean }), { most: 0, mean: 0 });
  if ("word" in phrase || "fill" in phrase) {
    let most = 0;
    let mean = 0;
    for (const word of ("word" in phrase ? phrase.word : phrase.fill).words) {
      const bytes = encoder.encode(word).length;
      most = Math.max(most, bytes);
      mean += bytes;
    }
    if ("word" in phrase) return { most: most + 3, mean: mean / phrase.word.words.length };
    return { most: phrase.max * 4 + most, mean: ((phrase.min + phrase.max) / 2) * 1.1 };
  }
  if ("choice" in phrase || "case" in phrase) {
    const all = ("choice" in phrase ? phrase.choice : phrase.of).map(extent);
    return {
      most: Math.max(0, ...all.map((e) => e.most)),
      mean: all.reduce((sum, e) => sum + e.mean, 0) / Math.max(1, all.length),
    };
  }
  if ("repeat" in phrase) {
    const one = extent(phrase.repeat);
    const gap = encoder.encode(phrase.between ?? "").length;
    return { most: (one.most + gap) * phrase.max, mean: ((one.mean + gap) * (phrase.min + phrase.max)) / 2 };
  }
  return "input" in phrase ? { most: 3, mean: 3 } : { most: 10, mean: 6 };
}

/** Whether no phrase is empty or needs escaping in any format; false where that is not plain to see. */
function isPlainPhrase(phrase: Phrase, first: boolean): boolean {
  if (typeof phrase === "string") return isPlain(first ? phrase : `a${phrase}`);
  if (isList(phrase)) return phrase.length > 0 && phrase.every((part, k) => isPlainPhrase(part, first && k === 0));
  if ("word" in phrase) return phrase.word.words.every((word) => isPlain(first ? word : `a${word}`));
  if ("choice" in phrase || "case" in phrase)
    return ("choice" in phrase ? phrase.choice : phrase.of).every((part) => isPlainPhrase(part, first));
  if ("repeat" in phrase)
    return (phrase.min > 0 || !first) && isPlainPhrase(phrase.repeat, first) && isPlain(`a${phrase.between ?? ""}`);
  if ("fill" in phrase) return phrase.min > 0 && phrase.fill.words.every(isPlain);
  return !("input" in phrase);
}

interface Laid {
  readonly root: number;
  /** Nodes that read an input: their places, the input's number, and whether its code chooses rather than its text shows. */
  readonly reads: readonly { readonly at: number; readonly input: number; readonly isCase: boolean }[];
}

function lay(machine: Machine, root: Phrase): Laid {
  const reads: { at: number; input: number; isCase: boolean }[] = [];
  const known = new Map<Phrase, number>();
  const node = (...words: readonly number[]): number => {
    const at = machine.keep(32);
    machine.u32.fill(0, at / 4, at / 4 + 8);
    machine.u32.set(words, at / 4);
    return at;
  };
  const list = (parts: readonly Phrase[]): number => {
    const nodes = parts.map(visit);
    const at = machine.keep(nodes.length * 4);
    machine.u32.set(nodes, at / 4);
    return at;
  };
  const visit = (phrase: Phrase): number => {
    let at = known.get(phrase);
    if (at === undefined) known.set(phrase, (at = make(phrase)));
    return at;
  };
  const word = (dictionary: Dictionary, flag: number): number => {
    const { offsets, bytes, count } = loadWords(machine, dictionary);
    return node(WHAT.word, offsets, bytes, count, 0, flag);
  };
  const make = (phrase: Phrase): number => {
    if (typeof phrase === "string") {
      const { bytes, longest } = keepTexts(machine, [encoder.encode(phrase)]);
      return node(WHAT.literal, bytes, longest);
    }
    if (isList(phrase)) return node(WHAT.sequence, list(phrase), phrase.length);
    if ("word" in phrase) return word(phrase.word, flags(phrase));
    if ("choice" in phrase)
      return node(
        WHAT.choice,
        list(phrase.choice),
        phrase.choice.length,
        phrase.weights === undefined ? 0 : keepNumbers(machine, aliasTable(phrase.weights)),
      );
    if ("repeat" in phrase)
      return node(WHAT.repeat, visit(phrase.repeat), phrase.min, phrase.max, visit(phrase.between ?? ""));
    if ("fill" in phrase) return node(WHAT.fill, word(phrase.fill, 0), phrase.min, phrase.max);
    if ("case" in phrase) {
      const at = node(WHAT.case, list(phrase.of), phrase.of.length);
      reads.push({ at, input: phrase.case, isCase: true });
      return at;
    }
    if ("input" in phrase) {
      const at = node(WHAT.input, 0, 0, 0, 0, flags(phrase));
      reads.push({ at, input: phrase.input, isCase: false });
      return at;
    }
    return node(WHAT.number, phrase.min, phrase.max - phrase.min + 1, phrase.digits ?? 0);
  };
  return { root: visit(root), reads };
}

/** Points a node at this batch's cells; gives the bytes that its longest cell adds. */
function point(machine: Machine, at: number, column: Column, length: number, isCase: boolean): number {
  if (isCase) {
    invariant(column.layout === "dict", "codes choose");
    machine.u32[at / 4 + 3] = column.at;
    return 0;
  }
  if (column.layout === "dict") {
    const words = loadWords(machine, column.dictionary);
    machine.u32.set([words.offsets, words.bytes, column.at], at / 4 + 1);
    return words.longest;
  }
  invariant(column.layout === "text", "phrases read texts");
  machine.u32.set([column.offsets, column.bytes, 0], at / 4 + 1);
  let longest = 0;
  for (let i = 0, o = column.offsets / 4; i < length; i++)
    longest = Math.max(longest, machine.u32[o + i + 1]! - machine.u32[o + i]!);
  return longest;
}

/** One phrase per row. Choices are independent and made from 64 random bits a row; null where the first input is. */
export function phrase(root: Phrase): Kernel {
  const kept = keptFor((machine) => lay(machine, root));
  const { most, mean } = extent(root);
  const plain = isPlainPhrase(root, true);
  return {
    run({ machine, rows, inputs, key }) {
      const { root: at, reads } = kept(machine);
      const n = rows.length;
      let longest = most;
      for (const read of reads) longest += point(machine, read.at, inputs[read.input]!, n, read.isCase);
      const src = bits(machine, rows, key, 0, 2);
      const offsets = machine.alloc((n + 1) * 4);
      for (
        let room = Math.min(longest * n, Math.ceil(mean * 1.25 + (longest - most)) * n);
        ;
        room = Math.min(longest * n, room * 2)
      ) {
        const bytes = machine.alloc(room + longest);
        const end = machine.loops.phrases(at, src, n, offsets, bytes, bytes + room);
        machine.trim(bytes, Math.max(0, end - bytes));
        if (end !== 0) return [{ layout: "text", offsets, bytes, valid: inputs[0]?.valid ?? 0, plain }];
      }
    },
  };
}
