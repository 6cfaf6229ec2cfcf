// The process of workshop-apart.ts.
import { setPriority } from "node:os";
import { CancelledError, invariant } from "@semblance/engine";
import type { Job } from "../jobs/press.ts";
import { openStore } from "../stores/all.ts";
import { toFault, type Fault } from "./fault.ts";
import { openWorkshop, type Workshop, type WorkshopErrand, type WorkshopSettings } from "./workshop.ts";

/** What the process is told first. */
export interface WorkshopBegin extends WorkshopSettings {
  readonly home: string;
  readonly storeUrl: string;
}

/** What it is told; errands come and are answered in any order. */
export type ToWorkshop =
  | { readonly begin: WorkshopBegin }
  | { readonly number: number; readonly errand: WorkshopErrand | Omit<WorkshopErrand, "job"> }
  | { readonly number: number; readonly unwanted: true };

/** What it answers. */
export type FromWorkshop =
  | { readonly number: number; readonly done: unknown }
  | { readonly number: number; readonly fault: Fault };

/** Jobs that the process remembers; whoever sends it errands counts along. */
export const REMEMBERED_JOBS = 16;

const NICE = 10; // whoever looks at a job is answered before the next chunk is made

setPriority(NICE); // of this thread, and so of all that it starts
for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"] as const) process.on(signal, () => {}); // whoever started it ends it
process.on("disconnect", () => process.exit());

const jobs = new Map<string, Job>();
const wanted = new Map<number, AbortController>();
const workshop = Promise.withResolvers<Workshop>();

async function open({ home, storeUrl, count, limits }: WorkshopBegin): Promise<Workshop> {
  return openWorkshop(await openStore(storeUrl, { home }), { count, limits });
}

/** With its job: the first errand of one brings it, those after it name it. */
function whole(errand: WorkshopErrand | Omit<WorkshopErrand, "job">): WorkshopErrand {
  if (!("id" in errand)) return errand as WorkshopErrand;
  const { id } = errand;
  const job = "job" in errand ? errand.job : jobs.get(id);
  invariant(job !== undefined, "a job comes with its first errand");
  jobs.delete(id);
  jobs.set(id, job);
  if (jobs.size > REMEMBERED_JOBS) jobs.delete(jobs.keys().next().value!);
  return { ...errand, job };
}

const answer = (message: FromWorkshop): void => void process.send?.(message);

async function take(number: number, errand: WorkshopErrand): Promise<void> {
  const abort = new AbortController();
  wanted.set(number, abort);
  try {
    answer({ number, done: await (await workshop.promise).run(errand, abort.signal) });
  } catch (error) {
    answer({ number, fault: toFault(error) });
  } finally {
    wanted.delete(number);
  }
}

process.on("message", (message: ToWorkshop) => {
  if ("begin" in message) workshop.resolve(open(message.begin));
  else if ("errand" in message) void take(message.number, whole(message.errand));
  else wanted.get(message.number)?.abort(new CancelledError("nobody wants it any more"));
});
