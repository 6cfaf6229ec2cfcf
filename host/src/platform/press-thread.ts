// The thread of threads.ts.
import { createHash } from "node:crypto";
import { parentPort } from "node:worker_threads";
import { gunzipSync } from "node:zlib";
import { CancelledError, invariant, LimitError } from "@semblance/engine";
import {
  equip,
  makePlan,
  openEncoder,
  openPress,
  type Job,
  type Piece,
  type Press,
  type Workplace,
} from "../jobs/press.ts";
import { toFault } from "./fault.ts";
import { survey } from "./survey.ts";
import {
  REMEMBERED,
  type Answer,
  type HashedPart,
  type Order,
  type PressTask,
  type Result,
  type Task,
  type UnpackTask,
} from "./tasks.ts";

interface Known {
  readonly workplace: Workplace;
  press?: Press;
}

const known = new Map<string, Known>();

async function recall(id: string, job: Job | undefined): Promise<Known> {
  const found = known.get(id);
  if (found !== undefined) {
    known.delete(id);
    known.set(id, found);
    return found;
  }
  invariant(job !== undefined, "a job comes with its first task");
  const made = { workplace: await equip(await makePlan(job.document), job) };
  known.set(id, made);
  if (known.size > REMEMBERED) known.delete(known.keys().next().value!);
  return made;
}

function press(place: Known, { chunk, mostBytes }: PressTask, { stop, spare }: Order): HashedPart {
  for (const other of known.values()) if (other !== place) delete other.press; // and its memory with it
  place.press ??= openPress(place.workplace);
  const steps = place.press(chunk, spare);
  const hash = createHash("sha256");
  const pieces: Piece[] = [];
  let bytes = 0;
  const take = (made: readonly Piece[]): void => {
    for (const piece of made) {
      hash.update(piece);
      bytes += piece.length;
      pieces.push(piece);
    }
  };
  for (;;) {
    const { done, value } = steps.next();
    if (done === true) {
      take(value.pieces);
      return { pieces, info: value.info, sha256: hash.digest("hex") };
    }
    take(value);
    if (bytes > mostBytes) throw new LimitError("the chunk has too many bytes.", mostBytes, bytes, "bytes");
    if (Atomics.load(stop, 0) !== 0) throw new CancelledError("nobody wants the chunk any more");
  }
}

function unpack({ packed, sha256, info }: UnpackTask): HashedPart | undefined {
  const bytes = Buffer.concat(packed);
  if (createHash("sha256").update(bytes).digest("hex") !== sha256) return undefined;
  const plain = new Uint8Array(gunzipSync(bytes)); // a copy: it owns its buffer
  if (plain.length !== info.bytes) return undefined;
  return { pieces: [plain], info, sha256: createHash("sha256").update(plain).digest("hex") };
}

async function run(order: Order): Promise<Result<Task>> {
  const { task } = order;
  if (task.kind === "unpack") return unpack(task);
  if (task.kind === "survey") return survey(task);
  try {
    const place = await recall(task.id, task.job);
    if (task.kind === "press") return press(place, task, order);
    const encoder = openEncoder(place.workplace, task.file);
    return { head: encoder.head(), foot: encoder.foot(task.infos), grainRows: encoder.grainRows };
  } catch (error) {
    // An encoder that broke off in the middle is not used again; see threads.ts for what counts as known.
    if (error instanceof CancelledError) delete known.get(task.id)?.press;
    else known.delete(task.id);
    throw error;
  }
}

invariant(parentPort !== null, "press-thread.ts runs in a thread");
const port = parentPort;
const answer = (message: Answer, buffers: readonly ArrayBuffer[] = []): void => port.postMessage(message, buffers);

port.on("message", (order: Order) => {
  run(order).then(
    (result) => {
      const pieces = result !== undefined && "pieces" in result ? result.pieces.map((piece) => piece.buffer) : [];
      answer({ result, spare: order.spare }, [...pieces, ...order.spare]);
    },
    (error: unknown) => answer({ fault: toFault(error) }),
  );
});
