import { Kbd } from "@mantine/core";
import { IconBook2, IconSearch } from "@tabler/icons-react";
import { useQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { listJobs } from "../api/jobs.ts";
import { shellTexts as texts } from "../texts/shell.ts";
import { modKey } from "../ui/preferences.ts";
import { Account, useMe } from "./account.tsx";
import { PAGES, type Page } from "./pages.tsx";
import { SchemeSwitch } from "./scheme-switch.tsx";

const ICON = { size: 17, stroke: 1.7, "aria-hidden": true } as const;
const RUNNING_MS = 4000;

/** How many jobs are at work; asked for while somebody is signed in. */
function Running() {
  const me = useMe();
  const running = useQuery({
    queryKey: ["jobs", "running"],
    queryFn: () => listJobs({ status: "generating", page_size: 1 }),
    enabled: me.data !== undefined,
    refetchInterval: RUNNING_MS,
  });
  const count = running.data?.total ?? 0;
  if (count === 0) return null;
  return (
    <span className="rail-end rail-count" title={texts.running(count)}>
      {count}
    </span>
  );
}

/** One way to a page. */
export function RailLink({ page }: { readonly page: Page }) {
  const Icon = page.rail!.icon;
  return (
    <Link to={page.path} className="rail-link" activeProps={{ "data-on": true, "aria-current": "page" }}>
      <Icon {...ICON} />
      <span>{page.title}</span>
      {page.path === "/jobs" && <Running />}
    </Link>
  );
}

/** The pages of one group of the rail. */
export const inGroup = (group: string): readonly Page[] => PAGES.filter(({ rail }) => rail?.group === group);

/** The description of the API, which the server itself serves. */
export function DocsLink() {
  return (
    <a href="/docs" className="rail-link">
      <IconBook2 {...ICON} />
      <span>{texts.docs}</span>
    </a>
  );
}

/** The rail at the left: where one can go, and the settings of the whole page. */
export function Rail({ onSearch }: { readonly onSearch: () => void }) {
  return (
    <nav className="rail" aria-label={texts.main}>
      <Link to="/new" className="brand">
        <img src="/icon.svg" alt="" width="22" height="22" />
        {texts.brand}
      </Link>
      <button type="button" className="rail-link rail-search" onClick={onSearch}>
        <IconSearch {...ICON} />
        <span>{texts.search}</span>
        <Kbd className="rail-end">{modKey}K</Kbd>
      </button>
      {inGroup("work").map((page) => (
        <RailLink key={page.path} page={page} />
      ))}
      <p className="rail-head">{texts.library}</p>
      {inGroup("library").map((page) => (
        <RailLink key={page.path} page={page} />
      ))}
      <span className="rail-gap" />
      <DocsLink />
      {inGroup("help").map((page) => (
        <RailLink key={page.path} page={page} />
      ))}
      <div className="rail-foot">
        <Account />
        <span className="bar-space" />
        <SchemeSwitch />
      </div>
    </nav>
  );
}
