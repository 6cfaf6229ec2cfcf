import { formatOf } from "@semblance/engine";
import type { JobSpec } from "../database/schema.ts";
import { prefixOf } from "./works.ts";

/** Name of the part [from, to) of a file in the store. */
export const partKey = (job: string, file: number, from: number, to: number): string =>
  `${prefixOf(job)}${file}/${from}-${to}`;
/** Name of what stands before the parts of a file. */
export const headKey = (job: string, file: number): string => `${prefixOf(job)}${file}/head`;
/** Name of what stands behind them. */
export const footKey = (job: string, file: number): string => `${prefixOf(job)}${file}/foot`;
/** Name of a job's certificate. */
export const certificateKey = (job: string): string => `${prefixOf(job)}certificate.json`;

/** Media type of a job's files. */
export function mediaTypeOf(spec: JobSpec, answers: boolean): string {
  if (answers) return "text/csv; charset=utf-8";
  return spec.gzip ? "application/gzip" : formatOf(spec.format).mediaType;
}
