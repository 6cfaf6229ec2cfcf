import { writeFile } from "node:fs/promises";
import { DIALECTS, didYouMean, WorldError, writeText, type Dialect, type Note } from "@semblance/engine";
import type { Command } from "commander";
import { importSchema } from "../../jobs/import.ts";
import { checkPaths } from "../../jobs/outbox.ts";
import { newCommand, optionError, wholeNumber } from "../options.ts";
import { plural, sayJson, styled, tell, visible } from "../print.ts";

const STDOUT = "-";
const MOST_PLACES = 4;

interface ImportArguments {
  readonly dialect?: Dialect;
  readonly rows?: number;
  readonly seed?: string;
  readonly statistics?: true;
  readonly out: string;
  readonly force?: true;
  readonly json?: true;
}

function toDialect(text: string): Dialect {
  const found = DIALECTS.find((each) => each === text.toLowerCase());
  if (found !== undefined) return found;
  const message = `expected ${DIALECTS.slice(0, -1).join(", ")} or ${DIALECTS.at(-1)}; found ${text}.`;
  throw optionError("--dialect", message, didYouMean(text, DIALECTS));
}

/** The same guess about several columns is one line. */
function tellNotes(notes: readonly Note[]): void {
  for (const [text, alike] of Map.groupBy(notes, (note) => note.text)) {
    const paths = [...new Set(alike.map(({ path }) => path))].filter((path) => path !== "");
    const shown = paths.slice(0, MOST_PLACES).join(", ");
    const more = paths.length > MOST_PLACES ? ` and ${paths.length - MOST_PLACES} more` : "";
    const label = styled("yellow", "note:", process.stderr);
    tell(`${label} ${visible(shown === "" ? text : `${shown}${more}: ${text}`)}`);
  }
}

async function importFrom(sources: readonly string[], options: ImportArguments): Promise<void> {
  const { out } = options;
  if (out !== STDOUT) await checkPaths([out], options.force === true);
  const made = await importSchema(sources, {
    ...(options.dialect !== undefined && { dialect: options.dialect }),
    ...(options.rows !== undefined && { rows: options.rows }),
    ...(options.seed !== undefined && { seed: options.seed }),
    ...(options.statistics !== undefined && { statistics: options.statistics }),
  });
  const { notes } = made;
  if (options.json === true) {
    sayJson({ from: made.from, tables: made.tables, notes, document: made.document });
    return;
  }
  const origin = sources.map((source) => source.replace(/\/\/[^@/]*@/, "//")).join(" "); // no passwords
  const head = [
    `Imported from ${visible(origin)}: ${made.from}, ${plural(made.tables, "table")}.`,
    "What was guessed is in the notes of the import. Try it: semblance preview, semblance generate.",
  ];
  const text = writeText(made.document, head);
  if (out === STDOUT) process.stdout.write(text);
  else {
    try {
      await writeFile(out, text);
    } catch (error) {
      const { code } = error as NodeJS.ErrnoException;
      throw new WorldError(`${out}: cannot be written (${code ?? String(error)}).`, "disk", false, error);
    }
  }
  tellNotes(notes);
  tell(
    `${plural(made.tables, "table")} from ${made.from}${out === STDOUT ? "" : ` to ${out}`}, ${plural(notes.length, "note")}`,
  );
}

export function command(): Command {
  return newCommand([
    "import shop.sql -o shop.yaml",
    "import dump.sql --dialect mysql --rows 100_000 > shop.yaml",
    "import schema.prisma",
    "import postgres://me@localhost/shop -o shop.yaml",
    "import customers.csv orders.csv -o shop.yaml",
    "import exports/ -o shop.yaml",
  ])
    .argument(
      "<source...>",
      "SQL, a schema of Prisma, a JSON Schema, files of rows or a folder of them, a database's address, a SQLite file, or - for standard input",
    )
    .option("--dialect <name>", `whose SQL it is: ${DIALECTS.join(", ")}; guessed otherwise`, toDialect)
    .option("--rows <n>", "rows of all tables together; about a thousand each otherwise", wholeNumber("--rows", 1))
    .option("--seed <seed>", "the random seed that the schema names")
    .option("--statistics", "a database's rows, ranges and frequent values too: they are real values")
    .option("-o, --out <path>", "the schema file, - for standard output", STDOUT)
    .option("--force", "replace a file that exists")
    .action(importFrom);
}
