import { Drawer } from "@mantine/core";
import { IconMenu2, IconSearch } from "@tabler/icons-react";
import { useState } from "react";
import { shellTexts as texts } from "../texts/shell.ts";
import { Account } from "./account.tsx";
import { DocsLink, inGroup, RailLink } from "./rail.tsx";
import { SchemeSwitch } from "./scheme-switch.tsx";

const FIRST = new Set(["/new", "/jobs", "/templates"]);

/** The rail of a phone: what is used most at the thumb, the rest in a drawer. */
export function PhoneBar({ onSearch }: { readonly onSearch: () => void }) {
  const [open, setOpen] = useState(false);
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
      <Drawer opened={open} onClose={() => setOpen(false)} position="bottom" title={texts.more} size="auto">
        {/* A click on any link closes the drawer that it is in. */}
        {/* oxlint-disable-next-line jsx-a11y/no-static-element-interactions, jsx-a11y/click-events-have-key-events */}
        <div className="drawer" onClick={(event) => (event.target as HTMLElement).closest("a") && setOpen(false)}>
          <button
            type="button"
            className="rail-link"
            onClick={() => {
              setOpen(false);
              onSearch();
            }}
          >
            <IconSearch size={17} stroke={1.7} aria-hidden />
            <span>{texts.search}</span>
          </button>
          {pages
            .filter(({ path }) => !FIRST.has(path))
            .map((page) => (
              <RailLink key={page.path} page={page} />
            ))}
          <DocsLink />
          <div className="drawer-foot">
            <Account />
            <SchemeSwitch />
          </div>
        </div>
      </Drawer>
    </nav>
  );
}
