import { Button } from "@mantine/core";
import { IconPlugConnectedX } from "@tabler/icons-react";
import { useQuery } from "@tanstack/react-query";
import { Link, useNavigate, useParams, useSearch } from "@tanstack/react-router";
import { useEffect, useMemo } from "react";
import { isMissing } from "../../api/http.ts";
import { readChunks, readJob, type Job } from "../../api/jobs.ts";
import { hasEnded, type LiveJob } from "../../api/live.ts";
import { jobsTexts as texts } from "../../texts/jobs.ts";
import { jobTitle } from "../../texts/titles.ts";
import { words } from "../../texts/words.ts";
import { Badge } from "../../ui/badge.tsx";
import { Notice } from "../../ui/notice.tsx";
import { toCount } from "../../ui/numbers.ts";
import { PageBar } from "../../ui/page-bar.tsx";
import { Segments } from "../../ui/segments.tsx";
import { Skeleton } from "../../ui/skeleton.tsx";
import { Trouble } from "../../ui/trouble.tsx";
import { useTitle } from "../../ui/use-title.ts";
import { ChunkMap } from "./chunk-map.tsx";
import { DataView } from "./data-view.tsx";
import { FilesView } from "./files-view.tsx";
import { JobActions } from "./job-actions.tsx";
import { logOf } from "./log.ts";
import { ProgressCard } from "./progress-card.tsx";
import { LogCard, TablesCard } from "./side-cards.tsx";
import { bundleOf } from "./squares.ts";
import { StateBadge } from "./state-badge.tsx";
import { Throughput } from "./throughput.tsx";
import { useLiveJob } from "./use-live-job.ts";
import "./job-page.css";

const CHUNKS_MS = 1000;
const SLOW_CHUNKS_MS = 5000;
const MANY_CHUNKS = 2000;
const COPYING_MS = 1000;

function titleOf(job: Job): string {
  const { status, progress } = job;
  const name = jobTitle(job);
  return status === "generating"
    ? texts.tab(Math.floor(progress.percent), name)
    : texts.tabState(texts.states[status], name);
}

/** What a screen reader is told: each tenth, and every change of state. */
function saidOf(job: Job): string {
  const state = texts.states[job.status].toLowerCase();
  return hasEnded(job) ? texts.saidEnd(state) : texts.said(Math.floor(job.progress.percent / 10) * 10, state);
}

/** Rows per second: now, or on average where it is not at work. */
function Rate({ job: { status, progress } }: { readonly job: Job }) {
  const average = status !== "generating";
  if (average && (progress.rows_done === 0 || progress.worked_s === 0)) return null;
  const rate = average ? progress.rows_done / progress.worked_s : progress.rows_per_second;
  return (
    <span className="num">
      <b>{toCount(rate)}</b> <span className="faint">{average ? texts.onAverage : texts.perSecond}</span>
    </span>
  );
}

function Progress({ live, job }: { readonly live: LiveJob; readonly job: Job }) {
  const ended = hasEnded(job);
  const chunks = useQuery({
    queryKey: ["chunks", job.id, ended ? job.version : "live"],
    queryFn: ({ signal }) => readChunks(job.id, signal),
    refetchInterval:
      job.status !== "generating" ? false : job.progress.chunks > MANY_CHUNKS ? SLOW_CHUNKS_MS : CHUNKS_MS,
    placeholderData: (old) => old,
  });
  const list = useMemo(() => chunks.data?.chunks ?? [], [chunks.data]);
  const lines = useMemo(() => logOf(job, list), [job, list]);
  const most = list.reduce((rows, { from, to }) => Math.max(rows, to - from), 0);
  const bundle = bundleOf(list.length);
  return (
    <div className="job-grid">
      <div className="job-main">
        <ProgressCard job={job} />
        {job.status === "failed" && job.error !== null && (
          <section className="card job-fault" role="alert">
            <h2>{job.error.message}</h2>
            {job.error.hint !== undefined && <p>{job.error.hint}</p>}
          </section>
        )}
        <section className="card" aria-label={texts.throughput}>
          <header>
            <h2>{texts.throughput}</h2>
            <span className="bar-space" />
            <Rate job={job} />
          </header>
          <div className="card-body">
            <Throughput live={live} chunks={list} />
          </div>
        </section>
        {list.length > 0 && (
          <section className="card" aria-label={texts.chunks}>
            <header>
              <h2>{texts.chunks}</h2>
              <span className="faint small">
                {bundle > 1 ? texts.chunkBundle(toCount(bundle)) : texts.chunkSize(toCount(most))}
              </span>
              <span className="bar-space" />
              <span className="num small">
                {texts.chunksDone(toCount(job.progress.chunks_done), toCount(job.progress.chunks))}
              </span>
            </header>
            <div className="card-body">
              <ChunkMap chunks={list} ended={ended} />
            </div>
          </section>
        )}
      </div>
      <aside className="job-side">
        <TablesCard job={job} />
        <LogCard lines={lines} />
      </aside>
    </div>
  );
}

