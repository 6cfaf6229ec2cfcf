import { open } from "node:fs/promises";
import { DataError } from "@semblance/engine";
import { faultInJson, faultInLines, type JsonFault } from "./json-fault.ts";
import { MOST_RECORD_BYTES } from "./records.ts";

/** How a file of rows is read. */
export type Reader = "text" | "json" | "parquet" | "xlsx";

const UTF8_HINT = "Save it as UTF-8, and look for bytes that belong to no text.";
const EXPORT_HINT = "Copy it again, or write its rows as CSV.";

/** The first line of what a library says, without the names that it gives to its own errors. */
function bareMessage(error: unknown): string {
  const [first = ""] = String(error instanceof Error ? error.message : error).split("\n");
  return first
    .replace(/^(?:Invalid Input|IO|Conversion|Binder|Parser|Out of Range|Not implemented) Error: /, "")
    .trim();
}

interface Finding {
  readonly finding: string;
  readonly hint: string;
  readonly row?: number;
}

const atPlace = ({ line, column, finding }: JsonFault, hint: string): Finding => ({
  finding: `line ${line}, column ${column}: ${finding}`,
  hint,
  row: line,
});

function ofText(error: unknown): Finding {
  const message = String(error instanceof Error ? error.message : error);
  const line = /CSV Error on Line: (\d+)/.exec(message)?.[1];
  const place = line === undefined ? "" : `line ${line}: `;
  const row = line === undefined ? {} : { row: Number(line) };
  if (/unicode|encoded/i.test(message)) {
    return { finding: `${place}there are bytes that are neither UTF-8 nor Latin-1`, hint: UTF8_HINT, ...row };
  }
  if (/Maximum line size/i.test(message)) {
    const hint = "Look whether its lines end and its quotes are closed.";
    return { finding: `${place}the record is longer than ${MOST_RECORD_BYTES} bytes`, hint, ...row };
  }
  // The second line repeats the record; what is wrong with it stands behind.
  const said = message
    .split("\n")
    .find((each) => each.trim() !== "" && !/^(?:.*CSV Error on Line|Original Line|Possible|\s)/.test(each));
  const hint = "Write one record a line, with the same separator and quotes in all of them.";
  return { finding: `${place}${said ?? bareMessage(error)}`.slice(0, 300), hint, ...row };
}

async function ofJson(path: string, isLines: boolean, error: unknown): Promise<Finding> {
  const fault = isLines ? await faultInLines(path) : await faultInJson(path);
  if (fault !== undefined) {
    const hint = isLines
      ? "Each line must be one whole object: mend that line, or take it away."
      : "Mend it there; a file that is cut off must be written again.";
    return atPlace(fault, hint);
  }
  if (/maximum_object_size/.test(String(error))) {
    const finding = "an object is longer than 67108864 bytes";
    return { finding, hint: "Look whether its lines end; write fewer or smaller objects." };
  }
  return { finding: bareMessage(error), hint: "Write a list of objects, or one object a line (JSON Lines)." };
}

async function edgesOf(path: string): Promise<readonly [head: Buffer, tail: Buffer]> {
  await using file = await open(path);
  const { size } = await file.stat();
  const read = async (at: number): Promise<Buffer> => (await file.read(Buffer.alloc(4), 0, 4, at)).buffer;
  return [await read(0), await read(Math.max(0, size - 4))];
}

async function ofParquet(path: string, error: unknown): Promise<Finding> {
  const [head, tail] = (await edgesOf(path)).map((bytes) => bytes.toString("latin1"));
  if (head === "PARE") {
    return { finding: "its foot is encrypted", hint: "Write it without encryption." };
  }
  if (head !== "PAR1")
    return { finding: 'it is no Parquet: it does not begin with "PAR1"', hint: "Give it the ending of what it is." };
  if (tail !== "PAR1") {
    return { finding: 'it is cut off: it does not end with "PAR1", so its foot is missing', hint: EXPORT_HINT };
  }
  return { finding: `its foot or a page of it is damaged: ${bareMessage(error)}`, hint: EXPORT_HINT };
}

async function ofXlsx(path: string, error: unknown): Promise<Finding> {
  const [head] = await edgesOf(path);
  const hint = "Open it in a spreadsheet program, and save it as .xlsx without a password, or as CSV.";
  if (head.readUInt32BE(0) === 0xd0cf11e0) {
    return { finding: "it is an Excel file of the old kind (.xls), or has a password", hint };
  }
  if (head.toString("latin1", 0, 2) !== "PK") return { finding: "it is no Excel file: those are zip archives", hint };
  return { finding: `a part of it is missing or damaged: ${bareMessage(error)}`, hint };
}

/** What is wrong with a file that a reader refuses, where, and what to do. `path` is read, `name` is told. */
export async function toDataError(
  { path, name, ending }: { readonly path: string; readonly name: string; readonly ending: string },
  reader: Reader,
  error: unknown,
): Promise<DataError> {
  const isLines = ending === ".jsonl" || ending === ".ndjson";
  const { finding, hint, row } = await (reader === "text"
    ? ofText(error)
    : reader === "json"
      ? ofJson(path, isLines, error)
      : reader === "parquet"
        ? ofParquet(path, error)
        : ofXlsx(path, error));
  const kind = ending.slice(1) || "text";
  return new DataError(`${name}: cannot be read as ${kind}: ${finding.replace(/[.\s]+$/, "")}.\n${hint}`, name, row);
}
