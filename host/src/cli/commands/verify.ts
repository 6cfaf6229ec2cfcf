import { DataError } from "@semblance/engine";
import type { Command } from "commander";
import { verify, type Check } from "../../jobs/certificate-verify.ts";
import { newCommand } from "../options.ts";
import { count, plural, say, sayJson, styled, visible } from "../print.ts";

interface Options {
  readonly json?: true;
}

const HASH_SHOWN = 12;

/** What a check is about, one and many. */
const NAMES: Readonly<Record<Check["what"], readonly [one: string, many: string]>> = {
  schema: ["schema", "schemas"],
  file: ["file", "files"],
  contents: ["contents", "contents"],
  rows: ["rows", "rows"],
  unreadable: ["unreadable cells of", "unreadable cells"],
  nulls: ["nulls in", "null counts"],
  duplicates: ["duplicates of", "duplicate keys"],
  orphans: ["orphans of", "orphans"],
  violations: ["violations of", "rule violations"],
  sum: ["sum of", "sums"],
  min: ["least", "least values"],
  max: ["greatest", "greatest values"],
};
const MARKS = { passed: ["green", "✓"], failed: ["red", "✗"], skipped: ["yellow", "–"] } as const;

function valueText({ what }: Check, value: string | number | null): string {
  if (typeof value === "number") return count(value);
  if (value === null) return "none";
  return visible(what === "file" || what === "schema" ? value.slice(0, HASH_SHOWN) : value);
}

function sayLine(outcome: Check["outcome"], text: string, rest: string): void {
  const [style, mark] = MARKS[outcome];
  say(`  ${styled(style, mark)} ${text.padEnd(24)} ${outcome === "failed" ? rest : styled("dim", rest)}`.trimEnd());
}

/** One line for all checks of a kind that passed; one for each other. */
function sayChecks(checks: readonly Check[]): void {
  const [first] = checks;
  if (first === undefined) return;
  const { what } = first;
  const passed = checks.filter(({ outcome }) => outcome === "passed");
  const [only] = passed;
  if (only !== undefined) {
    const values = new Set(passed.map((check) => valueText(check, check.found)));
    const isZero = values.size === 1 && values.has("0");
    const names = passed.flatMap((check) => {
      if (check.of === "") return [];
      return passed.length === 1 || isZero ? [check.of] : [`${check.of} ${valueText(check, check.found)}`];
    });
    const listed = names.length <= 3 ? names.join("; ") : plural(names.length, "column");
    const shown = passed.length === 1 ? (isZero ? "0" : [...values][0]!) : isZero ? "0" : "";
    sayLine(
      "passed",
      NAMES[what][passed.length === 1 && (what === "schema" || what === "file") ? 0 : 1],
      [shown, visible(listed)].filter((text) => text !== "").join("  "),
    );
  }
  for (const check of checks) {
    const name = check.of === "" ? NAMES[what][0] : `${NAMES[what][0]} ${visible(check.of)}`;
    if (check.outcome === "failed") {
      const found = valueText(check, check.found);
      const isContents = what === "contents";
      sayLine("failed", name, isContents ? found : `certified ${valueText(check, check.certified)}, found ${found}`);
    }
    if (check.outcome === "skipped") {
      const why = check.found === null || typeof check.found === "number" ? "not said in SQL" : check.found;
      sayLine("skipped", name, `not computed again: ${visible(why)}`);
    }
  }
}

const ORDER = Object.keys(NAMES) as Check["what"][];

async function verifyData(certificate: string, data: readonly string[], { json }: Options): Promise<void> {
  const { checks } = await verify(certificate, data);
  const of = (outcome: Check["outcome"]): number => checks.filter((check) => check.outcome === outcome).length;
  const [passed, failed, skipped] = [of("passed"), of("failed"), of("skipped")];
  if (json === true) sayJson({ certificate, passed, failed, skipped, checks });
  else {
    for (const table of new Set(checks.map((check) => check.table))) {
      say(styled("bold", table === "" ? visible(certificate) : visible(table)));
      const own = checks.filter((check) => check.table === table);
      for (const what of ORDER) sayChecks(own.filter((check) => check.what === what));
    }
    const rest = skipped === 0 ? "" : `, ${count(skipped)} not computed again`;
    const text = failed === 0 ? `verified: ${plural(passed, "check")} passed${rest}` : "";
    if (text !== "") say(styled("green", text));
  }
  if (failed > 0) {
    const places = [...new Set(checks.filter(({ outcome }) => outcome === "failed").map(({ table }) => table))];
    const where = places.map((table) => (table === "" ? "the schema" : table)).join(", ");
    throw new DataError(
      `${count(failed)} of ${plural(checks.length, "check")} failed, in ${where}.\nThe data are not those that were certified.`,
      certificate,
    );
  }
}

export function command(): Command {
  return newCommand([
    "verify shop.json",
    "verify shop.json elsewhere/",
    "verify users.json users.csv --json",
    "verify shop.json postgres://me@localhost/shop",
  ])
    .argument("<certificate>", "what generate --certificate wrote")
    .argument(
      "[data...]",
      "files, directories of them, or the address of a database (default: where the files were made)",
    )
    .action(verifyData);
}
