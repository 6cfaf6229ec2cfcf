import { setImmediate as letOthersRun } from "node:timers/promises";
import { CancelledError, type PartInfo } from "@semblance/engine";
import type { Chunk } from "./chunks.ts";
import { openPool, type Pool } from "./pool.ts";
import { openPress, type Part, type Piece, type Press, type Workplace } from "./press.ts";

/** Bytes of a chunk; those that come with `info` are its last. */
export interface Pressed {
  readonly chunk: Chunk;
  readonly pieces: readonly Piece[];
  readonly info?: PartInfo;
}

/** How chunks are pressed; nothing here changes a byte. */
export interface PressOptions {
  /** 1 makes everything in the main thread. */
  readonly threads: number;
  readonly signal: AbortSignal;
  /** Buffers to use again; whoever has written a part gives its buffers back here. */
  readonly spare: ArrayBuffer[];
}

const WORTH_SECONDS = 0.35; // threads take about 0.1 s to start, on all cores
const PATIENCE_MS = 50; // how long the main thread may work without looking up
const PIECES = 8; // of a chunk given at a time by the main thread
const CHUNK_MOST = 64 << 20; // bytes of a chunk that may wait for its turn

/** The bytes of the chunk, made in this thread, which looks up now and then for signals. */
async function* pressHere(
  press: Press,
  chunk: Chunk,
  { signal, spare }: PressOptions,
): AsyncGenerator<Pressed, void, void> {
  const steps = press(chunk, spare);
  let pieces: Piece[] = [];
  for (let lookedUp = performance.now(); ;) {
    const { done, value } = steps.next();
    if (done === true) {
      yield { chunk, pieces: [...pieces, ...value.pieces], info: value.info };
      return;
    }
    pieces.push(...value);
    if (pieces.length >= PIECES) {
      yield { chunk, pieces };
      pieces = [];
    }
    if (performance.now() - lookedUp > PATIENCE_MS) {
      await letOthersRun();
      signal.throwIfAborted();
      lookedUp = performance.now();
    }
  }
}

interface Queued {
  readonly chunk: Chunk;
  readonly part: Promise<Part>;
}

function enqueue(pool: Pool, chunk: Chunk): Queued {
  const part = pool.press(chunk);
  part.catch(() => {}); // heard of when its turn comes, or not at all after another has failed
  return { chunk, part };
}

/**
 * The bytes of all chunks, in their order. The main thread works until threads are worth their start and have started; from
 * then on a bounded number of chunks is under way ahead of the one given, so memory does not grow with the job. Chunks too
 * large to wait for their turn are made in the main thread, a few pieces at a time.
 */
export async function* pressAll(
  workplace: Workplace,
  chunks: Iterator<Chunk, void, void>,
  options: PressOptions,
): AsyncGenerator<Pressed, void, void> {
  const { job } = workplace;
  const { threads, signal, spare } = options;
  const rows = job.files.reduce((sum, { from, to }) => sum + (to - from), 0);
  const ahead = Math.ceil(1.5 * threads) + 1;
  const began = performance.now();
  let press: Press | undefined;
  const queue: Queued[] = [];
  let rowsDone = 0;
  let pool: Pool | undefined;
  const state: { ready: boolean; failure?: Error } = { ready: false };
  const isWorthThreads = (): boolean =>
    threads > 1 && (((performance.now() - began) / 1000) * (rows - rowsDone)) / rowsDone > WORTH_SECONDS;
  const start = (): Pool => {
    const started = openPool(job, threads, spare);
    started.ready.then(
      () => (state.ready = true),
      (error: Error) => (state.failure = error),
    );
    return started;
  };
  const stop = (): void => void pool?.close(signal.reason);
  signal.addEventListener("abort", stop, { once: true });
  try {
    let next = chunks.next().value;
    while (next || queue.length > 0) {
      signal.throwIfAborted();
      if (state.failure !== undefined) throw state.failure;
      if (pool !== undefined && state.ready) {
        press = undefined; // and its memory with it
        while (next && next.bytes <= CHUNK_MOST && queue.length < ahead) {
          queue.push(enqueue(pool, next));
          next = chunks.next().value;
        }
      }
      const first = queue.shift();
      if (first !== undefined) yield { chunk: first.chunk, ...(await first.part) };
      else if (next) {
        press ??= openPress(workplace);
        yield* pressHere(press, next, options);
        rowsDone += next.to - next.from;
        next = chunks.next().value;
        if (next && next.bytes <= CHUNK_MOST && pool === undefined && isWorthThreads()) pool = start();
      }
    }
  } finally {
    signal.removeEventListener("abort", stop);
    await pool?.close(new CancelledError("the job has ended"));
  }
}
