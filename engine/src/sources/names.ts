/** A name as words: lower case, joined by `_`. `custEmail`, `Cust Email` and `CUST_EMAIL` are all `cust_email`. */
export function normalName(name: string): string {
  return name
    .replace(/([a-z0-9])([A-Z])/g, "$1_$2")
    .replace(/([A-Z]+)([A-Z][a-z])/g, "$1_$2")
    .toLowerCase()
    .replace(/[^\p{L}\p{N}]+/gu, "_")
    .replace(/^_+|_+$/g, "");
}

/** Rules by the names they speak of, in the order in which they are tried. */
export interface NameTable<Rule> {
  /** The rules that a name's endings ask for, those of longer endings first, and the words before the ending. */
  find(name: string): readonly { readonly rule: Rule; readonly prefix: string }[];
}

/** Rules whose first entry is their names. */
export function openNames<Rule extends readonly [names: string, ...rest: unknown[]]>(
  rules: readonly Rule[],
): NameTable<Rule> {
  const byName = new Map<string, Rule[]>();
  for (const rule of rules) {
    for (const name of rule[0].split(" ")) byName.set(name, [...(byName.get(name) ?? []), rule]);
  }
  return {
    find(name) {
      const words = name.split("_");
      const found: { rule: Rule; prefix: string }[] = [];
      for (let k = 0; k < words.length; k++) {
        const prefix = words.slice(0, k).join("_");
        for (const rule of byName.get(words.slice(k).join("_")) ?? []) found.push({ rule, prefix });
      }
      return found;
    },
  };
}

const FORBIDDEN = /[\u0000-\u001f#.{}]+/g; // as schema/schema.ts has it

/** A name that a document may hold; the same where it may hold it already. */
export function cleanName(name: string): string {
  const clean = name.replace(FORBIDDEN, "_").slice(0, 200);
  return clean === "" ? "_" : clean;
}

/** The name, or with the first number that nobody has. */
export function freeName(name: string, taken: ReadonlySet<string>): string {
  let free = name;
  for (let k = 2; taken.has(free); k++) free = `${name}_${k}`;
  return free;
}
