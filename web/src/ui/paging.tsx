import { ActionIcon } from "@mantine/core";
import { IconChevronLeft, IconChevronRight } from "@tabler/icons-react";
import { useEffect, type ReactNode } from "react";
import { words } from "../texts/words.ts";
import { toCount } from "./numbers.ts";

interface Props {
  /** How many there are on all pages. */
  readonly total: number;
  readonly size: number;
  /** The one on show, from 1. */
  readonly page: number;
  readonly onPage: (page: number) => void;
  /** Stands before the pages. */
  readonly children?: ReactNode;
}

/** The pages of a list; an address beyond the last leads to the last. */
export function Paging({ total, size, page, onPage, children }: Props) {
  const pages = Math.ceil(total / size);
  const beyond = pages > 0 && page > pages;
  useEffect(() => {
    if (beyond) onPage(pages);
    // oxlint-disable-next-line react-hooks/exhaustive-deps -- once for each such address
  }, [beyond, pages]);
  if (total === 0 || (pages < 2 && children === undefined)) return null;
  const at = Math.min(page, pages);
  return (
    <footer className="paging">
      {children}
      {pages > 1 && (
        <nav aria-label={words.pages}>
          <ActionIcon variant="default" disabled={at === 1} aria-label={words.previous} onClick={() => onPage(at - 1)}>
            <IconChevronLeft size={17} aria-hidden />
          </ActionIcon>
          <span className="num">{words.page(toCount(at), toCount(pages))}</span>
          <ActionIcon variant="default" disabled={at === pages} aria-label={words.next} onClick={() => onPage(at + 1)}>
            <IconChevronRight size={17} aria-hidden />
          </ActionIcon>
        </nav>
      )}
    </footer>
  );
}
