import type {
  Chunk,
  ExportOrder,
  Job,
  JobFile,
  JobOrderInput,
  JobPage,
  Preview,
  Publication,
} from "@semblance/host/api";
import { ask, withSearch } from "./http.ts";

export type { Chunk, Job, JobFile, JobPage, JobState, Publication, TablePreview } from "@semblance/host/api";

/** Which jobs are wanted. */
export interface JobSearch {
  readonly status?: string | undefined;
  readonly q?: string | undefined;
  readonly template?: string | undefined;
  readonly from?: string | undefined;
  readonly to?: string | undefined;
  readonly page?: number | undefined;
  readonly page_size?: number | undefined;
}

const at = (id: string): string => `/api/jobs/${encodeURIComponent(id)}`;

export const listJobs = (search: JobSearch, signal?: AbortSignal): Promise<JobPage> =>
  ask(withSearch("/api/jobs", { ...search }), signal === undefined ? {} : { signal });

export const readJob = (id: string): Promise<Job> => ask(at(id));

export const createJob = (order: JobOrderInput): Promise<Job> => ask("/api/jobs", { method: "POST", body: order });

export const controlJob = (id: string, action: "pause" | "resume" | "cancel" | "retry"): Promise<Job> =>
  ask(`${at(id)}/control`, { method: "POST", body: { action } });

export const removeJob = (id: string): Promise<void> => ask(at(id), { method: "DELETE" });

export const readChunks = (id: string, signal?: AbortSignal): Promise<{ map: string; chunks: readonly Chunk[] }> =>
  ask(`${at(id)}/chunks`, signal === undefined ? {} : { signal });

export const listFiles = (id: string): Promise<readonly JobFile[]> => ask(`${at(id)}/files`);

/** Rows of a table of a job, whether or not they are made already. */
export const previewJob = (id: string, table: string, from: number, count: number): Promise<Preview> =>
  ask(withSearch(`${at(id)}/preview`, { table, from, count }));

/** The first rows of every table, which also tells what tables and columns there are. */
export const previewTables = (id: string, count: number): Promise<Preview> =>
  ask(withSearch(`${at(id)}/preview`, { count }));

/** Another job with the same data, or a copy of the files in a store. */
export const exportJob = (
  id: string,
  order: ExportOrder | Record<string, unknown>,
): Promise<{ readonly job?: Job; readonly publication?: Publication }> =>
  ask(`${at(id)}/exports`, { method: "POST", body: order });

export const downloadUrl = (id: string): string => `${at(id)}/download`;
export const certificateUrl = (id: string): string => `${at(id)}/certificate`;
export const schemaUrl = (id: string): string => `${at(id)}/schema`;
export const eventsUrl = (id: string): string => `${at(id)}/events`;
