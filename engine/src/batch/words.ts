import type { Machine } from "../wasm/machine.ts";
import type { Dictionary } from "./column.ts";

/** A dictionary in linear memory: word k is the bytes [bytes + offsets[k], bytes + offsets[k + 1]). */
export interface LoadedWords {
  readonly offsets: number;
  readonly bytes: number;
  readonly count: number;
  /** Bytes of the longest word. */
  readonly longest: number;
  /** Whether every word can stand in every format as it is. */
  readonly plain: boolean;
  /** Whether every word can be part of such a text, behind its first character. */
  readonly safe: boolean;
}

const encoder = new TextEncoder();
const loaded = new WeakMap<Machine, Map<Dictionary, LoadedWords>>();

/** Whether a text is neither empty nor holds a character that CSV, JSON, SQL or XML must escape, nor starts like a formula. */
export function isPlain(text: string): boolean {
  return /^[A-Za-z0-9_(\u00a1-\ud7ff\ue000-\uffff][A-Za-z0-9 _.:/#()@+*!?=$%\u00a1-\ud7ff\ue000-\uffff-]*$/.test(text);
}

/** Whether a text can follow in a plain one: no character in it needs an escape. The empty text can. */
export function isSafe(text: string): boolean {
  return isPlain(`a${text}`);
}

/** Puts texts one after another into memory for the machine's life; 4 * (count + 1) bytes of offsets before them. */
export function keepTexts(
  machine: Machine,
  texts: readonly Uint8Array[],
): { offsets: number; bytes: number; longest: number } {
  let total = 0,
    longest = 0;
  for (const t of texts) {
    total += t.length;
    if (t.length > longest) longest = t.length;
  }
  const offsets = machine.keep(4 * (texts.length + 1));
  const bytes = machine.keep(total);
  const { u8, u32 } = machine;
  let p = 0;
  for (let k = 0; k < texts.length; k++) {
    u32[offsets / 4 + k] = p;
    u8.set(texts[k]!, bytes + p);
    p += texts[k]!.length;
  }
  u32[offsets / 4 + texts.length] = p;
  return { offsets, bytes, longest };
}

/** The dictionary's words in this machine's memory; encoded once per machine. */
export function loadWords(machine: Machine, dictionary: Dictionary): LoadedWords {
  let mine = loaded.get(machine);
  if (mine === undefined) loaded.set(machine, (mine = new Map()));
  let words = mine.get(dictionary);
  if (words === undefined) {
    const texts = dictionary.words.map((word) => encoder.encode(word));
    words = {
      ...keepTexts(machine, texts),
      count: texts.length,
      plain: dictionary.words.every(isPlain),
      safe: dictionary.words.every(isSafe),
    };
    mine.set(dictionary, words);
  }
  return words;
}
