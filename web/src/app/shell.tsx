import { useHotkeys, useNetwork } from "@mantine/hooks";
import { Outlet, useRouterState } from "@tanstack/react-router";
import { lazy, Suspense, useEffect, useRef, useState } from "react";
import { shellTexts as texts } from "../texts/shell.ts";
import { letterKeys } from "../ui/preferences.ts";
import { Toasts } from "../ui/toast.tsx";
import { PhoneBar } from "./phone-bar.tsx";
import { Rail } from "./rail.tsx";
import "./styles/shell.css";

const loadPalette = () => import("./palette.tsx");
const Palette = lazy(async () => ({ default: (await loadPalette()).Palette }));
const Shortcuts = lazy(async () => ({ default: (await import("../ui/shortcuts.tsx")).Shortcuts }));

/** Puts the focus where a new page begins, as a browser does with its own pages. */
function useFocusOnPage(): void {
  const path = useRouterState({ select: ({ location }) => location.pathname });
  const before = useRef(path);
  useEffect(() => {
    if (before.current === path) return;
    before.current = path;
    document.querySelector<HTMLElement>("#main")?.focus({ preventScroll: true });
  }, [path]);
}

/** What stands around every page: the way past it all, the rail, and the page itself. */
export function Shell() {
  const bare = useRouterState({ select: ({ location }) => location.pathname === "/sign-in" });
  const { online } = useNetwork();
  const [palette, setPalette] = useState(false);
  const [shortcuts, setShortcuts] = useState(false);
  useFocusOnPage();
  const search = (): void => {
    if (palette) void loadPalette().then(({ openPalette }) => openPalette());
    else setPalette(true);
  };
  useHotkeys([["mod+K", search]], []);
  useHotkeys([
    ["shift+?", () => letterKeys() && setShortcuts(true)],
    ["?", () => letterKeys() && setShortcuts(true)],
    [
      "/",
      (event) => {
        const field = document.querySelector<HTMLInputElement>("[data-search]");
        if (!letterKeys() || field === null) return;
        event.preventDefault();
        field.focus();
      },
    ],
  ]);
  return (
    <div className="shell" data-bare={bare || undefined}>
      <a className="skip" href="#main">
        {texts.skip}
      </a>
      {!bare && <Rail onSearch={search} />}
      <main className="main" id="main" tabIndex={-1}>
        {!online && (
          <p className="offline" role="alert">
            {texts.offline}
          </p>
        )}
        <Outlet />
      </main>
      {!bare && <PhoneBar onSearch={search} />}
      <Toasts />
      {shortcuts && (
        <Suspense>
          <Shortcuts onClose={() => setShortcuts(false)} />
        </Suspense>
      )}
      {palette && (
        <Suspense>
          <Palette onShortcuts={() => setShortcuts(true)} />
        </Suspense>
      )}
    </div>
  );
}
