import { CancelledError, LimitError, SchemaError, WorldError } from "@semblance/engine";
import { fromSent } from "./desk-faults.ts";
import { openSeat, type Seat, type SeatEars } from "./desk-seat.ts";
import type { TaskName, Tasks } from "./desk-tasks.ts";

/** For whom something is done, and until when. */
export interface Errand {
  /** No user gets every seat; undefined is somebody on this machine, who may. */
  readonly userId?: string | undefined;
  readonly signal?: AbortSignal | undefined;
}

/** Where all that reads what users wrote is done, so that nothing of it can block or end the server. */
export interface Desk {
  /**
   * Throws what the task throws; SchemaError where it takes too long or too much memory, LimitError where too many wait. A user whose seats are all taken
   * waits, and others go before.
   */
  run<Name extends TaskName>(
    name: Name,
    input: Parameters<Tasks[Name]>[0],
    errand?: Errand,
  ): Promise<Awaited<ReturnType<Tasks[Name]>>>;
  close(): Promise<void>;
}

interface Waiting {
  readonly task: TaskName;
  readonly input: unknown;
  readonly result: PromiseWithResolvers<unknown>;
  readonly timeoutMs: number;
  readonly userId: string | undefined;
}

const MOST_WAITING = 100;
const MOST_WAITING_EACH = 50;
const IDLE_MS = 60_000;
const START_MS = 120_000;

/** Some seats of one kind, and those who wait for one. */
class Row {
  readonly #open: (ears: SeatEars) => Seat;
  readonly #most: number;
  readonly #mostEach: number;
  readonly #waiting: Waiting[] = [];
  readonly #idle = new Map<Chair, NodeJS.Timeout>();
  readonly #all = new Set<Chair>();

  constructor(open: (ears: SeatEars) => Seat, { most, each }: Seats) {
    this.#open = open;
    this.#most = most;
    this.#mostEach = each;
  }

