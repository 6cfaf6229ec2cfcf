import { setFlagsFromString } from "node:v8";
import { Command, CommanderError } from "commander";
import { VERSION } from "../config.ts";
import { tell } from "./print.ts";

const USAGE_EXIT = 2;
const CLOSED_PIPE_EXIT = 141; // 128 + SIGPIPE, as other tools end

interface Entry {
  readonly summary: string;
  /** Only the command that is asked for is loaded: the engine takes longer to load than most commands to run. */
  readonly load: () => Promise<{ command(): Command }>;
  /** It runs for days: its memory matters more than its first second. */
  readonly stays?: true;
}

const COMMANDS: Readonly<Record<string, Entry>> = {
  generate: { summary: "make the data of a schema or template", load: () => import("./commands/generate.ts") },
  verify: { summary: "hold data against its certificate", load: () => import("./commands/verify.ts") },
  preview: { summary: "look at any rows of a table", load: () => import("./commands/preview.ts") },
  check: { summary: "find all faults of a schema, or show its plan", load: () => import("./commands/check.ts") },
  explain: { summary: "say how one cell came to be", load: () => import("./commands/explain.ts") },
  import: { summary: "make a schema of SQL, Prisma, JSON Schema or rows", load: () => import("./commands/import.ts") },
  describe: { summary: "make a schema of plain English, or change one", load: () => import("./commands/describe.ts") },
  types: { summary: "list the field types", load: () => import("./commands/types.ts") },
  schema: { summary: "print the JSON Schema of schema files", load: () => import("./commands/schema.ts") },
  serve: { summary: "serve the platform and its web page", load: () => import("./commands/serve.ts"), stays: true },
  worker: {
    summary: "work on the jobs of a platform elsewhere",
    load: () => import("./commands/worker.ts"),
    stays: true,
  },
  mcp: { summary: "serve agents over the Model Context Protocol", load: () => import("./commands/mcp.ts") },
  bench: { summary: "measure this machine", load: () => import("./commands/bench.ts") },
};

/**
 * Keeps the part of the heap for what is young at its first MiB instead of letting it grow to 48: a server is 25 MB smaller, and 80 MB while it streams, since
 * buffers that were written are freed when that part is swept.
 */
function staySmall(): void {
  setFlagsFromString("--semi-space-growth-factor=1");
}

const EPILOGUE = `
Exit codes:
  0 done   2 schema or command line wrong   3 input data wrong   4 disk, port or another service failed
  5 a limit is reached   70 a fault of Semblance   130 cancelled

Examples:
  $ semblance generate user --rows 10000
  $ semblance generate shop.yaml --rows 1000000 --out shop/ --format parquet
  $ semblance preview shop.yaml --table orders --from 40000
  $ semblance check shop.yaml`;

async function toProgram(wanted: readonly string[]): Promise<Command> {
  const program = new Command("semblance")
    .description("Any amount of realistic data from a description.")
    .version(VERSION)
    .helpOption("-h, --help", "show this help")
    .addHelpText("after", EPILOGUE);
  for (const [name, { summary, load, stays }] of Object.entries(COMMANDS)) {
    if (stays === true && wanted[0] === name) staySmall();
    const command = wanted.includes(name) ? (await load()).command() : new Command();
    program.addCommand(command.name(name).description(summary).helpOption("-h, --help", "show this help"));
  }
  return program;
}

/** Makes every command throw instead of exiting, and leave its complaints to us. */
function tame(command: Command): void {
  command.exitOverride().configureOutput({ outputError: () => {} });
  for (const inner of command.commands) tame(inner);
}

function tellUsage(error: CommanderError, asJson: boolean): number {
  if (error.exitCode === 0) return 0; // help or version, asked for and printed
  if (error.code === "commander.help") return USAGE_EXIT; // help instead of a command that was not named
  const [message = "", suggestion] = error.message.replace(/^error: /, "").split("\n");
  const hint = suggestion?.replace(/^\((.*)\)$/, "$1") ?? "Add --help for what there is.";
  if (asJson) {
    const issues = [{ path: "", code: "cli/usage", message, hint }];
    tell(JSON.stringify({ error: "UsageError", exit: USAGE_EXIT, issues }, undefined, 2));
  } else {
    tell(`error: ${message.replace(/\.?$/, ".")}`);
    tell(`hint: ${hint}`);
  }
  return USAGE_EXIT;
}

/** Runs the command line and gives the exit code. */
export async function run(args: readonly string[]): Promise<number> {
  const asJson = args.includes("--json");
  process.stdout.on("error", (error: NodeJS.ErrnoException) => {
    if (error.code === "EPIPE") process.exit(CLOSED_PIPE_EXIT);
  });
  try {
    // `semblance generate ...` or `semblance help generate`.
    const program = await toProgram(args.slice(0, 2));
    tame(program);
    await program.parseAsync(args, { from: "user" });
    return Number(process.exitCode ?? 0);
  } catch (error) {
    if (error instanceof CommanderError) return tellUsage(error, asJson);
    const { tellFailure } = await import("./failure.ts");
    return tellFailure(error, asJson);
  }
}
