/** Mistakes of people and programs in texts. Each takes random numbers of [0, 1) and gives the text itself only where nothing can be spoiled. */

// The keys beside each key of a QWERTY keyboard.
const NEIGHBOURS: Readonly<Record<string, string>> = {
  q: "wa",
  w: "qes",
  e: "wrd",
  r: "etf",
  t: "ryg",
  y: "tuh",
  u: "yij",
  i: "uok",
  o: "ipl",
  p: "ol",
  a: "qsz",
  s: "awdx",
  d: "sefc",
  f: "drgv",
  g: "fthb",
  h: "gyjn",
  j: "hukm",
  k: "jil",
  l: "kop",
  z: "asx",
  x: "zsdc",
  c: "xdfv",
  v: "cfgb",
  b: "vghn",
  n: "bhjm",
  m: "njk",
  "1": "2",
  "2": "13",
  "3": "24",
  "4": "35",
  "5": "46",
  "6": "57",
  "7": "68",
  "8": "79",
  "9": "80",
  "0": "9",
};

const at = (random: number, count: number): number => Math.floor(random * count);
// Of ASCII alone: what other letters become depends on the runtime's Unicode.
const upper = (text: string): string => text.replace(/[a-z]/g, (c) => String.fromCharCode(c.charCodeAt(0) - 32));
const lower = (text: string): string => text.replace(/[A-Z]/g, (c) => String.fromCharCode(c.charCodeAt(0) + 32));

type Change = (letters: readonly string[], place: number, random: number) => string | undefined;

/** The first of the places from `from` on, around the end, that fits. */
function placeFrom(from: number, count: number, fits: (place: number) => boolean): number | undefined {
  for (let k = 0; k < count; k++) if (fits((from + k) % count)) return (from + k) % count;
  return undefined;
}

const swap: Change = (letters, place) => {
  const i = placeFrom(place, letters.length, (k) => k + 1 < letters.length && letters[k] !== letters[k + 1]);
  if (i === undefined) return undefined;
  return [...letters.slice(0, i), letters[i + 1], letters[i], ...letters.slice(i + 2)].join("");
};
const drop: Change = (letters, place) => (letters.length < 2 ? undefined : letters.toSpliced(place, 1).join(""));
const double: Change = (letters, place) => letters.toSpliced(place, 0, letters[place]!).join("");
const slip: Change = (letters, place, random) => {
  const i = placeFrom(place, letters.length, (k) => Object.hasOwn(NEIGHBOURS, lower(letters[k]!)));
  if (i === undefined) return undefined;
  const keys = NEIGHBOURS[lower(letters[i]!)]!;
  const key = keys[at(random, keys.length)]!;
  return letters.toSpliced(i, 1, letters[i] === lower(letters[i]!) ? key : upper(key)).join("");
};
const CHANGES = [swap, drop, double, slip] as const;

/** Two letters swapped, one dropped, one doubled, or the key beside one: another text, but for the empty one. */
export function mistype(text: string, which: number, place: number, random: number): string {
  const letters = [...text];
  if (letters.length === 0) return text;
  const first = at(which, CHANGES.length);
  for (let k = 0; k < CHANGES.length; k++) {
    const changed = CHANGES[(first + k) % CHANGES.length]!(letters, at(place, letters.length), random);
    if (changed !== undefined && changed !== text) return changed;
  }
  return text;
}

const MONTHS = "Jan Feb Mar Apr May Jun Jul Aug Sep Oct Nov Dec".split(" ");

function datesLike(text: string): readonly string[] {
  const [year = "", month = "", day = ""] = text.split("-");
  return [
    `${day}/${month}/${year}`,
    `${month}/${day}/${year}`,
    `${day}.${month}.${year}`,
    `${MONTHS[Number(month) - 1]} ${Number(day)}, ${year}`,
    `${year}${month}${day}`,
  ];
}

function momentsLike(text: string): readonly string[] {
  const [date = "", rest = ""] = text.split("T");
  const time = rest.replace("Z", "");
  const [iso, ...others] = [date, ...datesLike(date)];
  return [`${iso} ${time}`, ...others.slice(0, 4).map((other) => `${other} ${time.slice(0, 5)}`)];
}

function timesLike(text: string): readonly string[] {
  const hour = Number(text.slice(0, 2));
  const twelve = `${hour % 12 === 0 ? 12 : hour % 12}${text.slice(2, 5)} ${hour < 12 ? "AM" : "PM"}`;
  return [text.slice(0, 5), text.slice(0, 5).replace(":", "."), twelve];
}

function numbersLike(text: string): readonly string[] {
  const [whole = "", places] = text.split(".");
  const grouped = (mark: string): string => whole.replace(/\B(?=(?:\d{3})+$)/g, mark);
  const end = (mark: string): string => (places === undefined ? "" : `${mark}${places}`);
  return [`$${text}`, `${text} EUR`, `${grouped(",")}${end(".")}`, `${whole}${end(",")}`, `${grouped(".")}${end(",")}`];
}

const TRUTHS: Readonly<Record<string, readonly string[]>> = {
  true: ["yes", "Y", "1", "TRUE"],
  false: ["no", "N", "0", "FALSE"],
};

function othersLike(kind: string, text: string): readonly string[] {
  switch (kind) {
    case "date":
      return datesLike(text);
    case "datetime":
      return momentsLike(text);
    case "time":
      return timesLike(text);
    case "integer":
    case "decimal":
    case "float":
      return numbersLike(text);
    case "boolean":
      return TRUTHS[text] ?? [];
    default:
      return [upper(text), lower(text), ` ${text}`, `${text} `, ` ${text} `];
  }
}

/** The text of a cell of that kind as another program would write it: another order of the date, a currency sign, other case, blanks around. */
export function rewrite(kind: string, text: string, which: number): string {
  if (text === "") return text;
  const others = othersLike(kind, text);
  const first = at(which, others.length);
  for (let k = 0; k < others.length; k++) {
    const other = others[(first + k) % others.length]!;
    if (other !== text) return other;
  }
  return text;
}
