import { readFile, writeFile } from "node:fs/promises";
import { text as readAll } from "node:stream/consumers";
import {
  describe,
  edit,
  parseText,
  patchText,
  SchemaError,
  tellChanges,
  WorldError,
  writeText,
  type Described,
  type EnglishNote,
  type Origin,
  type ToldChange,
} from "@semblance/engine";
import type { Command } from "commander";
import { checkPaths } from "../../jobs/outbox.ts";
import { today } from "../../jobs/overrides.ts";
import { newCommand, wholeNumber } from "../options.ts";
import { plural, sayJson, styled, tell, visible } from "../print.ts";

const STDIO = "-";
const WIDEST = 60;

interface DescribeArguments {
  readonly rows?: number;
  readonly seed?: string;
  readonly locale?: string;
  readonly edit?: string;
  readonly out: string;
  readonly force?: true;
  readonly json?: true;
}

const short = (words: string): string => {
  const line = words.replaceAll(/\s+/g, " ").trim();
  return line.length <= WIDEST ? line : `${line.slice(0, WIDEST - 1)}…`;
};

/** What stands behind a field: the words it is from, and what of it was assumed. */
function commentOf(path: string, origins: ReadonlyMap<string, Origin>): string | undefined {
  const own = origins.get(path);
  if (own === undefined) return undefined;
  if (own.origin === "assumed") return "assumed";
  const assumed = [...origins.values()]
    .filter(
      (each) =>
        each.origin === "assumed" &&
        each.path.startsWith(`${path}.`) &&
        !each.path.slice(path.length + 1).includes("."),
    )
    .map((each) => each.path.slice(path.length + 1))
    .filter((key) => key !== "type"); // a name says it
  const words = `from "${short(own.words ?? "")}"`;
  return assumed.length === 0 || path.split(".").length !== 4 ? words : `${words}; ${assumed.join(", ")} assumed`;
}

/** The schema as YAML, each table and field with where it came from. */
export function toCommented(made: Described, head: readonly string[]): string {
  const text = writeText(made.document, head);
  const { placeOf } = parseText(text);
  const lines = text.split("\n");
  const origins = new Map(made.origins.map((origin) => [origin.path, origin]));
  for (const [path] of origins) {
    const isLine = /^tables\.[^.]+(?:\.rows|\.fields\.[^.]+)?$/.test(path);
    const comment = isLine ? commentOf(path, origins) : undefined;
    const at = placeOf(path).line - 1;
    if (comment !== undefined && lines[at] !== undefined && !lines[at].includes(" # "))
      lines[at] += ` # ${visible(comment)}`;
  }
  return lines.join("\n");
}

function tellNotes(notes: readonly EnglishNote[], unknown: Described["unknown"]): void {
  const label = styled("yellow", "note:", process.stderr);
  for (const { path, text, choices } of notes) {
    const others = choices === undefined ? "" : ` (${choices.join(" | ")})`;
    tell(`${label} ${visible(path === "" ? `${text}${others}` : `${path}: ${text}${others}`)}`);
  }
  const words = [...new Set(unknown.map(({ text }) => text))];
  if (words.length > 0) tell(`${label} not understood: ${visible(words.slice(0, 20).join(", "))}`);
}

async function put(out: string, text: string): Promise<void> {
  if (out === STDIO) {
    process.stdout.write(text);
    return;
  }
  try {
    await writeFile(out, text);
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    throw new WorldError(`${out}: cannot be written (${code ?? String(error)}).`, "disk", false, error);
  }
}

async function change(words: string, path: string, options: DescribeArguments): Promise<void> {
  let text: string;
  try {
    text = await readFile(path, "utf8");
  } catch (error) {
    throw new WorldError(`${path}: cannot be read (${(error as NodeJS.ErrnoException).code}).`, "disk", false, error);
  }
  const { document, issues } = parseText(text);
  if (issues.length > 0) throw new SchemaError(issues);
  const made = edit(document, words, { now: Date.parse(today()) });
  const told = tellChanges(made.changes);
  if (options.json === true) {
    sayJson({ ...made, told });
    return;
  }
  await put(options.out, patchText(text, made.changes));
  tellNotes(made.notes, made.unknown);
  for (const line of told.map(changeLine)) tell(line);
  tell(`${plural(told.length, "change")}${options.out === STDIO ? "" : ` to ${options.out}`}`);
}

const SIGNS = {
  added: ["+", "green"],
  removed: ["-", "red"],
  renamed: ["~", "yellow"],
  changed: ["~", "yellow"],
} as const;

function changeLine({ kind, text }: ToldChange): string {
  const [sign, color] = SIGNS[kind];
  return `${styled(color, sign, process.stderr)} ${visible(text)}`;
}

async function describeWords(given: readonly string[], options: DescribeArguments): Promise<void> {
  const { out } = options;
  const words = given.join(" ") === STDIO ? await readAll(process.stdin) : given.join(" ");
  if (out !== STDIO) await checkPaths([out], options.force === true);
  if (options.edit !== undefined) return change(words, options.edit, options);
  const made = describe(words, {
    now: Date.parse(today()),
    ...(options.rows !== undefined && { rows: options.rows }),
    ...(options.seed !== undefined && { seed: options.seed }),
    ...(options.locale !== undefined && { locale: options.locale }),
  });
  if (options.json === true) {
    sayJson(made);
    return;
  }
  await put(out, toCommented(made, [`Described as: ${visible(short(words))}`]));
  tellNotes(made.notes, made.unknown);
  const tables = Object.keys(made.document["tables"] as object).length;
  const format = made.output.format === undefined ? "" : `; generate it with --format ${made.output.format}`;
  tell(`${plural(tables, "table")}${out === STDIO ? "" : ` to ${out}`}, ${plural(made.notes.length, "note")}${format}`);
}

export function command(): Command {
  return newCommand([
    'describe "1000 customers with name, email, age (18-80) and status (active 90%, inactive 10%)" -o shop.yaml',
    'describe "200 customers; each has 1 to 5 orders with order date (last year) and total under $500"',
    'describe --edit shop.yaml "add an optional phone to customers and make email unique"',
    "describe - < wishes.txt",
  ])
    .argument("<english...>", "what the data is to be, in plain English; - for standard input")
    .option("--rows <n>", "rows of every table that is not counted per row of another", wholeNumber("--rows", 1))
    .option("--seed <seed>", "the random seed that the schema names")
    .option("--locale <locale>", "where the words name none: de_DE")
    .option("--edit <schema>", "a schema file that the words are to change; comments in it stay")
    .option("-o, --out <path>", "the schema file, - for standard output", STDIO)
    .option("--force", "replace a file that exists")
    .action(describeWords);
}
