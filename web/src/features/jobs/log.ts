import type { Chunk, Job } from "../../api/jobs.ts";
import { jobsTexts as texts } from "../../texts/jobs.ts";
import { toCount } from "../../ui/numbers.ts";

/** One thing that happened to a job, in words. */
export interface LogLine {
  /** Milliseconds from 1970. */
  readonly at: number;
  readonly text: string;
  readonly warning: boolean;
}

const MILESTONES = 10;
const MOST_AGAIN = 50;

/** Moments at which each tenth of the rows was made. */
function milestones(chunks: readonly Chunk[], total: number): LogLine[] {
  const done = chunks
    .filter(({ state, finished_at: at }) => state === "done" && at !== null)
    .map(({ from, to, finished_at: at }) => ({ rows: to - from, at: Date.parse(at!) }))
    .sort((a, b) => a.at - b.at);
  const lines: LogLine[] = [];
  let sum = 0;
  let next = 1;
  for (const { rows, at } of done) {
    sum += rows;
    if (next >= MILESTONES || sum < (total * next) / MILESTONES) continue;
    lines.push({ at, text: texts.events.rows(toCount(sum)), warning: false });
    next = Math.floor((sum / total) * MILESTONES) + 1;
  }
  return lines;
}

/** What the ledger tells of a job, newest first. */
export function logOf(job: Job, chunks: readonly Chunk[]): readonly LogLine[] {
  const { events } = texts;
  const lines: LogLine[] = [{ at: Date.parse(job.created_at), text: events.made, warning: false }];
  // The failure that it stands at is told below, with what to do.
  const past = job.status === "failed" ? job.moves.slice(0, -1) : job.moves;
  for (const { at, what, message = "" } of past)
    lines.push({
      at: Date.parse(at),
      text: what === "failed" ? events.stopped(message) : events[what],
      warning: what === "failed",
    });
  const ended = Date.parse(job.finished_at ?? job.created_at);
  if (job.started_at !== null) lines.push({ at: Date.parse(job.started_at), text: events.started, warning: false });
  lines.push(...milestones(chunks, job.progress.rows));
  chunks.forEach(({ attempts, state, started_at: started, finished_at: finished }, k) => {
    const at = Date.parse(finished ?? started ?? job.created_at);
    if (state === "failed") lines.push({ at, text: events.failed(toCount(k + 1)), warning: true });
    else if (attempts > 1 && lines.length < MOST_AGAIN)
      lines.push({ at, text: events.again(toCount(k + 1), attempts), warning: true });
  });
  for (const { message, hint } of job.notes) {
    lines.push({
      at: Date.parse(job.removed_at ?? job.finished_at ?? job.started_at ?? job.created_at),
      text: [message, hint].filter(Boolean).join(" "),
      warning: true,
    });
  }
  for (const { store, state, error, created_at: made, finished_at: finished } of job.publications) {
    const place = store.replace(/\?.*$/, "");
    if (state === "running") lines.push({ at: Date.parse(made), text: events.publishing(place), warning: false });
    else if (state === "completed")
      lines.push({ at: Date.parse(finished ?? made), text: events.published(place), warning: false });
    else
      lines.push({
        at: Date.parse(finished ?? made),
        text: events.publishFailed(place, error?.message ?? ""),
        warning: true,
      });
  }
  if (job.status === "completed")
    lines.push({ at: ended, text: job.kind === "load" ? events.loaded : events.completed, warning: false });
  if (job.status === "cancelled") lines.push({ at: ended, text: events.cancelled, warning: false });
  if (job.status === "failed" && job.error !== null) {
    const { message, hint } = job.error;
    lines.push({ at: ended, text: [message, hint].filter(Boolean).join(" "), warning: true });
  }
  return lines
    .map((line, k) => ({ line, k }))
    .sort((a, b) => b.line.at - a.line.at || b.k - a.k)
    .map(({ line }) => line);
}
