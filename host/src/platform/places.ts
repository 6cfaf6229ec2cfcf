import { and, eq, inArray, type SQL } from "drizzle-orm";
import { chunks } from "../database/schema.ts";

/**
 * Narrows a statement to where chunks of a job may be, by the primary key. A list is joined with the ledger by reading all of the job where the planner
 * has no statistics yet, as on the embedded database after a job is made: 600 ms instead of 1 for a job of 20,000 chunks.
 */
export function placesOf(job: string, places: readonly { readonly file: number; readonly from: number }[]): SQL {
  const files = [...new Set(places.map(({ file }) => file))];
  const froms = [...new Set(places.map(({ from }) => from))];
  return and(eq(chunks.jobId, job), inArray(chunks.file, files), inArray(chunks.from, froms))!;
}
