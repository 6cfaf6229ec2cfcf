import type { PartInfo } from "@semblance/engine";
import { writeCertificate } from "../jobs/certificate.ts";
import { makePlan, type Job } from "../jobs/press.ts";
import type { Store } from "../stores/store.ts";
import { openThreads, type TaskLimits, type Threads } from "./threads.ts";
import type { Edges, EdgesTask, HashedPart, PressTask, Survey, SurveyTask } from "./tasks.ts";

/** Makes a chunk's bytes and puts them into the store. */
interface PartErrand extends PressTask {
  readonly job: Job;
  /** Of the part in the store. */
  readonly key: string;
}

/** Makes a plain part out of a gzip one that is in the store. */
interface UnpackErrand {
  readonly kind: "unpack";
  readonly packedKey: string;
  /** Of the packed bytes. */
  readonly sha256: string;
  /** Of the plain part. */
  readonly info: PartInfo;
  readonly key: string;
}

/** Computes the certificate of files that stand beside each other. */
interface CertifyErrand {
  readonly kind: "certify";
  readonly job: Job;
  readonly paths: readonly string[];
  readonly path: string;
}

export type WorkshopErrand =
  | PartErrand
  | UnpackErrand
  | CertifyErrand
  | SurveyTask
  | (EdgesTask & { readonly job: Job });

/** A part that is in the store. */
export type StoredPart = Pick<HashedPart, "info" | "sha256">;

/** What an errand gives. */
export type Done<E extends WorkshopErrand> = E extends PartErrand
  ? StoredPart
  : E extends UnpackErrand
    ? StoredPart | undefined // where the packed bytes are not those that were stored
    : E extends SurveyTask
      ? Survey
      : E extends EdgesTask
        ? Edges
        : void;

/** Where all heavy work on jobs is done. */
export interface Workshop {
  /** Chunks that are made at a time. */
  readonly count: number;
  /** Throws `TooMuchError` where it takes more than the limits, else what the errand throws, or the signal's reason. */
  run<E extends WorkshopErrand>(errand: E, signal?: AbortSignal): Promise<Done<E>>;
  close(): Promise<void>;
}

/** What a workshop is made with. */
export interface WorkshopSettings {
  readonly count: number;
  /** For a chunk. */
  readonly limits: TaskLimits;
}

const DESK_MS = 30_000;

/** In this process, on threads. */
class WorkshopHere implements Workshop {
  readonly count: number;
  readonly #store: Store;
  readonly #press: Threads;
  /** For what somebody waits for: never behind chunks. */
  readonly #desk: Threads;

  constructor(store: Store, { count, limits: { ms, heapMb } }: WorkshopSettings) {
    this.count = count;
    this.#store = store;
    this.#press = openThreads(count, { ms, heapMb });
    this.#desk = openThreads(1, { ms: DESK_MS, heapMb });
  }

  run<E extends WorkshopErrand>(errand: E, signal?: AbortSignal): Promise<Done<E>> {
    return this.#run(errand, signal) as Promise<Done<E>>;
  }

  async close(): Promise<void> {
    await this.#press.close();
    await this.#desk.close();
  }

  #run(errand: WorkshopErrand, signal?: AbortSignal): Promise<Done<WorkshopErrand>> {
    switch (errand.kind) {
      case "press":
        return this.#make(errand, signal);
      case "unpack":
        return this.#unpack(errand, signal);
      case "certify":
        return this.#certify(errand);
      default:
        return this.#desk.run(errand, signal);
    }
  }

  async #keep(key: string, { pieces, info, sha256 }: HashedPart, signal?: AbortSignal): Promise<StoredPart> {
    await this.#store.put(key, pieces, { bytes: info.bytes, ...(signal === undefined ? {} : { signal }) });
    return { info, sha256 };
  }

  async #make({ key, ...task }: PartErrand, signal?: AbortSignal): Promise<StoredPart> {
    const part = await this.#press.run(task, signal);
    const stored = await this.#keep(key, part, signal);
    this.#press.giveBack(part.pieces.map(({ buffer }) => buffer));
    return stored;
  }

  async #unpack(errand: UnpackErrand, signal?: AbortSignal): Promise<StoredPart | undefined> {
    const { packedKey, key, ...task } = errand;
    const packed: Uint8Array[] = [];
    for await (const piece of this.#store.get(packedKey, undefined, signal)) packed.push(piece.slice());
    const part = await this.#press.run({ ...task, packed }, signal);
    return part === undefined ? undefined : this.#keep(key, part, signal);
  }

  async #certify({ job, paths, path }: CertifyErrand): Promise<void> {
    await writeCertificate({ plan: await makePlan(job.document), job, paths: [...paths], path });
  }
}

/** Opens a workshop on threads of this process. */
export function openWorkshop(store: Store, settings: WorkshopSettings): Workshop {
  return new WorkshopHere(store, settings);
}
