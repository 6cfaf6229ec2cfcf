import { createRootRoute, createRoute, createRouter, redirect } from "@tanstack/react-router";
import { Crash } from "./crash.tsx";
import { Missing } from "./missing.tsx";
import { PAGES } from "./pages.tsx";
import { Shell } from "./shell.tsx";

const root = createRootRoute({ component: Shell, notFoundComponent: Missing, errorComponent: Crash });

const start = createRoute({
  getParentRoute: () => root,
  path: "/",
  beforeLoad: ({ search }) => {
    redirect({ to: "/new", search, replace: true, throw: true });
  },
});

const pages = PAGES.map(({ path, component }) =>
  createRoute({ getParentRoute: () => root, path, component, errorComponent: Crash }),
);

/** Which address shows what; pages are loaded when the pointer is on their way to them. */
export const router = createRouter({
  routeTree: root.addChildren([start, ...pages]),
  defaultPreload: "intent",
  defaultNotFoundComponent: Missing,
  // A search of plain words, as people write it: ?q=shop&status=paused.
  parseSearch: (text) => Object.fromEntries(new URLSearchParams(text)),
  stringifySearch: (search) => {
    const given = Object.entries(search as Record<string, unknown>).filter(
      ([, value]) => value !== undefined && value !== "",
    );
    const text = new URLSearchParams(given.map(([key, value]) => [key, String(value)])).toString();
    return text === "" ? "" : `?${text}`;
  },
});
