import type { ReactNode } from "react";

interface Props {
  readonly title: string;
  /** What leads here: a link to the page above. */
  readonly crumb?: ReactNode;
  /** Stands beside the title: a badge. */
  readonly note?: ReactNode;
  /** Stands at the right: what one can do here. */
  readonly children?: ReactNode;
}

/** The bar at the top of a page: where we are, and what can be done. */
export function PageBar({ title, crumb, note, children }: Props) {
  return (
    <header className="bar">
      {crumb !== undefined && (
        <>
          {crumb}
          <span className="bar-slash" aria-hidden>
            /
          </span>
        </>
      )}
      <h1 title={title}>{title}</h1>
      {note}
      <span className="bar-space" />
      {children}
    </header>
  );
}
