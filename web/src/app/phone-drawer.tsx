import { IconSearch } from "@tabler/icons-react";
import { shellTexts as texts } from "../texts/shell.ts";
import { Dialog } from "../ui/dialog.tsx";
import { Account } from "./account.tsx";
import type { Page } from "./pages.tsx";
import { DocsLink, RailLink } from "./rail.tsx";
import { SchemeSwitch } from "./scheme-switch.tsx";

interface Props {
  readonly pages: readonly Page[];
  readonly onClose: () => void;
  readonly onSearch: () => void;
}

/** What a phone's bar has no room for, while it is rendered. */
export function PhoneDrawer({ pages, onClose, onSearch }: Props) {
  return (
    <Dialog title={texts.more} onClose={onClose}>
      {/* A click on any link closes the drawer that it is in. */}
      {/* oxlint-disable-next-line jsx-a11y/no-static-element-interactions, jsx-a11y/click-events-have-key-events */}
      <div className="drawer" onClick={(event) => (event.target as HTMLElement).closest("a") && onClose()}>
        <button
          type="button"
          className="rail-link"
          onClick={() => {
            onClose();
            onSearch();
          }}
        >
          <IconSearch size={17} stroke={1.7} aria-hidden />
          <span>{texts.search}</span>
        </button>
        {pages.map((page) => (
          <RailLink key={page.path} page={page} />
        ))}
        <DocsLink />
        <div className="drawer-foot">
          <Account />
          <SchemeSwitch />
        </div>
      </div>
    </Dialog>
  );
}
