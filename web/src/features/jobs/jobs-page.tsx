import { Button, Select, TextInput } from "@mantine/core";
import { IconPlus, IconSearch } from "@tabler/icons-react";
import { keepPreviousData, useQuery } from "@tanstack/react-query";
import { Link, useNavigate, useSearch } from "@tanstack/react-router";
import { useEffect, useRef, useState } from "react";
import { listJobs, type JobPage, type JobSearch } from "../../api/jobs.ts";
import { listTemplates } from "../../api/library.ts";
import { jobsTexts as texts } from "../../texts/jobs.ts";
import { shellTexts } from "../../texts/shell.ts";
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

/** The filters as the address says them. */
export function readSearch(search: Readonly<Record<string, unknown>>): JobSearch {
  const text = (key: string): string | undefined => {
    const value = search[key];
    return typeof value === "string" && value !== "" ? value : undefined;
  };
  return {
    status: text("status"),
    q: text("q"),
    template: text("template"),
    from: text("from"),
    to: text("to"),
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
          <TextInput
            className="filters-q"
            aria-label={texts.searchJobs}
            placeholder={texts.searchJobs}
            leftSection={<IconSearch size={16} aria-hidden />}
            value={typed}
            data-search
            onChange={(event) => type(event.currentTarget.value)}
          />
          <Select
            aria-label={texts.status}
            placeholder={texts.anyStatus}
            clearable
            clearButtonProps={{ "aria-label": texts.anyStatus }}
            data={Object.entries(texts.states).map(([value, label]) => ({ value, label }))}
            value={search.status ?? null}
            onChange={(value) => go({ status: value ?? undefined })}
          />
          <Select
            aria-label={texts.template}
            placeholder={texts.anyTemplate}
            clearable
            searchable
            clearButtonProps={{ "aria-label": texts.anyTemplate }}
            data={(templates.data ?? []).map(({ id, name }) => ({ value: id, label: name }))}
            value={search.template ?? null}
            onChange={(value) => go({ template: value ?? undefined })}
          />
          <label className="filters-date">
            {texts.from}
            <input type="date" value={search.from ?? ""} onChange={({ target }) => go({ from: target.value })} />
          </label>
          <label className="filters-date">
            {texts.to}
            <input type="date" value={search.to ?? ""} onChange={({ target }) => go({ to: target.value })} />
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
