import { IconPlus, type Icon } from "@tabler/icons-react";
import { lazyRouteComponent, type RouteComponent } from "@tanstack/react-router";
import { shellTexts as texts } from "../texts/shell.ts";

/** A page of its own script, loaded when first gone to. */
export interface Page {
  readonly path: string;
  readonly title: string;
  readonly component: RouteComponent;
  /** How it stands in the rail; absent for pages that one gets to otherwise. */
  readonly rail?: { readonly icon: Icon; readonly group: "work" | "library" | "help" };
}

/** Every page; the rail, the phone's bar and the router read this list. */
export const PAGES: readonly Page[] = [
  {
    path: "/new",
    title: texts.create,
    component: lazyRouteComponent(() => import("../features/playground/playground.tsx"), "Playground"),
    rail: { icon: IconPlus, group: "work" },
  },
];
