import { deliveredTables, formatOf, parseText, SchemaError, type Encoder, type Plan } from "@semblance/engine";
import { toGrain } from "../jobs/chunks.ts";
import { measure, type RowCost } from "../jobs/measure.ts";
import { override } from "../jobs/overrides.ts";
import { layOut, withAnswers } from "../jobs/paths.ts";
import { equip, makePlan, openEncoder, type Workplace } from "../jobs/press.ts";
import type { PlannedFile, Survey, SurveyedFile, SurveyTask } from "./tasks.ts";

const CHUNK_SECONDS = 1;
const CHUNK_BYTES = 16 << 20;
const MOST_BYTES = 64 << 20; // of a chunk whose rows somebody chose
const MOST_CHUNKS = 20_000;
const SAMPLE_ROWS = 4096;
const SURVEY_MS = 3000; // of measuring; files after that are taken to be as those before

/** Rows per chunk of every file, so that a chunk is about a second of work and the job has a bounded number of them. */
function chunkRowsOf(
  files: readonly { readonly rows: number; readonly grainRows: number; readonly cost: RowCost }[],
  wanted: number | undefined,
): readonly number[] {
  const rowsOf = (least: number): readonly number[] =>
    files.map(({ grainRows, cost: { bytes, seconds } }) => {
      const most = Math.max(1, Math.floor(MOST_BYTES / bytes));
      const rows =
        wanted === undefined ? Math.min(CHUNK_BYTES / bytes, CHUNK_SECONDS / seconds) : Math.min(wanted, most);
      const bounded = Math.min(Math.max(rows, wanted === undefined ? SAMPLE_ROWS : 1), Number.MAX_SAFE_INTEGER / 4);
      return toGrain(Math.floor(Math.max(bounded, least)), grainRows);
    });
  for (let least = 1; ; least *= 2) {
    const chosen = rowsOf(least);
    // One more per file, since a file may begin within a grain.
    const chunks = files.reduce((sum, { rows }, k) => sum + Math.ceil(rows / chosen[k]!) + 1, -files.length);
    if (chunks <= Math.max(MOST_CHUNKS, files.length)) return chosen;
  }
}

function costs(workplace: Workplace, files: readonly PlannedFile[]): readonly RowCost[] {
  const began = performance.now();
  let before: RowCost = { bytes: 100, seconds: 1e-6 };
  return files.map(({ from, to }, file) => {
    if (to - from > 0 && performance.now() - began < SURVEY_MS)
      before = measure(workplace, file, SAMPLE_ROWS, to - from > 4 * SAMPLE_ROWS ? 2 : 1);
    return before;
  });
}

const toSafeName = (name: string): string =>
  [...name]
    .map((c) => (c < " " || c === "\u007F" ? "-" : c))
    .join("")
    .replaceAll("..", "--");

async function filesOf(task: SurveyTask, plan: Plan, extension: string): Promise<readonly PlannedFile[]> {
  if (task.files !== undefined)
    return task.files.map((file) => ({ ...file, name: file.name + (file.answers === true ? ".csv" : extension) }));
  const folder = "./";
  const layout = await layOut(plan, "data", extension, folder, task.split);
  const key = layout.paths.includes("answers.csv") ? "answers-key.csv" : "answers.csv";
  const { files, paths } = withAnswers(layout, plan, folder, key);
  return files.map((file, k) => ({ ...file, name: toSafeName(paths[k]!) }));
}

function toDocument({ schema, overrides }: SurveyTask): Readonly<Record<string, unknown>> {
  let document = schema;
  if (typeof schema === "string") {
    const parsed = parseText(schema);
    if (parsed.issues.length > 0)
      throw new SchemaError(
        parsed.issues.map(({ at, ...issue }) => ({ ...issue, path: `schema:${at.line}:${at.column}` })),
      );
    ({ document } = parsed);
  }
  return override(document, overrides) as Readonly<Record<string, unknown>>;
}

/** Compiles the document, lays the files out and measures what their rows cost. Throws SchemaError with every issue. */
export async function survey(task: SurveyTask): Promise<Survey> {
  const { format, options, gzip } = task;
  const document = toDocument(task);
  const plan = await makePlan(document);
  const extension = formatOf(format).extension + (gzip ? ".gz" : "");
  const files = await filesOf(task, plan, extension);
  const workplace = await equip(plan, { document, format, options, gzip, files });
  const encoders: readonly Encoder[] = files.map((_, file) => openEncoder(workplace, file));
  const measured = costs(workplace, files);
  const chosen = chunkRowsOf(
    files.map(({ from, to }, k) => ({ rows: to - from, grainRows: encoders[k]!.grainRows, cost: measured[k]! })),
    task.chunkRows,
  );
  const { name } = document;
  return {
    document,
    name: typeof name === "string" ? name : deliveredTables(plan)[0]?.header.table,
    files: files.map((file, k): SurveyedFile => ({ ...file, chunkRows: chosen[k]! })),
  };
}
