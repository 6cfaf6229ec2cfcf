import type { FormatOptions, PartInfo } from "@semblance/engine";
import type { Chunk } from "../jobs/chunks.ts";
import type { Overrides } from "../jobs/overrides.ts";
import type { FileSlice, Job, Part } from "../jobs/press.ts";
import type { Fault } from "./fault.ts";

/** A file of a job before it is made. */
export interface PlannedFile extends FileSlice {
  readonly name: string;
}

/** What a job is asked for, for a thread to look into. */
export interface SurveyTask {
  readonly kind: "survey";
  /** A document, or its YAML or JSON text. */
  readonly schema: unknown;
  readonly overrides: Overrides;
  readonly format: string;
  readonly options: FormatOptions;
  readonly gzip: boolean;
  /** Shares of consecutive rows that become files of their own. */
  readonly split?: readonly number[];
  /** These files instead of one per table; names without the ending. */
  readonly files?: readonly PlannedFile[];
  readonly chunkRows?: number;
}

/** Where a file is cut. */
export interface SurveyedFile extends PlannedFile {
  /** Rows of a chunk, counted from row 0 of the table. */
  readonly chunkRows: number;
}

/** What a thread found out about a job. */
export interface Survey {
  /** With `now`, rows and seed fixed. */
  readonly document: Readonly<Record<string, unknown>>;
  readonly name: string | undefined;
  readonly files: readonly SurveyedFile[];
}

/** Makes a chunk's bytes. */
export interface PressTask {
  readonly kind: "press";
  readonly id: string;
  /** Left out where the thread knows the job from before. */
  readonly job?: Job;
  readonly chunk: Chunk;
  /** More bytes than this are too many at once. */
  readonly mostBytes: number;
}

/** Makes what stands before and behind the parts of a file. */
export interface EdgesTask {
  readonly kind: "edges";
  readonly id: string;
  readonly job?: Job;
  readonly file: number;
  readonly infos: readonly PartInfo[];
}

/** Makes a plain part out of a gzip one. */
export interface UnpackTask {
  readonly kind: "unpack";
  readonly packed: readonly Uint8Array[];
  /** Of the packed bytes. */
  readonly sha256: string;
  /** Of the plain part. */
  readonly info: PartInfo;
}

export type Task = SurveyTask | PressTask | EdgesTask | UnpackTask;

/** A chunk's bytes with their SHA-256 in hex. */
export interface HashedPart extends Part {
  readonly sha256: string;
}

export interface Edges {
  readonly head: Uint8Array;
  readonly foot: Uint8Array;
  /** Cuts fall on multiples of it. */
  readonly grainRows: number;
}

/** What a task gives. */
export type Result<T extends Task> = T extends SurveyTask
  ? Survey
  : T extends PressTask
    ? HashedPart
    : T extends UnpackTask
      ? HashedPart | undefined // where the packed bytes are not those that were stored
      : Edges;

/** A task on its way into a thread. */
export interface Order {
  readonly task: Task;
  /** Not 0 once nobody wants the result. */
  readonly stop: Int32Array<SharedArrayBuffer>;
  readonly spare: ArrayBuffer[];
}

/** What a thread answers, in the order of what it is asked. */
export type Answer =
  | { readonly result: Result<Task>; readonly spare: readonly ArrayBuffer[] }
  | { readonly fault: Fault };

/** Jobs that a thread remembers; whoever sends it tasks counts along. */
export const REMEMBERED = 4;
