import { expect, test } from "vitest";
import { people, semblance } from "./semblance.ts";

const COMMANDS = ["generate", "preview", "check", "explain", "types", "schema", "serve", "worker", "bench"];

test("the help names every command, and each has help with examples", async () => {
  const { code, stdout } = await semblance(["--help"]);
  expect(code).toBe(0);
  for (const command of COMMANDS) expect(stdout.toString()).toMatch(new RegExp(`^ {2}${command} `, "m"));
  for (const command of COMMANDS) {
    const help = await semblance([command, "--help"]);
    expect(help.code).toBe(0);
    expect(help.stdout.toString()).toContain(`Usage: semblance ${command} `);
    expect(help.stdout.toString()).toContain(`\nExamples:\n  $ semblance ${command}`);
  }
});

const WRONG: readonly (readonly [args: string, error: string, hint: string])[] = [
  ["generte user", "unknown command 'generte'.", "Did you mean generate?"],
  ["generate user --thread 2", "unknown option '--thread'.", "Did you mean --threads?"],
  ["generate", "missing required argument 'schema'.", "Add --help for what there is."],
  ["generate - --rows ten", "--rows: expected a whole number of at least 0; found ten.", ""],
  ["generate - --rows 1.5", "--rows: expected a whole number of at least 0; found 1.5.", ""],
  ["generate - --threads 0", "--threads: expected a whole number of at least 1; found 0.", ""],
  ["generate - --table peple=3", "--table: there is no table peple.", "Did you mean people?"],
  ["generate - --table people", "--table: expected a table and its rows; found people.", "Write --table orders=5000."],
  [
    "generate - --split 0.8,0.3",
    "--split: expected two or more shares that add up to 1; found 0.8,0.3.",
    "Write --split 0.8,0.1,0.1.",
  ],
  [
    "generate - --now yesterday",
    "--now: expected a moment; found yesterday.",
    "Write 2026-01-31 or 2026-01-31T12:00:00Z.",
  ],
  ["generate nowhere.yaml", "nowhere.yaml: there is no such file.", ""],
  [
    "generate usr.yaml",
    "usr.yaml: there is no such file.",
    "Did you mean the template user? Write it without an ending.",
  ],
  ["generate usr", "usr: there is no template of that name.", "Did you mean user?"],
  ["preview - --from 25000", "--from: people has 25,000 rows, counted from 0; found 25000.", ""],
];

for (const [args, error, hint] of WRONG) {
  test(`semblance ${args}`, async () => {
    const { code, stdout, stderr } = await semblance(args.split(" "), { input: people });
    expect(stderr).toBe(`error: ${error}\n${hint === "" ? "" : `hint: ${hint}\n`}`);
    expect(stdout.toString()).toBe("");
    expect(code).toBe(2);
  });
}

test("with --json errors are JSON", async () => {
  for (const args of [
    ["generate", "-", "--rows", "ten"],
    ["generate", "nowhere.yaml"],
    ["generate", "--nothing"],
  ]) {
    const { stderr } = await semblance([...args, "--json"], { input: people });
    expect(JSON.parse(stderr)).toMatchObject({ exit: 2, issues: [{ message: expect.any(String) as string }] });
  }
});
