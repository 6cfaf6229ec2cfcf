import { Pagination } from "@mantine/core";
import { useEffect, type ReactNode } from "react";
import { words } from "../texts/words.ts";

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
  return (
    <footer className="paging">
      {children}
      {pages > 1 && (
        <Pagination
          total={pages}
          value={Math.min(page, pages)}
          onChange={onPage}
          size="sm"
          getItemProps={(n) => ({ "aria-label": words.page(String(n), String(pages)) })}
          getControlProps={(control) => ({ "aria-label": control === "previous" ? words.previous : words.next })}
        />
      )}
    </footer>
  );
}