  add(waiting: Waiting): void {
    const own = this.#waiting.filter(({ userId }) => userId === waiting.userId).length;
    const isOwn = waiting.userId !== undefined && own >= MOST_WAITING_EACH;
    if (isOwn || this.#waiting.length >= MOST_WAITING) {
      const [most, used, whose] = isOwn
        ? [MOST_WAITING_EACH, own, " of one user"]
        : [MOST_WAITING, this.#waiting.length, ""];
      const message = `expected at most ${most} requests${whose} that wait to be read.\nTry again in a moment.`;
      waiting.result.reject(new LimitError(message, most, used, "requests"));
      return;
    }
    this.#waiting.push(waiting);
    this.#serve();
  }

  drop(waiting: Waiting): void {
    const at = this.#waiting.indexOf(waiting);
    if (at >= 0) this.#waiting.splice(at, 1);
    for (const chair of this.#all) if (chair.now === waiting) void chair.leave();
  }

  async close(): Promise<void> {
    for (const { result } of this.#waiting.splice(0)) result.reject(new CancelledError("the server closes"));
    await Promise.all([...this.#all].map((chair) => chair.leave()));
  }

  /** Whether a user may have one more seat. */
  #mayHave(userId: string | undefined): boolean {
    if (userId === undefined) return true;
    return [...this.#all].filter((chair) => chair.now?.userId === userId).length < this.#mostEach;
  }

  #serve(): void {
    for (;;) {
      const at = this.#waiting.findIndex(({ userId }) => this.#mayHave(userId));
      if (at === -1) return;
      const [chair] = this.#idle.keys();
      const taken = chair ?? (this.#all.size < this.#most ? new Chair(this.#open, this) : undefined);
      if (taken === undefined) return;
      clearTimeout(this.#idle.get(taken));
      this.#idle.delete(taken);
      this.#all.add(taken);
      taken.take(this.#waiting.splice(at, 1)[0]!);
    }
  }

  free(chair: Chair): void {
    this.#idle.set(chair, setTimeout(() => void chair.leave(), IDLE_MS).unref());
    this.#serve();
  }

  gone(chair: Chair): void {
    clearTimeout(this.#idle.get(chair));
    this.#idle.delete(chair);
    this.#all.delete(chair);
    this.#serve();
  }
}

const REASONS: Readonly<Record<"time" | "memory" | "died", readonly [message: string, hint: string]>> = {
  time: ["it takes too long to read.", "Give a smaller schema, or fewer rows of a sample."],
  memory: ["it takes too much memory to read.", "Give a smaller schema, or fewer rows of a sample."],
  died: ["reading it failed.", "Look whether the file is whole; give a smaller part of it."],
};

function tooMuch(why: keyof typeof REASONS): SchemaError {
  const [message, hint] = REASONS[why];
  return new SchemaError([{ path: "", code: `desk/${why}`, message, hint }]);
}

const busy = (): WorldError =>
  new WorldError("the server is too busy to read anything.\nTry again in a moment.", "desk", true);

/** A seat and who has it. */
class Chair {
  now: Waiting | undefined;
  readonly #seat: Seat;
  readonly #row: Row;
  #timer: NodeJS.Timeout | undefined;
  #isReady = false;
  #isGone = false;

  constructor(open: (ears: SeatEars) => Seat, row: Row) {
    this.#row = row;
    this.#seat = open({
      answer: (message) => {
        if ("ready" in message) this.#begin();
        if ("ready" in message || this.now === undefined) return;
        const { result } = this.now;
        this.#clear();
        if ("fault" in message) result.reject(fromSent(message.fault));
        else result.resolve(message.result);
        this.#row.free(this);
      },
      ended: (why) => void this.#end(why),
    });
  }

  take(waiting: Waiting): void {
    this.now = waiting;
    if (this.#isReady) this.#begin();
    else this.#timer = setTimeout(() => void this.#end("start"), START_MS);
    try {
      this.#seat.post({ task: waiting.task, input: waiting.input });
    } catch (error) {
      this.#clear(); // it cannot be copied; nothing was sent, and the seat is free
      waiting.result.reject(error);
      this.#row.free(this);
    }
  }

  /** From here the task's time counts: that a busy machine starts slowly is not the document's fault. */
  #begin(): void {
    this.#isReady = true;
    clearTimeout(this.#timer);
    if (this.now !== undefined) this.#timer = setTimeout(() => void this.#end("time"), this.now.timeoutMs);
  }

  /** Ends the seat; who has it is told that it was cancelled. */
  async leave(): Promise<void> {
    this.now?.result.reject(new CancelledError("cancelled"));
    await this.#end("died");
  }

  #clear(): void {
    clearTimeout(this.#timer);
    this.now = undefined;
  }

  async #end(why: keyof typeof REASONS | "start"): Promise<void> {
    if (this.#isGone) return;
    this.#isGone = true;
    this.now?.result.reject(why === "start" ? busy() : tooMuch(why));
    this.#clear();
    const killed = this.#seat.kill();
    this.#row.gone(this);
    await killed;
  }
}

const SECONDS: Readonly<Record<TaskName, number>> = {
  validate: 20,
  refuseFaulty: 20,
  preview: 20,
  explain: 20,
  extractDocument: 20,
  extractEnglish: 20,
  extractEdit: 20,
  extractText: 60,
  extractFiles: 120,
  extractConnection: 120,
  inspect: 30,
};
const LIGHT: ReadonlySet<TaskName> = new Set([
  "validate",
  "refuseFaulty",
  "preview",
  "explain",
  "extractDocument",
  "extractEnglish",
  "extractEdit",
]);

/** Seats of a row, and how many of them one user may have at a time: never all. */
interface Seats {
  readonly most: number;
  readonly each: number;
}

const LIGHT_SEATS: Seats = { most: 3, each: 2 };
const HEAVY_SEATS: Seats = { most: 2, each: 1 };
// Megabytes of the heap, and in all: DuckDB may have 1.8 GB beside the heap, and oversteps that.
const LIGHT_MB = [768, 1536] as const;
const HEAVY_MB = [2048, 4096] as const;

/** Opens the desk; seats are made when they are needed. */
export function openDesk(): Desk {
  const rowOf = ([heapMb, mostMb]: readonly [number, number], seats: Seats): Row =>
    new Row((ears) => openSeat(ears, heapMb, mostMb), seats);
  const light = rowOf(LIGHT_MB, LIGHT_SEATS);
  const heavy = rowOf(HEAVY_MB, HEAVY_SEATS);
  async function run(name: TaskName, input: unknown, { userId, signal }: Errand = {}): Promise<unknown> {
    const row = LIGHT.has(name) ? light : heavy;
    const result = Promise.withResolvers<unknown>();
    const waiting: Waiting = { task: name, input, result, timeoutMs: SECONDS[name] * 1000, userId };
    const drop = (): void => {
      result.reject(new CancelledError("cancelled"));
      row.drop(waiting);
    };
    signal?.addEventListener("abort", drop, { once: true });
    try {
      row.add(waiting);
      return await result.promise;
    } finally {
      signal?.removeEventListener("abort", drop);
    }
  }
  return {
    run: run as Desk["run"],
    async close() {
      await Promise.all([light.close(), heavy.close()]);
    },
  };
}
