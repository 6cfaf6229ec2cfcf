import { Drawer } from "@mantine/core";
import { IconSearch } from "@tabler/icons-react";
import { shellTexts as texts } from "../texts/shell.ts";
import { Account } from "./account.tsx";
import type { Page } from "./pages.tsx";
import { DocsLink, RailLink } from "./rail.tsx";
import { SchemeSwitch } from "./scheme-switch.tsx";

interface Props {
  readonly opened: boolean;
  readonly pages: readonly Page[];
  readonly onClose: () => void;
  readonly onSearch: () => void;
}

/** What a phone's bar has no room for. */
export function PhoneDrawer({ opened, pages, onClose, onSearch }: Props) {
  return (
    <Drawer opened={opened} onClose={onClose} position="bottom" title={texts.more} size="auto">
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
    </Drawer>
  );
}
