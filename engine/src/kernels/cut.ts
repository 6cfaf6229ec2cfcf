import { invariant } from "../errors.ts";
import type { Kernel } from "../plan/plan.ts";

const isInside = (byte: number): boolean => (byte & 0xc0) === 0x80; // of a character of UTF-8, behind its first byte

/** A text of at most so many characters (code points): longer ones end there, without blanks at the end. */
export function cutWord(word: string, most: number): string {
  const characters = [...word];
  return characters.length <= most
    ? word
    : characters
        .slice(0, most)
        .join("")
        .replace(/(?<=.) +$/s, "");
}

/** Where a text in [from, to) of UTF-8 ends after `most` characters, blanks at its end left off. */
function endOf(bytes: Uint8Array, from: number, to: number, most: number): number {
  let end = from;
  for (let count = 0; end < to && count < most; count++) {
    end++;
    while (end < to && isInside(bytes[end]!)) end++;
  }
  if (end < to) while (end > from + 1 && bytes[end - 1] === 0x20) end--;
  return end;
}

/** The free text of input 0 with each cell cut to so many characters. */
export function cutText(most: number): Kernel {
  return {
    run({ machine, rows, inputs }) {
      const [input] = inputs;
      invariant(input?.layout === "text", "a free text");
      const { length } = rows;
      const from = input.offsets / 4;
      // a text has at most as many characters as bytes, so mostly nothing is to be done
      let isShort = true;
      for (let i = 0; i < length && isShort; i++) isShort = machine.u32[from + i + 1]! - machine.u32[from + i]! <= most;
      if (isShort) return [input];
      const total = machine.u32[from + length]!;
      const offsets = machine.alloc((length + 1) * 4);
      const bytes = machine.alloc(total);
      const { u8, u32 } = machine; // after the last allocation, which may let memory grow
      let p = 0;
      for (let i = 0; i < length; i++) {
        const [start, stop] = [input.bytes + u32[from + i]!, input.bytes + u32[from + i + 1]!];
        const end = endOf(u8, start, stop, most);
        u8.copyWithin(bytes + p, start, end);
        u32[offsets / 4 + i] = p;
        p += end - start;
      }
      u32[offsets / 4 + length] = p;
      return [{ ...input, offsets, bytes }];
    },
  };
}
