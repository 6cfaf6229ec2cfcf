import { lazyRouteComponent } from "@tanstack/react-router";

/** What an address of the page names: a draft of this browser, or a template, or neither. */
export interface Begun {
  readonly draft?: string;
  readonly template?: string;
}

/** Whether there is a schema to work at; otherwise one begins. */
export const isBegun = ({ draft, template }: Begun): boolean => draft !== undefined || template !== undefined;

// Two pages in one address, and each comes without the other: where one begins, and the schema that there is then.
export const Start = lazyRouteComponent(() => import("./start.tsx"), "Start");
export const Workbench = lazyRouteComponent(() => import("./workbench.tsx"), "Workbench");
