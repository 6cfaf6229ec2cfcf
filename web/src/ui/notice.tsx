import type { ReactNode } from "react";
import "./notice.css";

interface Props {
  readonly title: string;
  readonly children?: ReactNode;
  /** What to do. */
  readonly action?: ReactNode;
  /** Whether something went wrong. */
  readonly alert?: boolean;
}

/** A page or a part of one that has nothing else to show: empty, missing or broken, with a way on. */
export function Notice({ title, children, action, alert = false }: Props) {
  return (
    <div className="notice" role={alert ? "alert" : undefined}>
      <h2>{title}</h2>
      {children}
      {action}
    </div>
  );
}
