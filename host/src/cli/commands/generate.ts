import { availableParallelism } from "node:os";
import { EDITION, formatOf, formats, type Format, type FormatOptions } from "@semblance/engine";
import type { Command } from "commander";
import { DELIMITER } from "../../api/jobs.ts";
import { writeCertificate } from "../../jobs/certificate.ts";
import { checkPaths, openFiles, openStdout, STDOUT } from "../../jobs/outbox.ts";
import { layOut, readEndings, withAnswers, type PathFormat } from "../../jobs/paths.ts";
import { equip } from "../../jobs/press.ts";
import { runJob } from "../../jobs/run.ts";
import { isForFiles, openGoal, type Goal } from "../goal.ts";
import { load } from "../load.ts";
import {
  newCommand,
  optionError,
  planDocument,
  wholeNumber,
  withDataOptions,
  withRowOptions,
  withSchema,
} from "../options.ts";
import type { Planned, RowOptions } from "../options.ts";
import { openProgress } from "../progress.ts";
import { tellSummary } from "../summary.ts";
import { untilSignal } from "../signals.ts";

interface Options extends RowOptions {
  readonly out?: string;
  readonly format?: string;
  readonly chunkRows?: number;
  readonly threads?: number;
  readonly split?: readonly number[];
  readonly gzip?: true;
  readonly delimiter?: string;
  readonly header: boolean;
  readonly nullText?: string;
  readonly guardFormulas?: true;
  readonly compression?: "snappy" | "zstd" | "none";
  readonly dialect?: "postgres" | "mysql" | "sqlite" | "sqlserver";
  readonly createTable?: true;
  readonly answers?: string;
  readonly certificate?: string;
  readonly force?: true;
  readonly quiet?: true;
  readonly to?: string;
  readonly append?: true;
  readonly truncate?: true;
  readonly yes?: true;
  readonly createTables?: true;
  readonly tables?: readonly string[];
  readonly wallet?: string;
  readonly confirmPrice?: string;
}

function oneOf<T extends string>(option: string, names: readonly T[]): (text: string) => T {
  return (text) => {
    const name = names.find((known) => known === text.toLowerCase());
    if (name === undefined) throw optionError(option, `expected one of ${names.join(", ")}; found ${text}.`);
    return name;
  };
}

function readShares(text: string): readonly number[] {
  const shares = text.split(",").map((share) => (share.trim() === "" ? NaN : Number(share)));
  const whole = shares.reduce((sum, share) => sum + share, 0);
  if (shares.length > 1 && shares.every((share) => share > 0) && Math.abs(whole - 1) < 1e-6) return shares;
  throw optionError(
    "--split",
    `expected two or more shares that add up to 1; found ${text}.`,
    "Write --split 0.8,0.1,0.1.",
  );
}

function readDelimiter(text: string): string {
  const delimiter = text === "\\t" || text === "tab" ? "\t" : text;
  if (DELIMITER.test(delimiter)) return delimiter;
  throw optionError(
    "--delimiter",
    `expected one ASCII mark that no number, date or quote holds; found ${text}.`,
    "Write --delimiter ';' or --delimiter tab.",
  );
}

