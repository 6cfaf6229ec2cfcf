import type { Template } from "../../api/templates.ts";

const FIRST = "bank"; // three tables that hang together

const bundled = import("./examples.ts"); // asked for before the first render

/** The examples that came with the page, by name. */
export async function bundledTemplates(): Promise<readonly Template[]> {
  return (await bundled).examples;
}

/** All lists as one, each name once (the last wins), by name but for the one to begin with. */
export function mergeTemplates(...lists: readonly (readonly Template[])[]): readonly Template[] {
  const byName = new Map(lists.flat().map((template) => [template.name, template]));
  const rank = ({ name }: Template): number => (name === FIRST ? 0 : 1);
  return [...byName.values()].sort((a, b) => rank(a) - rank(b) || (a.name < b.name ? -1 : 1));
}
