import {
  IconChartHistogram,
  IconClockPlay,
  IconDatabase,
  IconLayoutGrid,
  IconPlus,
  IconSettings,
  type Icon,
} from "@tabler/icons-react";
import { lazyRouteComponent, type RouteComponent } from "@tanstack/react-router";
import { listTemplates } from "../api/library.ts";
import { isBegun, Start, Workbench, type Begun } from "../features/create/halves.ts";
import { shellTexts as texts } from "../texts/shell.ts";
import { client } from "./client.ts";

/** A page of its own script, loaded when first gone to. */
export interface Page {
  readonly path: string;
  readonly title: string;
  readonly component: RouteComponent;
  /**
   * Fetches beside the page's own script what it would ask for once it is there, and gives the scripts: the page is shown with them. A fallback that is
   * shown first stays for 300 ms, as React has it.
   */
  readonly ahead?: (search: Begun) => Promise<unknown> | undefined;
  /** How it stands in the rail; absent for pages that one gets to otherwise. */
  readonly rail?: { readonly icon: Icon; readonly group: "work" | "library" | "help" };
}

/** Every page; the rail, the phone's bar and the router read this list. */
export const PAGES: readonly Page[] = [
  {
    path: "/new",
    title: texts.create,
    component: lazyRouteComponent(() => import("../features/create/create.tsx"), "Create"),
    ahead(search) {
      void client.prefetchQuery({ queryKey: ["templates"], queryFn: listTemplates });
      return (isBegun(search) ? Workbench : Start).preload?.();
    },
    rail: { icon: IconPlus, group: "work" },
  },
  {
    path: "/jobs",
    title: texts.jobs,
    component: lazyRouteComponent(() => import("../features/jobs/jobs-page.tsx"), "JobsPage"),
    rail: { icon: IconClockPlay, group: "work" },
  },
  {
    path: "/jobs/$id",
    title: texts.jobs,
    component: lazyRouteComponent(() => import("../features/jobs/job-page.tsx"), "JobPage"),
  },
  {
    path: "/templates",
    title: texts.templates,
    component: lazyRouteComponent(() => import("../features/templates/templates-page.tsx"), "TemplatesPage"),
    rail: { icon: IconLayoutGrid, group: "library" },
  },
  {
    path: "/templates/$id",
    title: texts.templates,
    component: lazyRouteComponent(() => import("../features/templates/template-page.tsx"), "TemplatePage"),
  },
  {
    path: "/datasets",
    title: texts.datasets,
    component: lazyRouteComponent(() => import("../features/datasets/datasets-page.tsx"), "DatasetsPage"),
    rail: { icon: IconDatabase, group: "library" },
  },
  {
    path: "/analytics",
    title: texts.analytics,
    component: lazyRouteComponent(() => import("../features/analytics/analytics-page.tsx"), "AnalyticsPage"),
    rail: { icon: IconChartHistogram, group: "library" },
  },
  {
    path: "/settings",
    title: texts.settings,
    component: lazyRouteComponent(() => import("../features/settings/settings-page.tsx"), "SettingsPage"),
    rail: { icon: IconSettings, group: "help" },
  },
  {
    path: "/settings/$tab",
    title: texts.settings,
    component: lazyRouteComponent(() => import("../features/settings/settings-page.tsx"), "SettingsPage"),
  },
];
