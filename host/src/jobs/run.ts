import type { Encoder, PartInfo } from "@semblance/engine";
import { cut, toGrain, type Chunk } from "./chunks.ts";
import { measure } from "./measure.ts";
import type { Outbox } from "./outbox.ts";
import { pressAll } from "./press-all.ts";
import { openEncoder, PIECE_BYTES, type Workplace } from "./press.ts";

/** How a job runs; nothing here changes a byte. */
export interface RunOptions {
  /** 1 makes everything in the main thread. */
  readonly threads: number;
  /** Rows per chunk, rounded up to what the format asks; chosen by size and speed if absent. */
  readonly chunkRows?: number;
  readonly signal: AbortSignal;
  /** Rows and bytes so far, after every chunk. */
  readonly onProgress?: (rows: number, bytes: number) => void;
}

/** One file of a finished job. */
export interface Delivered {
  readonly path: string;
  readonly table: string;
  readonly rows: number;
  readonly bytes: number;
  /** It is the answer key of dirty data: for so many rows. */
  readonly answers?: true;
}

const CHUNK_BYTES = 6 * PIECE_BYTES; // those under way in two threads stay below 40 MB
const CHUNK_SECONDS = 0.3;
const SAMPLE_ROWS = 4096;

function* cutJob(
  workplace: Workplace,
  encoders: readonly Encoder[],
  chunkRows: number | undefined,
): Generator<Chunk, void, void> {
  for (const [file, { from, to }] of workplace.job.files.entries()) {
    const small = to - from <= 4 * SAMPLE_ROWS;
    const { bytes, seconds } = small ? { bytes: 0, seconds: 0 } : measure(workplace, file, SAMPLE_ROWS);
    const wanted = Math.min(CHUNK_BYTES / bytes, CHUNK_SECONDS / seconds, to - from);
    const rows = toGrain(chunkRows ?? Math.max(SAMPLE_ROWS, wanted), encoders[file]!.grainRows);
    for (const range of cut(from, to, rows)) yield { file, ...range, bytes: (range.to - range.from) * bytes };
  }
}

async function deliver(
  workplace: Workplace,
  paths: readonly string[],
  outbox: Outbox,
  { threads, chunkRows, signal, onProgress }: RunOptions,
): Promise<readonly Delivered[]> {
  const { job } = workplace;
  const encoders = job.files.map((_, file) => openEncoder(workplace, file));
  const spare: ArrayBuffer[] = [];
  const delivered: Delivered[] = [];
  let infos: PartInfo[] = [];
  let rows = 0;
  let bytes = 0;
  let bytesBefore = 0;
  // A part is written while the next is pressed.
  let writing: Promise<void> = Promise.resolve();
  const write = async (pieces: readonly Uint8Array[], afterwards = (): void => {}): Promise<void> => {
    await writing;
    bytes += pieces.reduce((sum, piece) => sum + piece.length, 0);
    writing = outbox.write(pieces).then(afterwards);
    writing.catch(() => {}); // heard of by whoever writes next
  };
  const begin = async (): Promise<void> => {
    const file = delivered.length;
    if (file > 0 && paths[file] === paths[file - 1]) return; // tables whose answers go into one file
    await outbox.begin(paths[file]!);
    await write([encoders[file]!.head()]);
  };
  const end = async (): Promise<void> => {
    const file = delivered.length;
    await write([encoders[file]!.foot(infos)]);
    await writing;
    const { table, from, to, answers } = job.files[file]!;
    const key = answers === undefined ? {} : { answers };
    delivered.push({ path: paths[file]!, table, rows: to - from, bytes: bytes - bytesBefore, ...key });
    infos = [];
    bytesBefore = bytes;
  };

  const chunks = cutJob(workplace, encoders, chunkRows);
  await begin();
  for await (const { chunk, pieces, info } of pressAll(workplace, chunks, { threads, signal, spare })) {
    while (delivered.length < chunk.file) {
      await end();
      await begin();
    }
    await write(pieces, () => void spare.push(...pieces.map((piece) => piece.buffer)));
    if (info === undefined) continue;
    infos.push(info);
    rows += info.rows;
    onProgress?.(rows, bytes);
  }
  while (delivered.length < job.files.length) {
    await end();
    if (delivered.length < job.files.length) await begin();
  }
  return delivered;
}

/**
 * Makes the files of a workplace's job, named by `paths` (parallel to `job.files`), in the outbox. Throws the signal's reason after it
 * is aborted. Whatever it throws, it leaves nothing in the outbox.
 */
export async function runJob(
  workplace: Workplace,
  paths: readonly string[],
  outbox: Outbox,
  options: RunOptions,
): Promise<readonly Delivered[]> {
  try {
    const delivered = await deliver(workplace, paths, outbox, options);
    options.signal.throwIfAborted();
    await outbox.commit();
    return delivered;
  } catch (error) {
    await outbox.discard();
    throw error;
  }
}
