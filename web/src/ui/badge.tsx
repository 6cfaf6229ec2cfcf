import type { ReactNode } from "react";
import "./badge.css";

export type Tone = "busy" | "hold" | "good" | "bad" | "calm";

interface Props {
  readonly tone: Tone;
  readonly icon?: ReactNode;
  readonly title?: string | undefined;
  readonly children: ReactNode;
}

/** A state in a word and an icon; the colour only repeats it. */
export function Badge({ tone, icon, title, children }: Props) {
  return (
    <span className="badge" data-tone={tone} title={title}>
      {icon}
      {children}
    </span>
  );
}
