import {
  answers,
  answersOf,
  compile,
  formatOf,
  generate,
  generateAnswers,
  gzipped,
  loadZstd,
  openMachine,
  prepare,
  SchemaError,
  tableOf,
  type Encoder,
  type FormatOptions,
  type Machine,
  type PartInfo,
  type Plan,
  type Writer,
} from "@semblance/engine";
import type { Chunk } from "./chunks.ts";

/** Rows [from, to) of a table that become one file. */
export interface FileSlice {
  readonly table: string;
  readonly from: number;
  readonly to: number;
  /** Instead of the rows, what is wrong with them: the answer key of a table that is delivered dirty. */
  readonly answers?: true;
}

/** One commission: which slices become files, and how. Plain data, so that threads get it as it is. */
export interface Job {
  /** With `now` fixed: see `override`. */
  readonly document: unknown;
  readonly format: string;
  readonly options: FormatOptions;
  readonly gzip: boolean;
  readonly files: readonly FileSlice[];
}

/** Some bytes; a piece owns its whole buffer, so that it can be transferred and used again. */
export type Piece = Uint8Array<ArrayBuffer>;

/** The bytes of a chunk in order. */
export interface Part {
  readonly pieces: readonly Piece[];
  readonly info: PartInfo;
}

/**
 * Makes the bytes of a chunk, one batch per step, so that a caller can look up in between: full pieces as they come, then
 * the rest. Buffers are taken from `spare` first.
 */
export type Press = (chunk: Chunk, spare: ArrayBuffer[]) => Generator<readonly Piece[], Part, void>;

/** Size of every piece. */
export const PIECE_BYTES = 1 << 20;

/** The plan of a document that has been through `override`; throws SchemaError with every issue. */
export async function makePlan(document: unknown): Promise<Plan> {
  const { plan, issues } = compile(document, await prepare(document));
  if (plan === undefined) throw new SchemaError(issues);
  return plan;
}

/** A job with what making its bytes takes in this thread. */
export interface Workplace {
  readonly plan: Plan;
  readonly job: Job;
  /** Those of the job, and what cannot be sent to a thread. */
  readonly options: FormatOptions;
}

/** Loads what the job's format asks for. */
export async function equip(plan: Plan, job: Job): Promise<Workplace> {
  const { options } = job;
  return { plan, job, options: options.compression === "zstd" ? { ...options, zstd: await loadZstd() } : options };
}

/** The encoder of one file of a job. */
export function openEncoder({ plan, job, options }: Workplace, file: number): Encoder {
  const { table, from, to, answers: isKey } = job.files[file]!;
  if (isKey === true) return answers.open(answersOf(plan, table).header, {});
  const encoder = formatOf(job.format).open(tableOf(plan, table).header, { ...options, from, to });
  return job.gzip ? gzipped(encoder) : encoder;
}

/** A press with a machine of its own. It is quickest when chunks come file after file. */
export function openPress(workplace: Workplace): Press {
  const { plan, job } = workplace;
  let file = -1;
  let machine: Machine;
  let writer: Writer;
  return function* press(chunk, spare) {
    if (chunk.file !== file) {
      file = chunk.file;
      machine = openMachine();
      writer = openEncoder(workplace, file).writer(machine);
    }
    let pieces: Piece[] = [];
    let piece: Piece = new Uint8Array(0);
    let used = 0;
    const part = writer.part(chunk.from, (bytes) => {
      for (let at = 0; at < bytes.length;) {
        if (used === piece.length) {
          if (used > 0) pieces.push(piece);
          piece = new Uint8Array(spare.pop() ?? new ArrayBuffer(PIECE_BYTES));
          used = 0;
        }
        const length = Math.min(bytes.length - at, piece.length - used);
        piece.set(bytes.subarray(at, at + length), used);
        at += length;
        used += length;
      }
    });
    const { table, answers: isKey } = job.files[file]!;
    const slice = { table, from: chunk.from, to: chunk.to };
    for (const batch of isKey === true ? generateAnswers(plan, slice, machine) : generate(plan, slice, machine)) {
      part.write(batch);
      yield pieces;
      pieces = [];
    }
    const info = part.end();
    if (used > 0) pieces.push(piece.subarray(0, used));
    return { pieces, info };
  };
}

/** The whole part at once. */
export function pressWhole(press: Press, chunk: Chunk, spare: ArrayBuffer[]): Part {
  const steps = press(chunk, spare);
  const pieces: Piece[] = [];
  for (;;) {
    const { done, value } = steps.next();
    if (done === true) return { pieces: [...pieces, ...value.pieces], info: value.info };
    pieces.push(...value);
  }
}
