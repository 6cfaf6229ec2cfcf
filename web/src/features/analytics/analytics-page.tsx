import { Button } from "@mantine/core";
import { keepPreviousData, useQuery } from "@tanstack/react-query";
import { Link, useNavigate, useSearch } from "@tanstack/react-router";
import { useState } from "react";
import { listTemplates, readAnalytics, type Analytics } from "../../api/library.ts";
import { analyticsTexts as texts } from "../../texts/analytics.ts";
import { jobsTexts } from "../../texts/jobs.ts";
import { shellTexts } from "../../texts/shell.ts";
import { templateTitle } from "../../texts/titles.ts";
import { words } from "../../texts/words.ts";
import { toAgo, toSpan } from "../../ui/moments.ts";
import { Notice } from "../../ui/notice.tsx";
import { toCount, toShortCount, toSize } from "../../ui/numbers.ts";
import { PageBar } from "../../ui/page-bar.tsx";
import { Segments } from "../../ui/segments.tsx";
import { Skeleton } from "../../ui/skeleton.tsx";
import { Trouble } from "../../ui/trouble.tsx";
import { useTitle } from "../../ui/use-title.ts";
import { DayChart, Ranking } from "./chart.tsx";
import "./analytics.css";

const DAY_MS = 86_400_000;
const MOST_NAMES = 7;

const isoDay = (ms: number): string => new Date(ms).toISOString().slice(0, 10);

/** The last so many days, whole days in UTC, today with them. */
function rangeOf(days: number): { from: string; to: string } {
  const tomorrow = Math.floor(Date.now() / DAY_MS) * DAY_MS + DAY_MS;
  return { from: isoDay(tomorrow - days * DAY_MS), to: isoDay(tomorrow) };
}

