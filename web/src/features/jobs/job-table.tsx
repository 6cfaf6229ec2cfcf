import { Link } from "@tanstack/react-router";
import type { Job } from "../../api/jobs.ts";
import { jobsTexts as texts } from "../../texts/jobs.ts";
import { jobTitle, toTitle } from "../../texts/titles.ts";
import { ListTable } from "../../ui/list-table.tsx";
import { toAgo, toMoment } from "../../ui/moments.ts";
import { toCount, toSize } from "../../ui/numbers.ts";
import { StateBadge } from "./state-badge.tsx";
import { useNow } from "./use-live-job.ts";

/** The format in words; the database for a load. */
export function formatOf(job: Job): string {
  if (job.kind === "load") return texts.loadedInto;
  const name = texts.formats[job.format] ?? job.format;
  return job.gzip ? texts.packed(name) : name;
}

function Line({ job, now }: { readonly job: Job; readonly now: number }) {
  const { rows, rows_done: done, percent, bytes } = job.progress;
  const under = job.status !== "completed" && rows > 0;
  return (
    <tr>
      <th scope="row">
        <Link to="/jobs/$id" params={{ id: job.id }} className="job-name">
          {jobTitle(job)}
        </Link>
        {job.template !== null && job.template !== job.name && !/^[0-9a-f-]{36}$/.test(job.template) && (
          <small>{toTitle(job.template)}</small>
        )}
      </th>
      <td>
        <StateBadge state={job.status} />
      </td>
      <td className="job-rows num">
        {under ? texts.progress(toCount(done), toCount(rows)) : toCount(rows)}
        {under && (
          <span className="thin-bar" aria-hidden>
            <i style={{ transform: `scaleX(${percent / 100})` }} />
          </span>
        )}
      </td>
      <td className="num extra">{toSize(bytes)}</td>
      <td className="extra">{formatOf(job)}</td>
      <td className="extra" title={toMoment(job.created_at)}>
        {toAgo(job.created_at, now)}
      </td>
    </tr>
  );
}

/** Jobs as a table; on a phone with what matters most. */
export function JobTable({ jobs }: { readonly jobs: readonly Job[] }) {
  const now = useNow(true);
  const { name, status, rows, size, format, made } = texts.columns;
  return (
    <ListTable
      columns={[
        name,
        status,
        { name: rows, num: true },
        { name: size, num: true, extra: true },
        { name: format, extra: true },
        { name: made, extra: true },
      ]}
    >
      {jobs.map((job) => (
        <Line key={job.id} job={job} now={now} />
      ))}
    </ListTable>
  );
}
