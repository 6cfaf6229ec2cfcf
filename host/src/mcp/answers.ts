import { CancelledError, SchemaError } from "@semblance/engine";
import type { CallToolResult } from "@modelcontextprotocol/sdk/types.js";
import stringWidth from "string-width";
import type { Extracted, Preview, Validation } from "../api/index.ts";
import { bytesText, count, plural, secondsText, visible } from "../cli/print.ts";
import type { Run } from "./hand.ts";
import { Refused } from "./remote.ts";

const MOST_ISSUES = 100;
const CELL = 60;

interface Told {
  readonly path: string;
  readonly code: string;
  readonly message: string;
  readonly hint?: string | undefined;
  readonly line?: number | undefined;
  readonly column?: number | undefined;
}

/** An answer that agents read as text, and programs as data. */
export function toAnswer(text: string, data: object): CallToolResult {
  return { content: [{ type: "text", text }], structuredContent: data as Record<string, unknown> };
}

function issueText({ path, code, message, hint, line, column }: Told): string {
  const place = line === undefined ? "" : `line ${line}, column ${column ?? 1}: `;
  const where = path === "" ? "" : `${path}: `;
  return `- ${place}${where}${message} [${code}]${hint === undefined ? "" : `\n  hint: ${hint}`}`;
}

function issuesText(issues: readonly Told[]): string {
  const more = issues.length > MOST_ISSUES ? `\nand ${count(issues.length - MOST_ISSUES)} more` : "";
  const lines = issues.slice(0, MOST_ISSUES).map(issueText).join("\n");
  return `${plural(issues.length, "fault")}:\n${lines}${more}`;
}

function issuesOf(error: unknown): readonly Told[] {
  if (error instanceof SchemaError) return error.issues;
  if (error instanceof Refused) {
    const { issues, code, detail, hint } = error.problem;
    return issues ?? [{ path: "", code, message: detail, hint }];
  }
  const [message = "", ...advice] = (error instanceof Error ? error.message : String(error)).split("\n");
  const code = error instanceof CancelledError ? "cancelled" : error instanceof Error ? error.name : "Error";
  return [{ path: "", code, message, ...(advice.length === 0 ? {} : { hint: advice.join(" ") }) }];
}

/** What went wrong, every fault with place and hint. */
export function toFault(error: unknown): CallToolResult {
  const issues = issuesOf(error);
  return { isError: true, ...toAnswer(issuesText(issues), { issues: issues.map((issue) => ({ ...issue })) }) };
}

export function describedText({ text, notes, changes, unread = [] }: Extracted): string {
  const told = notes.map((note) => {
    const others = note.choices === undefined ? "" : ` (${note.choices.join(" | ")})`;
    return `- ${note.path === "" ? "" : `${note.path}: `}${note.text}${others}`;
  });
  return [
    text.trimEnd(),
    ...(changes === undefined
      ? []
      : ["", "Changes:", ...(changes.length === 0 ? ["none"] : changes.map(({ text: line }) => `- ${line}`))]),
    ...(told.length === 0 ? [] : ["", "Notes:", ...told]),
    ...(unread.length === 0 ? [] : ["", `Not understood: ${[...new Set(unread)].join(", ")}`]),
  ].join("\n");
}

export function checkedText({ issues, plan }: Validation): string {
  if (plan === undefined) return issuesText(issues);
  const { tables, total, seed, now, edition } = plan;
  const lines = tables.map(
    ({ table, fields, rows, bytes }) =>
      `- ${table}: ${plural(fields, "field")}, ${plural(rows, "row")}, about ${bytesText(bytes)} as CSV`,
  );
  const all = `${plural(total.rows, "row")}, about ${bytesText(total.bytes)} as CSV in ${secondsText(total.seconds)} with ${plural(total.threads, "thread")}`;
  return ["No faults. Tables, parents first:", ...lines, all, `seed ${seed}, now ${now}, edition ${edition}`].join(
    "\n",
  );
}

function cellText(value: unknown): string {
  const text = visible(value === null ? "null" : typeof value === "string" ? value : JSON.stringify(value));
  return text.length <= CELL ? text : `${text.slice(0, CELL - 1)}…`;
}

function gridText({ table, from, total, columns, rows }: Preview["tables"][number]): string {
  const names = columns.map(({ name }) => name);
  const lines = [
    ["row", ...names.map(visible)],
    ...rows.map((row, r) => [String(from + r), ...names.map((name) => cellText(row[name]))]),
  ];
  const widths = lines[0]!.map((_, c) => Math.max(...lines.map((line) => stringWidth(line[c]!))));
  const grid = lines.map((line) =>
    line
      .map((cell, c) => cell + " ".repeat(widths[c]! - stringWidth(cell)))
      .join("  ")
      .trimEnd(),
  );
  return [`${visible(table)}: ${plural(total, "row")}`, ...grid].join("\n");
}

export const previewText = ({ tables }: Preview): string => tables.map(gridText).join("\n\n");

/** One run with its files. */
export function runText({ id, status, rows, rows_done, percent, bytes, eta_seconds, error, files }: Run): string {
  const eta = eta_seconds === null || status !== "generating" ? "" : `, about ${secondsText(eta_seconds)} to go`;
  const far = `${count(rows_done)} of ${plural(rows, "row")} (${Math.floor(percent)} %), ${bytesText(bytes)}${eta}`;
  return [
    `${id}: ${status}, ${far}${error === undefined ? "" : `: ${error}`}`,
    ...files.map(({ table, rows: n, at }) => `- ${table}: ${plural(n, "row")} at ${at}`),
  ].join("\n");
}