function Figures({ data }: { readonly data: Analytics }) {
  // An own template is told by its id; people know its name.
  const names = new Map(
    (useQuery({ queryKey: ["templates"], queryFn: listTemplates, staleTime: 60_000 }).data ?? []).map((template) => [
      template.id,
      templateTitle(template),
    ]),
  );
  const [now] = useState(() => Date.now());
  const { total, days, templates, formats, failures } = data;
  const facts: readonly (readonly [string, string])[] = [
    [texts.totals.rows, toCount(total.rows)],
    [texts.totals.jobs, toCount(total.jobs)],
    [texts.totals.bytes, toSize(total.bytes)],
    [
      texts.totals.speed,
      total.rows_per_second === null ? texts.noSpeed : texts.perSecond(toShortCount(Math.round(total.rows_per_second))),
    ],
    [texts.totals.time, toSpan(total.seconds)],
  ];
  return (
    <div className="analytics">
      <dl className="card totals">
        {facts.map(([name, value]) => (
          <div key={name}>
            <dt>{name}</dt>
            <dd className="num">{value}</dd>
          </div>
        ))}
      </dl>
      <section className="card" aria-label={texts.rowsTitle}>
        <header>
          <h2>{texts.rowsTitle}</h2>
        </header>
        <div className="card-body">
          <DayChart title={texts.rowsTitle} kind="bars" points={days.map(({ day, rows }) => ({ day, value: rows }))} />
        </div>
      </section>
      <section className="card" aria-label={texts.templatesTitle}>
        <header>
          <h2>{texts.templatesTitle}</h2>
        </header>
        <div className="card-body">
          {templates.length === 0 ? (
            <p className="faint">{texts.noTemplates}</p>
          ) : (
            <Ranking
              items={templates.slice(0, MOST_NAMES).map(({ template, jobs, rows }) => ({
                name: names.get(template) ?? template,
                value: jobs,
                text: `${texts.jobs(jobs, toCount(jobs))} · ${jobsTexts.rows(rows, toShortCount(rows))}`,
              }))}
            />
          )}
        </div>
      </section>
      <section className="card" aria-label={texts.speedTitle}>
        <header>
          <h2>{texts.speedTitle}</h2>
          <span className="faint">{texts.speedHelp}</span>
        </header>
        <div className="card-body">
          <DayChart
            title={texts.speedTitle}
            kind="line"
            points={days.map(({ day, rows_per_second: rate }) => ({ day, value: rate }))}
          />
        </div>
      </section>
      <section className="card" aria-label={texts.failuresTitle}>
        <header>
          <h2>{texts.failuresTitle}</h2>
          <span className="bar-space" />
          <span className="legend-dot" data-kind="failed">
            {texts.failedJobs} <b className="num">{total.failed}</b>
          </span>
          <span className="legend-dot" data-kind="cancelled">
            {texts.cancelledJobs} <b className="num">{total.cancelled}</b>
          </span>
        </header>
        <div className="card-body">
          <DayChart
            title={texts.failuresTitle}
            kind="bars"
            color="var(--bad)"
            points={days.map(({ day, failed, cancelled }) => ({ day, value: failed, more: cancelled }))}
          />
        </div>
      </section>
      <section className="card" aria-label={texts.formatsTitle}>
        <header>
          <h2>{texts.formatsTitle}</h2>
        </header>
        <div className="card-body">
          <Ranking
            items={formats.slice(0, MOST_NAMES).map(({ format, jobs, bytes }) => ({
              name: format === "database" ? jobsTexts.loadedInto : (jobsTexts.formats[format] ?? format),
              value: jobs,
              text: `${texts.jobs(jobs, toCount(jobs))} · ${toSize(bytes)}`,
            }))}
          />
        </div>
      </section>
      <section className="card" aria-label={texts.reasonsTitle}>
        <header>
          <h2>{texts.reasonsTitle}</h2>
        </header>
        <div className="card-body">
          {failures.length === 0 ? (
            <p className="faint">{texts.noFailures}</p>
          ) : (
            <ul className="reasons">
              {failures.slice(0, MOST_NAMES).map(({ code, message, times, last_at: last }) => (
                <li key={`${code} ${message}`}>
                  <p>{message}</p>
                  <p className="faint">
                    {texts.times(times)}, {texts.last(toAgo(last, now))}
                  </p>
                </li>
              ))}
            </ul>
          )}
        </div>
      </section>
    </div>
  );
}

/** Volumes, templates, speed and failures over time. */
export function AnalyticsPage() {
  const search = useSearch({ strict: false }) as { days?: string };
  const days = search.days !== undefined && search.days in texts.periods ? search.days : "30";
  const navigate = useNavigate();
  const { from, to } = rangeOf(Number(days));
  useTitle(shellTexts.title(texts.analytics));
  const figures = useQuery({
    queryKey: ["analytics", from, to],
    queryFn: () => readAnalytics(from, to),
    placeholderData: keepPreviousData,
  });
  const body = () => {
    if (figures.data === undefined) {
      if (figures.error === null) return <Skeleton rows={3} heightPx={220} label={words.loading} />;
      return (
        <Trouble title={texts.failed} safe={texts.safe} error={figures.error} onRetry={() => void figures.refetch()} />
      );
    }
    if (figures.data.total.jobs > 0) return <Figures data={figures.data} />;
    return (
      <Notice
        title={texts.emptyTitle}
        action={
          <Button component={Link} to="/new">
            {texts.emptyAction}
          </Button>
        }
      >
        <p>{texts.emptyHelp}</p>
      </Notice>
    );
  };
  return (
    <>
      <PageBar title={texts.analytics}>
        <Segments
          label={texts.period}
          value={days}
          onChange={(value) =>
            void navigate({ to: "/analytics", search: { days: value === "30" ? undefined : value } })
          }
          options={Object.entries(texts.periods)
            .map(([value, label]) => ({ value, label }))
            .sort((a, b) => Number(a.value) - Number(b.value))}
        />
      </PageBar>
      <div className="scroll">{body()}</div>
    </>
  );
}
