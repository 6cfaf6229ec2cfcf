import type { ReactNode } from "react";
import "./notice.css";

interface Props {
  readonly title: string;
  readonly children?: ReactNode;
  /** What to do. */
  readonly action?: ReactNode;
  /** Whether something went wrong. */
  readonly alert?: boolean;
  /** Whether it is all that the page has to say. */
  readonly alone?: boolean;
}

/** A page or a part of one that has nothing else to show: empty, missing or broken, with a way on. */
export function Notice({ title, children, action, alert = false, alone = false }: Props) {
  const Heading = alone ? "h1" : "h2";
  return (
    <div className="notice" role={alert ? "alert" : undefined}>
      <Heading>{title}</Heading>
      {children}
      {action}
    </div>
  );
}
