import type { TypeInfo } from "../../preview/builder-protocol.ts";

const BASIC: Readonly<Record<string, string>> = {
  integer: "numbers",
  decimal: "numbers",
  float: "numbers",
  number: "numbers",
  percent: "numbers",
  price: "numbers",
  money: "numbers",
  rating: "numbers",
  series: "numbers",
  running: "links",
  part: "numbers",
  date: "times",
  datetime: "times",
  timestamp: "times",
  time: "times",
  duration: "times",
  year: "times",
  month: "times",
  weekday: "times",
  ordinal: "links",
  sibling: "links",
  lead: "links",
  lag: "links",
  sequence: "ids",
  uuid: "ids",
  ulid: "ids",
  nanoid: "ids",
  serial_number: "ids",
  sku: "ids",
  hash: "ids",
  barcode: "ids",
  id: "ids",
  category: "choices",
  boolean: "choices",
  constant: "choices",
  one_of: "choices",
  text: "words",
  pattern: "words",
  regex: "words",
  template: "words",
  slug: "words",
  reference: "links",
  aggregate: "links",
  lookup: "links",
  gather: "links",
  same: "links",
  object: "nested",
  array: "nested",
  json: "nested",
};

const GROUPS: Readonly<Record<string, string>> = {
  person: "people",
  address: "places",
  phone: "people",
  company: "work",
  job: "work",
  internet: "web",
  commerce: "shop",
  finance: "money",
  text: "words",
  medical: "health",
  vehicle: "vehicles",
  file: "web",
  id: "ids",
  hash: "ids",
  barcode: "ids",
  date: "times",
  lifecycle: "links",
  sibling: "links",
  world: "places",
  language: "words",
  weather: "science",
  education: "work",
  travel: "vehicles",
  app: "web",
  task: "work",
  body: "people",
  color: "daily",
  animal: "daily",
  food: "daily",
  music: "daily",
  book: "daily",
  sport: "daily",
  science: "science",
  nature: "science",
  log: "links",
  retention: "links",
};

/** The order in which groups stand in the picker. */
export const GROUP_ORDER = [
  "numbers",
  "choices",
  "times",
  "words",
  "ids",
  "people",
  "places",
  "links",
  "work",
  "shop",
  "money",
  "web",
  "health",
  "vehicles",
  "science",
  "daily",
  "nested",
  "other",
] as const;
export type Group = (typeof GROUP_ORDER)[number];

/** The group that a type stands in. */
export function groupOf(name: string): Group {
  const dot = name.indexOf(".");
  const group = dot === -1 ? BASIC[name] : GROUPS[name.slice(0, dot)];
  return (group ?? "other") as Group;
}

/** Types that fit some words: by name, by what they give, in the order of the groups; those whose name begins so come first. */
export function findTypes(types: readonly TypeInfo[], words: string, group: Group | "all"): readonly TypeInfo[] {
  const wanted = words
    .toLowerCase()
    .split(/[\s._]+/)
    .filter((word) => word !== "");
  const rank = ({ name, summary }: TypeInfo): number => {
    const low = name.toLowerCase();
    const first = wanted[0];
    if (first === undefined) return 0;
    const own = low.slice(low.indexOf(".") + 1);
    if (own === words.toLowerCase().trim() || own.replaceAll("_", " ") === words.toLowerCase().trim())
      return low.startsWith("company.") ? 0.5 : 0;
    if (own.startsWith(first)) return 1;
    if (low.includes(first)) return 2;
    return summary.toLowerCase().startsWith(first) ? 3 : 4;
  };
  return types
    .filter((type) => group === "all" || groupOf(type.name) === group)
    .filter(({ name, summary }) => {
      const text = `${name} ${summary}`.toLowerCase();
      return wanted.every((word) => text.includes(word));
    })
    .map((type, k) => [rank(type), GROUP_ORDER.indexOf(groupOf(type.name)), k, type] as const)
    .toSorted((a, b) => a[0] - b[0] || a[1] - b[1] || a[2] - b[2])
    .map(([, , , type]) => type);
}
