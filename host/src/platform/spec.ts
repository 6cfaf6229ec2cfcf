import { asc, eq } from "drizzle-orm";
import { files, type JobSpec } from "../database/schema.ts";
import type { FileSlice, Job } from "../jobs/press.ts";
import type { Works } from "./works.ts";

const kept = new WeakMap<JobSpec, Job>();

/** The job as threads take it: with the slices that its files are. */
export async function pressJob({ database }: Works, id: string, spec: JobSpec): Promise<Job> {
  const known = kept.get(spec);
  if (known !== undefined) return known;
  const rows = await database.db.select().from(files).where(eq(files.jobId, id)).orderBy(asc(files.number));
  const { document, format, options, gzip } = spec;
  const slices = rows.map(({ table, from, to, answers }): FileSlice => {
    return { table, from, to, ...(answers ? { answers } : {}) };
  });
  const job: Job = { document, format, options, gzip, files: slices };
  kept.set(spec, job);
  return job;
}