/** One job: how far it is, its data, its files. */
export function JobPage() {
  const { id = "" } = useParams({ strict: false }) as { id?: string };
  const { view: wanted = "progress" } = useSearch({ strict: false }) as { view?: string };
  const navigate = useNavigate();
  const { live, seen } = useLiveJob(id);
  // Events end with the job; what becomes of its copies is asked for.
  const copying = seen.job?.publications.some(({ state }) => state === "running") ?? false;
  // Whether it exists at all: an EventSource does not tell why it got no answer.
  const first = useQuery({
    queryKey: ["job", id],
    queryFn: () => readJob(id),
    staleTime: 0,
    refetchOnWindowFocus: false,
    refetchInterval: copying ? COPYING_MS : false,
  });
  useEffect(() => {
    if (first.data !== undefined) live.take(first.data);
  }, [first.data, live]);
  const { job, line } = seen;
  useTitle(job === undefined ? texts.jobs : titleOf(job));

  const crumb = (
    <Link to="/jobs" className="crumb">
      {texts.jobs}
    </Link>
  );
  const missing = line === "gone" || isMissing(first.error);
  if (job === undefined || missing) {
    return (
      <>
        <PageBar title="…" crumb={crumb} />
        <div className="scroll">
          {first.error === null && !missing && <Skeleton rows={3} heightPx={180} label={words.loading} />}
          {missing && (
            <Notice
              title={texts.missingTitle}
              action={
                <Button component={Link} to="/jobs">
                  {texts.allJobs}
                </Button>
              }
            >
              <p>{texts.missingHelp}</p>
            </Notice>
          )}
          {first.error !== null && !missing && (
            <Trouble
              title={texts.readFailed}
              safe={texts.jobSafe}
              error={first.error}
              onRetry={() => void first.refetch()}
            />
          )}
        </div>
      </>
    );
  }
  const view = Object.hasOwn(texts.views, wanted) && (wanted !== "files" || job.kind === "files") ? wanted : "progress";
  const show = (next: string): void => {
    void navigate({ to: "/jobs/$id", params: { id }, search: { view: next === "progress" ? undefined : next } });
  };
  const broken = line === "lost" || line === "asking";
  return (
    <>
      <PageBar
        title={jobTitle(job)}
        crumb={crumb}
        note={
          <>
            <StateBadge state={job.status} />
            {broken && (
              <Badge tone="calm" icon={<IconPlugConnectedX size={14} aria-hidden />} title={texts.lineHelp}>
                {line === "asking" ? texts.asking : texts.reconnecting}
              </Badge>
            )}
          </>
        }
      >
        <Segments
          label={texts.viewsLabel}
          value={view}
          onChange={show}
          options={Object.entries(texts.views)
            .filter(([value]) => value !== "files" || job.kind === "files")
            .map(([value, label]) => ({ value, label }))}
        />
        <JobActions job={job} live={live} />
      </PageBar>
      <output className="sr" aria-live="polite">
        {saidOf(job)}
      </output>
      {view === "data" ? (
        <DataView key={id} job={job} />
      ) : (
        <div className="scroll">{view === "files" ? <FilesView job={job} /> : <Progress live={live} job={job} />}</div>
      )}
    </>
  );
}
