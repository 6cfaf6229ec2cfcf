import { compile, prepare, type Issue, type Note } from "@semblance/engine";

type Table = Record<string, unknown> & {
  readonly fields: Record<string, unknown>;
  rows?: unknown;
  rules?: readonly unknown[];
  unique?: readonly unknown[];
};
interface Settling {
  readonly tables: Record<string, Table>;
}

const ROUNDS = 24; // each halves the rows of tables whose keys tell too few apart
const FEWER = 0.5;

/** A table, and what of it a complaint is about. */
function placeOf(
  document: Settling,
  path: string,
): { readonly name: string; readonly table: Table; readonly rest: string } | undefined {
  const name = Object.keys(document.tables)
    .filter((each) => path.startsWith(`tables.${each}.`))
    .sort((a, b) => b.length - a.length)[0];
  return name === undefined
    ? undefined
    : { name, table: document.tables[name]!, rest: path.slice(`tables.${name}.`.length) };
}

/** Takes back what a complaint is about; undefined where nothing can be taken back. */
function takeBack(document: Settling, issue: Issue, lost: Map<Table, Set<unknown>>): Note | undefined {
  const place = placeOf(document, issue.path);
  if (place === undefined) return undefined;
  const { name, table, rest } = place;
  if (issue.code === "schema/unique-capacity" && typeof table.rows === "number" && table.rows > 1) {
    table.rows = Math.max(1, Math.floor(table.rows * FEWER));
    return { path: name, text: "fewer rows than wanted: its keys tell no more apart." };
  }
  const rule = /^rules\.(\d+)/.exec(rest)?.[1];
  if (rule !== undefined) {
    const told = table.rules?.[Number(rule)] as { readonly check?: unknown } | undefined;
    lost.set(table, (lost.get(table) ?? new Set()).add(told));
    return { path: name, text: `not kept: ${String(told?.check)}: ${issue.message}` };
  }
  const field = Object.keys(table.fields).find((each) => rest === `fields.${each}.unique`);
  const raw = field === undefined ? undefined : (table.fields[field] as Record<string, unknown>);
  if (field === undefined || raw === undefined) return undefined;
  const { unique: _, ...others } = raw;
  table.fields[field] = others;
  return { path: `${name}.${field}`, text: `not kept unique: ${issue.message}` };
}

/**
 * A document that compiles: tables whose keys tell too few rows apart have fewer, and rules that nothing can keep are left out, with a note each. What remains wrong is
 * given as it is, with a note that says so.
 */
export async function settleImport(
  document: object,
): Promise<{ readonly document: Readonly<Record<string, unknown>>; readonly notes: readonly Note[] }> {
  const settled = structuredClone(document) as Settling & Record<string, unknown>;
  const artifacts = await prepare(settled);
  const notes = new Map<string, Note>();
  const add = (note: Note): void => void notes.set(`${note.path} ${note.text}`, note);
  for (let round = 0; round < ROUNDS; round++) {
    const { issues } = compile(settled, artifacts);
    const lost = new Map<Table, Set<unknown>>();
    const halved = new Set<string>();
    const taken = issues.map((issue) => {
      const name = placeOf(settled, issue.path)?.name ?? "";
      if (issue.code === "schema/unique-capacity" && halved.has(name)) return undefined;
      if (issue.code === "schema/unique-capacity") halved.add(name);
      return takeBack(settled, issue, lost);
    });
    for (const note of taken) if (note !== undefined) add(note);
    for (const [table, rules] of lost) {
      const kept = table.rules!.filter((rule) => !rules.has(rule));
      if (kept.length > 0) table.rules = kept;
      else delete table.rules;
    }
    if (taken.some((note) => note !== undefined)) continue;
    for (const { path, message } of issues) add({ path, text: `to be mended by hand: ${message}` });
    break;
  }
  return { document: settled, notes: [...notes.values()] };
}
