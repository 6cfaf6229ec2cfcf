// What is drawn here has no address, and no tag is drawn like it.
// oxlint-disable jsx-a11y/prefer-tag-over-role
import { IconCheck } from "@tabler/icons-react";
import { useMemo } from "react";
import type { Job } from "../../api/jobs.ts";
import { jobsTexts as texts } from "../../texts/jobs.ts";
import { toMoment, toSpan } from "../../ui/moments.ts";
import { toCount, toSize } from "../../ui/numbers.ts";
import { formatOf } from "./job-table.tsx";
import { useNow } from "./use-live-job.ts";

/** What a job goes through, and where it stands. */
function stepsOf(job: Job): { names: readonly string[]; now: number } {
  const { plan, queue, generate, load, finish, constraints } = texts.steps;
  const names = job.kind === "load" ? [plan, queue, load, constraints] : [plan, queue, generate, finish];
  if (job.status === "completed") return { names, now: names.length };
  if (job.status === "pending" || job.started_at === null) return { names, now: 1 };
  return { names, now: job.progress.chunks > 0 && job.progress.chunks_done === job.progress.chunks ? 3 : 2 };
}

function leftOf(job: Job): string {
  const { eta_seconds: eta, rows, rows_done: done } = job.progress;
  if (job.status === "pending") return texts.waiting;
  // What stands still has no time to tell.
  if (job.status !== "generating") return texts.rows(rows - done, toCount(rows - done));
  return eta === null ? texts.unknown : texts.about(toSpan(Math.max(1, eta)));
}

/** Seconds at work, which go on between two events. */
function useWorked({ status, version, progress: { worked_s: worked } }: Job): number {
  const atWork = status === "generating";
  const now = useNow(atWork);
  // oxlint-disable-next-line react-hooks/exhaustive-deps -- each version is heard at another moment
  const heard = useMemo(() => Date.now(), [version]);
  return atWork ? worked + Math.max(0, now - heard) / 1000 : worked;
}

function Facts({ job }: { readonly job: Job }) {
  const worked = useWorked(job);
  const ended = job.finished_at !== null;
  const span = job.started_at === null ? "–" : ended && worked < 1 ? texts.instant : toSpan(worked);
  const facts: readonly (readonly [string, string, string?])[] = [
    ended && job.status === "completed" ? [texts.took, span] : [texts.left, leftOf(job)],
    ended
      ? [texts.columns.made, toMoment(job.created_at).replace(/:\d\d(?= |$)/, "")]
      : [job.status === "paused" ? texts.workedFor : texts.runningFor, span],
    job.kind === "load" ? [texts.target, job.destination ?? "–"] : [texts.written, toSize(job.progress.bytes)],
    [texts.format, formatOf(job)],
  ];
  return (
    <dl className="facts">
      {facts.map(([name, value]) => (
        <div key={name}>
          <dt>{name}</dt>
          <dd title={value}>{value}</dd>
        </div>
      ))}
    </dl>
  );
}

/** How far a job is: rows in large figures, four facts, the bar, the steps. */
export function ProgressCard({ job }: { readonly job: Job }) {
  const { rows, rows_done: done, percent } = job.progress;
  const { names, now } = stepsOf(job);
  const stuck = job.status === "failed" || job.status === "cancelled";
  return (
    <section className="card hero" aria-label={texts.views.progress}>
      <div className="hero-top">
        <p className="hero-rows">
          {toCount(done)} <small>{texts.ofRows(toCount(rows))}</small>
        </p>
        <Facts job={job} />
      </div>
      <div
        className="hero-bar"
        data-state={job.status}
        role="progressbar"
        aria-label={texts.rowsMade}
        aria-valuemin={0}
        aria-valuemax={100}
        aria-valuenow={Math.floor(percent)}
      >
        <i style={{ transform: `scaleX(${Math.min(100, percent) / 100})` }} />
      </div>
      <ol className="steps">
        {names.map((name, k) => (
          <li key={name} data-step={k < now ? "done" : k === now ? (stuck ? "stuck" : "now") : "todo"}>
            <span className="step-dot">{k < now && <IconCheck size={12} stroke={3} aria-hidden />}</span>
            {name}
          </li>
        ))}
      </ol>
    </section>
  );
}
