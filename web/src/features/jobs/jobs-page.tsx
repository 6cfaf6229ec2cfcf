import { Button } from "@mantine/core";
import { IconPlus } from "@tabler/icons-react";
import { keepPreviousData, useQuery } from "@tanstack/react-query";
import { Link, useNavigate, useSearch } from "@tanstack/react-router";
import { useEffect, useRef, useState } from "react";
import { listJobs, type JobPage, type JobSearch } from "../../api/jobs.ts";
import { listTemplates } from "../../api/library.ts";
import { jobsTexts as texts } from "../../texts/jobs.ts";
import { shellTexts } from "../../texts/shell.ts";
import { templateTitle } from "../../texts/titles.ts";
import { Choice, SearchField } from "../../ui/fields.tsx";
import { Listed } from "../../ui/listed.tsx";
import { Notice } from "../../ui/notice.tsx";
import { toCount } from "../../ui/numbers.ts";
import { PageBar } from "../../ui/page-bar.tsx";
import { Paging } from "../../ui/paging.tsx";
import { useTitle } from "../../ui/use-title.ts";
import { JobTable } from "./job-table.tsx";
import "./jobs-page.css";

const PAGE_SIZE = 20;
const BUSY_MS = 1500;
const IDLE_MS = 8000;
const TYPED_MS = 250;

const isDay = (text: string): boolean => /^\d{4}-\d\d-\d\d$/.test(text) && !Number.isNaN(Date.parse(text));

/** The filters as the address says them; what none of them can be is left out. */
export function readSearch(search: Readonly<Record<string, unknown>>): JobSearch {
  const text = (key: string): string | undefined => {
    const value = search[key];
    return typeof value === "string" && value !== "" ? value : undefined;
  };
  const only = (key: string, fits: (value: string) => boolean): string | undefined => {
    const value = text(key);
    return value !== undefined && fits(value) ? value : undefined;
  };
  return {
    status: only("status", (state) => Object.hasOwn(texts.states, state)),
    q: text("q"),
    template: text("template"),
    from: only("from", isDay),
    to: only("to", isDay),
    page: Math.max(1, Math.trunc(Number(text("page") ?? 1)) || 1),
  };
}

/** All jobs of the user, newest first, with filters that stand in the address. */
export function JobsPage() {
  const search = readSearch(useSearch({ strict: false }));
  const navigate = useNavigate();
  const [typed, setTyped] = useState(search.q ?? "");
  const pause = useRef<ReturnType<typeof setTimeout>>(undefined);
  useTitle(shellTexts.title(texts.jobs));

  const jobs = useQuery({
    queryKey: ["jobs", search],
    queryFn: ({ signal }) => listJobs({ ...search, page_size: PAGE_SIZE }, signal),
    placeholderData: keepPreviousData,
    refetchInterval: ({ state }) =>
      state.data?.jobs.some(({ status }) => status === "generating" || status === "pending") === true
        ? BUSY_MS
        : IDLE_MS,
  });
  const templates = useQuery({ queryKey: ["templates"], queryFn: listTemplates, staleTime: 60_000 });

  const go = (change: Partial<JobSearch>): void => {
    const next = { ...search, page: 1, ...change };
    void navigate({ to: "/jobs", search: { ...next, page: next.page === 1 ? undefined : next.page }, replace: true });
  };
  useEffect(() => () => clearTimeout(pause.current), []);
  const type = (text: string): void => {
    setTyped(text);
    clearTimeout(pause.current);
    pause.current = setTimeout(() => go({ q: text }), TYPED_MS);
  };
  const filtered = Boolean(search.q ?? search.status ?? search.template ?? search.from ?? search.to);
  const clear = (): void => {
    setTyped("");
    go({ q: undefined, status: undefined, template: undefined, from: undefined, to: undefined });
  };

  const body = (found: JobPage) => {
    if (found.jobs.length > 0) return <JobTable jobs={found.jobs} />;
    if (found.total > 0) return null; // a page beyond the last: Paging leads back
    if (filtered) {
      return (
        <Notice
          title={texts.noneTitle}
          action={
            <Button variant="default" onClick={clear}>
              {texts.clear}
            </Button>
          }
        >
          <p>{texts.noneHelp}</p>
        </Notice>
      );
    }
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
      <PageBar title={texts.jobs}>
        <Button component={Link} to="/new" leftSection={<IconPlus size={16} aria-hidden />}>
          {texts.newJob}
        </Button>
      </PageBar>
      <div className="scroll">
        <search className="filters">
          <SearchField label={texts.searchJobs} value={typed} onChange={type} />
          <Choice
            aria-label={texts.status}
            options={{ "": texts.anyStatus, ...texts.states }}
            value={search.status ?? ""}
            onChange={(status) => go({ status })}
          />
          <Choice
            aria-label={texts.template}
            options={Object.fromEntries([
              ["", texts.anyTemplate],
              ...(templates.data ?? []).map((template) => [template.id, templateTitle(template)] as const),
            ])}
            value={search.template ?? ""}
            onChange={(template) => go({ template })}
          />
          <label className="filters-date">
            {texts.from}
            <input
              type="date"
              className="control"
              value={search.from ?? ""}
              onChange={({ target }) => go({ from: target.value })}
            />
          </label>
          <label className="filters-date">
            {texts.to}
            <input
              type="date"
              className="control"
              value={search.to ?? ""}
              onChange={({ target }) => go({ to: target.value })}
            />
          </label>
          {filtered && (
            <Button variant="subtle" color="gray" onClick={clear}>
              {texts.clear}
            </Button>
          )}
        </search>
        <Listed query={jobs} failed={texts.listFailed} safe={texts.listSafe} rows={8} heightPx={44}>
          {body}
        </Listed>
        <Paging total={jobs.data?.total ?? 0} size={PAGE_SIZE} page={search.page ?? 1} onPage={(page) => go({ page })}>
          <span>{texts.jobCount(jobs.data?.total ?? 0, toCount(jobs.data?.total ?? 0))}</span>
        </Paging>
      </div>
    </>
  );
}
