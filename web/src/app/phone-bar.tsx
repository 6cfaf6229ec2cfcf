import { IconMenu2 } from "@tabler/icons-react";
import { lazy, Suspense, useCallback, useState } from "react";
import { shellTexts as texts } from "../texts/shell.ts";
import { inGroup, RailLink } from "./rail.tsx";

const PhoneDrawer = lazy(async () => ({ default: (await import("./phone-drawer.tsx")).PhoneDrawer }));

const FIRST = new Set(["/new", "/jobs", "/templates"]);

/** The rail of a phone: what is used most at the thumb, the rest in a drawer. */
export function PhoneBar({ onSearch }: { readonly onSearch: () => void }) {
  const [open, setOpen] = useState(false);
  const close = useCallback(() => setOpen(false), []);
  const pages = ["work", "library", "help"].flatMap(inGroup);
  return (
    <nav className="rail phone-bar" aria-label={texts.main}>
      {pages
        .filter(({ path }) => FIRST.has(path))
        .map((page) => (
          <RailLink key={page.path} page={page} />
        ))}
      <button type="button" className="rail-link" aria-expanded={open} onClick={() => setOpen(true)}>
        <IconMenu2 size={17} stroke={1.7} aria-hidden />
        <span>{texts.more}</span>
      </button>
      {open && (
        <Suspense>
          <PhoneDrawer pages={pages.filter(({ path }) => !FIRST.has(path))} onClose={close} onSearch={onSearch} />
        </Suspense>
      )}
    </nav>
  );
}
