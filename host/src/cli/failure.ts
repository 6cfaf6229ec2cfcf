import { CancelledError, DataError, LimitError, SchemaError, WorldError, type Issue } from "@semblance/engine";
import { SignalError } from "./signals.ts";
import { count, plural, styled, tell, visible } from "./print.ts";

/** What the process ends with: whose move is next. */
export const EXIT = { schema: 2, data: 3, world: 4, limit: 5, bug: 70, cancelled: 130 } as const;

const MOST_ISSUES = 100;

interface Failure {
  readonly name: string;
  readonly exit: number;
  readonly issues: readonly (Issue & { readonly place?: string })[];
}

function exitOf(error: unknown): number {
  if (error instanceof SchemaError) return EXIT.schema;
  if (error instanceof DataError) return EXIT.data;
  if (error instanceof WorldError) return EXIT.world;
  if (error instanceof LimitError) return EXIT.limit;
  if (error instanceof SignalError) return error.exit;
  if (error instanceof CancelledError) return EXIT.cancelled;
  return EXIT.bug;
}

function toFailure(error: unknown): Failure {
  const exit = exitOf(error);
  const name = error instanceof Error ? error.name : "Error";
  if (error instanceof SchemaError) return { name, exit, issues: error.issues };
  // Everything after the first line of a message is advice.
  const [message = "", ...advice] = (error instanceof Error ? error.message : String(error)).split("\n");
  const hint =
    exit === EXIT.bug
      ? "This is a fault of Semblance. Please report it, with the schema and the command."
      : advice.join(" ");
  return { name, exit, issues: [{ path: "", code: name, message, ...(hint === "" ? {} : { hint }) }] };
}

/** One issue as "error:" and "hint:" lines. */
function tellIssue({ path, message, hint, place }: Failure["issues"][number]): void {
  const where = [place, path].filter((part) => part !== undefined && part !== "").join(" ");
  const label = styled("red", "error:", process.stderr);
  tell(`${label} ${visible(where === "" ? message : `${where}: ${message}`)}`);
  if (hint !== undefined) tell(`${styled("cyan", "hint:", process.stderr)} ${visible(hint)}`);
}

/** Tells what went wrong, on standard error, and gives the exit code. */
export function tellFailure(error: unknown, asJson: boolean): number {
  const { name, exit, issues } = toFailure(error);
  if (asJson) {
    tell(JSON.stringify({ error: name, exit, issues }, undefined, 2));
    return exit;
  }
  if (error instanceof CancelledError) {
    tell("cancelled");
    return exit;
  }
  for (const issue of issues.slice(0, MOST_ISSUES)) tellIssue(issue);
  if (issues.length > MOST_ISSUES) tell(`and ${count(issues.length - MOST_ISSUES)} more`);
  if (issues.length > 1) tell(plural(issues.length, "error"));
  if (exit === EXIT.bug && error instanceof Error) tell(error.stack ?? "");
  return exit;
}
