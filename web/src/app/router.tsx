import { createRootRoute, createRoute, createRouter, lazyRouteComponent, redirect } from "@tanstack/react-router";
import { onSignedOut } from "../api/http.ts";
import { Crash } from "./crash.tsx";
import { Missing } from "./missing.tsx";
import { PAGES } from "./pages.tsx";
import { Shell } from "./shell.tsx";

const root = createRootRoute({ component: Shell, notFoundComponent: Missing, errorComponent: Crash });

const start = createRoute({
  getParentRoute: () => root,
  path: "/",
  // The server prints a link with a token when it starts.
  component: lazyRouteComponent(() => import("../features/sign-in/link-page.tsx"), "LinkPage"),
  beforeLoad: ({ search }) => {
    if ("token" in search) return;
    redirect({ to: "/new", search, replace: true, throw: true });
  },
});
const signIn = createRoute({
  getParentRoute: () => root,
  path: "/sign-in",
  component: lazyRouteComponent(() => import("../features/sign-in/sign-in-page.tsx"), "SignInPage"),
});

const pages = PAGES.map(({ path, component, ahead }) =>
  createRoute({
    getParentRoute: () => root,
    path,
    component,
    errorComponent: Crash,
    loader: ({ location }) => ahead?.(location.search),
  }),
);

/** Which address shows what; pages are loaded when the pointer is on their way to them. */
export const router = createRouter({
  routeTree: root.addChildren([start, signIn, ...pages]),
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

// Whoever is not signed in is asked to, and comes back to where they were.
onSignedOut(() => {
  const { pathname, href } = router.state.location;
  if (pathname === "/sign-in" || pathname === "/") return;
  void router.navigate({ to: "/sign-in", search: { next: href }, replace: true });
});
