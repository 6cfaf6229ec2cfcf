import { SchemaError, type Issue } from "@semblance/engine";
import { Command } from "commander";
import { loadDocument, type LoadedDocument } from "../jobs/document.ts";
import { override, type Overrides } from "../jobs/overrides.ts";
import { makePlan } from "../jobs/press.ts";
import type { Plan } from "@semblance/engine";

/** A complaint about an option; its author is that of the schema, so it is told in the same way. */
export function optionError(option: string, message: string, hint?: string): SchemaError {
  return new SchemaError([{ path: option, code: "cli/option", message, ...(hint === undefined ? {} : { hint }) }]);
}

/** Reads a whole number of at least `least`; underscores and commas may group its digits. */
export function wholeNumber(option: string, least: number): (text: string) => number {
  return (text) => {
    const value = /^\d[\d_,]*$/.test(text) ? Number(text.replaceAll(/[_,]/g, "")) : NaN;
    if (Number.isSafeInteger(value) && value >= least) return value;
    throw optionError(option, `expected a whole number of at least ${least}; found ${text}.`);
  };
}

function tableRows(text: string, sofar: ReadonlyMap<string, number> = new Map()): ReadonlyMap<string, number> {
  const at = text.lastIndexOf("=");
  if (at < 1)
    throw optionError("--table", `expected a table and its rows; found ${text}.`, "Write --table orders=5000.");
  return new Map([...sofar, [text.slice(0, at), wholeNumber("--table", 0)(text.slice(at + 1))]]);
}

/** A command with what all have: `--json` and examples below its help. */
export function newCommand(examples: readonly string[]): Command {
  const lines = examples.map((example) => `  $ semblance ${example}`);
  return new Command()
    .option("--json", "print one JSON document instead of text")
    .addHelpText("after", `\nExamples:\n${lines.join("\n")}`);
}

/** The argument that names a document. */
export function withSchema(command: Command): Command {
  return command.argument("<schema>", "a path (.yaml, .yml, .json), - for standard input, or a template's name");
}

/** Options that say which data: `--seed`, `--locale`, `--now`. */
export function withDataOptions(command: Command): Command {
  return command
    .option("--seed <seed>", "the random seed: a number or any text (default: the schema's, or 0)")
    .option("--locale <code>", "language and country where tables do not say: de_DE")
    .option("--now <moment>", "what `now` means, ISO 8601 (default: the schema's, or today's midnight UTC)");
}

/** `--rows` and `--table t=N`. */
export function withRowOptions(command: Command): Command {
  return command
    .option("--rows <n>", "rows of every table whose rows are not counted per parent", wholeNumber("--rows", 0))
    .option("--table <table=n>", "rows of one table; can be given again", tableRows);
}

/** What commander made of the data options. */
export interface DataOptions {
  readonly seed?: string;
  readonly locale?: string;
  readonly now?: string;
  readonly json?: true;
}

/** The same with rows. */
export interface RowOptions extends DataOptions {
  readonly dirty?: string;
  readonly rows?: number;
  readonly table?: ReadonlyMap<string, number>;
}

/** A rate, or the `dirty` of a document from a file of its own. */
async function readDirt(text: string): Promise<unknown> {
  const rate = text.trim() === "" ? NaN : Number(text);
  if (!Number.isNaN(rate)) {
    if (rate >= 0 && rate <= 0.25) return rate;
    throw optionError("--dirty", `expected a rate of 0 to 0.25; found ${text}.`, "Write --dirty 0.02, or a file.");
  }
  const { document } = await loadDocument(text);
  const isWhole = typeof document === "object" && document !== null && "dirty" in document;
  return isWhole ? document.dirty : document;
}

/** A document with its overrides in, and its plan. */
export interface Planned {
  readonly loaded: LoadedDocument;
  /** What was compiled: workers get this. */
  readonly document: { readonly name?: string; readonly seed?: number | string; readonly now: string };
  readonly plan: Plan;
}

/** Loads, overrides and compiles; complaints carry their places in the file. */
export async function planDocument(
  schema: string,
  { rows, table, seed, locale, now, dirty }: RowOptions,
): Promise<Planned> {
  const loaded = await loadDocument(schema);
  const overrides: Overrides = {
    ...(rows === undefined ? {} : { rows }),
    ...(table === undefined ? {} : { tables: table }),
    ...(seed === undefined ? {} : { seed }),
    ...(locale === undefined ? {} : { locale }),
    ...(now === undefined ? {} : { now }),
    ...(dirty === undefined ? {} : { dirty: await readDirt(dirty) }),
  };
  const document = override(loaded.document, overrides);
  try {
    return { loaded, document: document as Planned["document"], plan: await makePlan(document) };
  } catch (error) {
    if (!(error instanceof SchemaError)) throw error;
    const isElsewhere = ({ path }: Issue): boolean => dirty !== undefined && path.split(".")[0] === "dirty";
    const own = error.issues.filter((issue) => !isElsewhere(issue));
    throw new SchemaError([...loaded.place(own), ...error.issues.filter(isElsewhere)]);
  }
}
