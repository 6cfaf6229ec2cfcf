import { SchemaError } from "@semblance/engine";
import type { ExportOrder } from "../api/index.ts";
import type { JobSpec } from "../database/schema.ts";
import { insertJob, surveyOf, toFormatOptions } from "./create.ts";
import { checkDestination } from "./load-goal.ts";
import type { Owner } from "./platform.ts";
import type { PlannedFile } from "./tasks.ts";
import { cutsOf, isWithin } from "./reuse.ts";
import { filesOf } from "./views.ts";
import type { JobRow, Works } from "./works.ts";

type Another = Exclude<ExportOrder, { store: string }>;

/** The name without the ending of its format. */
const stemOf = (name: string): string => name.replace(/\.gz$/, "").replace(/\.[a-z]+$/, "");

/** The files of the job as they are to be made again, with their numbers in it. */
async function slicesOf(
  works: Works,
  { id, spec }: JobRow,
): Promise<{ readonly files: readonly PlannedFile[]; readonly numbers: readonly number[] } | undefined> {
  if (spec.kind === "load") return undefined;
  const rows = [...(await filesOf(works, id)).values()].flat();
  const files = rows.map(({ name, table, from, to, answers }): PlannedFile => {
    return { name: stemOf(name), table, from, to, ...(answers ? { answers } : {}) };
  });
  return { files, numbers: rows.map(({ number }) => number) };
}

/** Makes a job with the same data in another format, or into a database. Gives its id. */
export async function exportJob(works: Works, owner: Owner, job: JobRow, order: Another): Promise<string> {
  const { spec, id, name, template, priority, region, timeoutMs } = job;
  if (spec.edition !== works.edition) {
    const message = `the job was made by edition ${spec.edition}; this server has ${works.edition}.`;
    throw new SchemaError([{ path: "job", code: "job/edition", message, hint: "Make a new job." }]);
  }
  const goal = "destination" in order ? await checkDestination(works, order.destination) : undefined;
  const [format, gzip, options] =
    "destination" in order
      ? [spec.format, false, spec.options]
      : [order.format, order.gzip, { ...toFormatOptions(order.options) }];
  const slices = goal === undefined ? await slicesOf(works, job) : undefined;
  const whole = await surveyOf(works, {
    kind: "survey",
    schema: spec.document,
    overrides: {},
    format,
    options,
    gzip,
    ...(slices === undefined ? {} : { files: slices.files }),
  });
  const survey =
    goal === undefined ? whole : { ...whole, files: whole.files.filter(({ answers }) => answers !== true) };
  const sources = slices !== undefined && isWithin(job, { format, options, gzip }) ? slices.numbers : undefined;
  const cuts = sources === undefined ? undefined : await cutsOf(works, id);
  const made: JobSpec = {
    document: survey.document,
    kind: goal === undefined ? "files" : "load",
    format,
    options,
    gzip,
    edition: works.edition,
    from: id,
    ...(sources === undefined ? {} : { sources }),
    ...(goal === undefined ? {} : { destination: goal.shown }),
  };
  return insertJob(works, {
    owner,
    survey,
    spec: made,
    name,
    template,
    priority,
    region,
    timeoutMs,
    ...(goal === undefined ? {} : { goal }),
    ...(sources === undefined ? {} : { cuts: new Map(sources.map((number, file) => [file, cuts?.get(number) ?? []])) }),
  });
}
