/** Letters that Unicode does not take apart into a base letter and a mark. */
const whole: Readonly<Record<string, string>> = {
  ß: "ss",
  ẞ: "SS",
  æ: "ae",
  Æ: "Ae",
  œ: "oe",
  Œ: "Oe",
  ø: "o",
  Ø: "O",
  ł: "l",
  Ł: "L",
  đ: "d",
  Đ: "D",
  ð: "d",
  Ð: "D",
  þ: "th",
  Þ: "Th",
  ı: "i",
  ħ: "h",
  Ħ: "H",
  ŋ: "n",
  Ŋ: "N",
  ŧ: "t",
  Ŧ: "T",
  "’": "'",
  "‘": "'",
  "–": "-",
  "—": "-",
  "\u00a0": " ",
};

const german: Readonly<Record<string, string>> = { ä: "ae", ö: "oe", ü: "ue", Ä: "Ae", Ö: "Oe", Ü: "Ue" };

/**
 * Latin text in plain ASCII: marks are stripped (é to e, å to a), letters without a mark are spelt out (ß to ss, ł to l, ø to o),
 * and where `language` is German ("de", "de_AT", ...) ä, ö, ü become ae, oe, ue. Anything else outside ASCII is dropped.
 */
export function toAscii(text: string, language = ""): string {
  if (!/[^\x20-\x7e]/.test(text)) return text;
  const umlauts = language.startsWith("de") ? german : {};
  let out = "";
  for (const letter of text.normalize("NFC")) {
    out += umlauts[letter] ?? whole[letter] ?? letter.normalize("NFD").replace(/[^\x20-\x7e]/g, "");
  }
  return out;
}
