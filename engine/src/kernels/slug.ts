import type { Dictionary } from "../batch/column.ts";
import { readText, isValid } from "../batch/cells.ts";
import { invariant } from "../errors.ts";
import type { Kernel } from "../plan/plan.ts";
import { toAscii } from "../words/ascii.ts";

/** Small ASCII letters and digits, words joined by `joint`; "x" where nothing is left. */
function toSlug(text: string, joint: string, language = "en"): string {
  const slug = toAscii(text, language)
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, " ")
    .trim()
    .replaceAll(" ", joint);
  return slug === "" ? "x" : slug;
}

/** The words of a dictionary as slugs, parallel to it. */
export function toSlugs(dictionary: Dictionary, joint: string, language: string): Dictionary {
  return { words: dictionary.words.map((word) => toSlug(word, joint, language)) };
}

/** The free text of input 0 as a slug. */
export function slug(joint: string, language: string): Kernel {
  return {
    run({ machine, rows, inputs }) {
      const [input] = inputs;
      invariant(input?.layout === "text", "a free text");
      const offsets = machine.alloc((rows.length + 1) * 4);
      const texts: string[] = [];
      let total = 0;
      for (let i = 0; i < rows.length; i++) {
        const text = isValid(machine, input, i) ? toSlug(readText(machine, input, i), joint, language) : "";
        texts.push(text);
        total += text.length;
      }
      const bytes = machine.alloc(total);
      const { u8, u32 } = machine;
      let p = 0;
      texts.forEach((text, i) => {
        u32[offsets / 4 + i] = p;
        for (let k = 0; k < text.length; k++) u8[bytes + p++] = text.charCodeAt(k);
      });
      u32[offsets / 4 + rows.length] = p;
      return [{ layout: "text", offsets, bytes, valid: input.valid, plain: true }];
    },
  };
}