function readNullText(text: string): string {
  if (!/["\r\n]/.test(text)) return text;
  throw optionError("--null-text", "expected a text without quotes and line ends.", "Write --null-text NULL.");
}

function toFormatOptions(options: Options): FormatOptions {
  if (options.nullText?.includes(options.delimiter ?? ",") === true)
    throw optionError(
      "--null-text",
      `expected a text without the delimiter; found ${options.nullText}.`,
      "Write --null-text NULL.",
    );
  const { delimiter, header, nullText, guardFormulas, compression, dialect, createTable } = options;
  return {
    ...(delimiter === undefined ? {} : { delimiter }),
    ...(header ? {} : { headerLine: false }),
    ...(nullText === undefined ? {} : { nullText }),
    ...(guardFormulas === true ? { guardFormulas } : {}),
    ...(compression === undefined ? {} : { compression }),
    ...(dialect === undefined ? {} : { dialect }),
    ...(createTable === true ? { createTable } : {}),
  };
}

const FOR_FILES = ["out", "answers", "format", "split", "gzip", "dialect", "compression", "createTable"] as const;
const FOR_STORES = ["out", "answers", "certificate", "force"] as const; // what says nothing there
const FOR_DATABASES = ["append", "truncate", "yes", "createTables", "tables"] as const;

const dashed = (name: string): string => `--${name.replaceAll(/[A-Z]/g, (c) => `-${c.toLowerCase()}`)}`;

/** Options that say nothing here would be a mistake that nobody sees. */
function checkGoal(options: Options): void {
  const { to } = options;
  const forFiles = to !== undefined && isForFiles(to);
  const priced = /^arweave:/i.test(to ?? "") ? [] : (["wallet", "confirmPrice"] as const);
  const others = to === undefined ? FOR_DATABASES : forFiles ? [...FOR_DATABASES, ...FOR_STORES] : FOR_FILES;
  const stray = [...others, ...priced].find((name) => options[name] !== undefined);
  if (stray === undefined) return;
  const isLost = to === undefined || (forFiles && FOR_DATABASES.some((name) => name === stray));
  const message = isLost ? "expected --to with the address of a database." : `says nothing with --to ${to}.`;
  throw optionError(dashed(stray), message, "Drop it, or see --help.");
}

/** How the files are to be. */
interface Wanted {
  readonly format: Format;
  readonly gzip: boolean;
  readonly endings: PathFormat;
  /** Where they go instead of this machine's disk. */
  readonly goal: Goal | undefined;
}

async function writeFiles(planned: Planned, wanted: Wanted, options: Options): Promise<void> {
  const { loaded, document, plan } = planned;
  const { format, gzip, endings, goal } = wanted;
  const { out } = options;
  const delimiter = options.delimiter ?? (format.name === "csv" ? endings.delimiter : undefined);
  const extension = format.extension + (gzip ? ".gz" : "");
  const folder = goal?.folder ?? out;
  const layout = await layOut(plan, document.name ?? loaded.name, extension, folder, options.split);
  const { files, paths } = withAnswers(layout, plan, folder, options.answers);
  if (options.answers !== undefined && files.length === layout.files.length)
    throw optionError("--answers", "expected data that are delivered dirty; nothing is.", "Add --dirty 0.02.");
  if (options.certificate !== undefined && out === STDOUT)
    throw optionError("--certificate", "expected files to certify; found standard output.", "Write --out data/.");
  const made = options.certificate === undefined ? paths : [...paths, options.certificate];
  if (out !== STDOUT && goal === undefined) await checkPaths(made, options.force === true);
  const threads = options.threads ?? availableParallelism();
  const formatOptions = toFormatOptions({ ...options, ...(delimiter === undefined ? {} : { delimiter }) });
  const job = { document, format: format.name, options: formatOptions, gzip, files };
  const workplace = await equip(plan, job);
  const began = performance.now();
  const progress =
    options.quiet === true ? undefined : openProgress(files.reduce((sum, { from, to }) => sum + to - from, 0));
  try {
    const outbox = goal?.outbox ?? (out === STDOUT ? openStdout() : openFiles());
    const delivered = await untilSignal(async (signal) => {
      const made = await runJob(workplace, paths, outbox, {
        threads,
        signal,
        ...(options.chunkRows === undefined ? {} : { chunkRows: options.chunkRows }),
        ...(progress === undefined ? {} : { onProgress: progress.update }),
      });
      return goal === undefined ? made : goal.publish(made, signal);
    });
    progress?.close();
    if (options.certificate !== undefined) await writeCertificate({ plan, job, paths, path: options.certificate });
    const { seed = 0, now } = document;
    const seconds = (performance.now() - began) / 1000;
    tellSummary({ format: format.name, files: delivered, seconds, seed, now, edition: EDITION }, options);
  } finally {
    progress?.close();
  }
}

async function generate(schema: string, options: Options): Promise<void> {
  checkGoal(options);
  const { out, to } = options;
  if (to !== undefined && !isForFiles(to)) {
    const threads = options.threads ?? availableParallelism();
    return load(await planDocument(schema, options), { ...options, to, threads });
  }
  const endings = readEndings(out ?? "");
  const format = formatOf(options.format ?? endings.format ?? "csv");
  const gzip = options.gzip === true || endings.gzip;
  const planned = await planDocument(schema, options);
  const goal = to === undefined ? undefined : await openGoal(to, gzip ? "application/gzip" : format.mediaType, options);
  try {
    await writeFiles(planned, { format, gzip, endings, goal }, options);
  } finally {
    await goal?.close();
  }
}

export function command(): Command {
  const names = formats.map(({ name }) => name);
  return withDataOptions(
    withRowOptions(
      withSchema(
        newCommand([
          "generate user --rows 10000",
          "generate shop.yaml --rows 1_000_000 --table products=500 --out shop/ --format parquet",
          "generate user --rows 1000 --out - --format jsonl | jq .email",
          "generate user --rows 100000 --split 0.8,0.1,0.1 --gzip",
          "generate shop.yaml --to postgres://me@localhost/shop --create-tables",
          "generate shop.yaml --to s3://bucket/shop --format parquet",
          "generate shop.yaml --dirty 0.02 --out shop/ --certificate shop/certificate.json",
        ]),
      ),
    ),
  )
    .option(
      "-o, --out <path>",
      "a file, a directory, or - for standard output (default: ./<table>.<format> or ./<schema>/)",
    )
    .option(
      "-f, --format <format>",
      `${names.join(", ")} (default: by --out's ending, or csv)`,
      oneOf("--format", names),
    )
    .option("--split <shares>", "files of consecutive rows: 0.8,0.1,0.1 makes train, validation and test", readShares)
    .option("--gzip", "compress with gzip")
    .option("--dirty <rate or file>", "spoil so many cells and rows, or as a file says; see docs/dirty.md")
    .option("--answers <path>", "where to say what is wrong with dirty data (default: beside the data)")
    .option("--certificate <path>", "also write counts, keys, totals and hashes of the data, for `semblance verify`")
    .option("--force", "replace files that exist")
    .option("--delimiter <character>", "CSV: between cells; `tab` for tabs (default: a comma)", readDelimiter)
    .option("--no-header", "CSV: no line with the names of the columns")
    .option("--null-text <text>", 'CSV: what stands for null (default: nothing; an empty text is "")', readNullText)
    .option("--guard-formulas", "CSV: an apostrophe before texts that a spreadsheet would run as a formula")
    .option(
      "--compression <codec>",
      "Parquet: snappy, zstd or none (default: snappy)",
      oneOf("--compression", ["snappy", "zstd", "none"]),
    )
    .option(
      "--dialect <name>",
      "SQL: postgres, mysql, sqlite or sqlserver (default: postgres)",
      oneOf("--dialect", ["postgres", "mysql", "sqlite", "sqlserver"]),
    )
    .option("--create-table", "SQL: begin with CREATE TABLE")
    .option(
      "--threads <n>",
      "threads (default: one per core); the bytes do not depend on it",
      wholeNumber("--threads", 1),
    )
    .option("--chunk-rows <n>", "rows made at a time; the bytes do not depend on it", wholeNumber("--chunk-rows", 1))
    .option("--quiet", "no progress and no summary")
    .option(
      "--to <address>",
      "load into a database: postgres://me@host/db, mysql://me@host/db or sqlite:file.db; or publish the files: s3://bucket/prefix, ipfs: or arweave:",
    )
    .option("--wallet <path>", "arweave: the key file that pays")
    .option("--confirm-price <price>", "arweave: the most that it may cost: 123456789 (winston) or 0.25AR")
    .option("--create-tables", "database: make the tables that are missing")
    .option("--append", "database: keep the rows that are there and continue after them")
    .option("--truncate", "database: remove the rows that are there; asks first")
    .option("--yes", "database: answer yes to what --truncate asks")
    .option("--tables <names>", "database: load only these tables: orders,lines", (text: string) =>
      text.split(",").map((name) => name.trim()),
    )
    .action(generate);
}
