import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, it } from "vitest";
import { checkRecords, MOST_RECORD_BYTES } from "./records.ts";

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "records-"));
});
afterAll(() => rm(folder, { recursive: true }));

async function faultOf(text: string): Promise<string | undefined> {
  const path = join(folder, "file.csv");
  await writeFile(path, text);
  return checkRecords(path, "file.csv").then(
    () => undefined,
    (error: unknown) => (error as Error).message,
  );
}

const ROWS = "1,2\n".repeat(2_000_000); // more than one piece is read of
const LONG = "x".repeat(MOST_RECORD_BYTES - 10);

it.each([
  ["a line without end", `a,b\n1,2\n${"x".repeat(5 * MOST_RECORD_BYTES)}`, 3],
  ["a file that is one line", "x".repeat(5 * MOST_RECORD_BYTES), 1],
  ["a line without end far behind", `${ROWS}${"x".repeat(2 * MOST_RECORD_BYTES)}\n${ROWS}`, 2_000_001],
])("%s is refused with its number", async (_, text, line) => {
  expect(await faultOf(text)).toMatch(
    new RegExp(`^file\\.csv: line ${line}: the line is longer than \\d+ bytes\\.\n\\w`),
  );
});

it.each([
  ["a quote that opens near the end", 'a,b\n1,"x\n2,y\n', 2],
  ["a quote that opens in front of many rows", `a,b\n1,"x\n${ROWS}`, 2],
  ["a quote that opens behind many rows", `${ROWS}1,"x\n${ROWS}`, 2_000_001],
  ["one after a text over several lines", `a,b\n"x\n\n",2\n3,"y\n`, 5],
  ["one that closes beyond what a record may hold", `a,b\n1,"${ROWS}"\n`, 2],
])("%s and is not closed is refused with its line", async (_, text, line) => {
  expect(await faultOf(text)).toMatch(new RegExp(`^file\\.csv: line ${line}: a quote opens here.*\n\\w`));
});

it("a zero byte is refused with its line, wherever it stands", async () => {
  expect(await faultOf(`${ROWS}a\0b\n`)).toMatch(/^file\.csv: line 2000001: .*zero byte/);
});

it.each([
  ["long lines", `${LONG}\n${LONG}\n${LONG}`],
  ["lines that end as those of old Macs", "1,2\r".repeat(2_000_000)],
  ["texts over lines, and quotes in them", `a,b\n"x ""y"" z\n","\n"\n`.repeat(300_000)],
  ["long texts over lines", `a,b\n1,"${"x\n".repeat(MOST_RECORD_BYTES / 2 - 10)}"\n`.repeat(4)],
  ["quotes within a text", 'a,b\n5" pipe,6" pipe\n'],
  ["a word in quotes before others", '1,"five" men,3\n'.repeat(500_000)],
  ["escaped quotes at an end", 'a,b\n1,"he said \\"hi\\""\n'],
  ["quotes between tabs, where they mean nothing", 'a\tb\n"one\t2\n3\t4\n'],
])("%s are read", async (_, text) => {
  expect(await faultOf(text)).toBeUndefined();
});
