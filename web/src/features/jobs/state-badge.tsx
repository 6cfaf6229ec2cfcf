import {
  IconCheck,
  IconClock,
  IconLoader2,
  IconPlayerPauseFilled,
  IconX,
  IconAlertTriangle,
} from "@tabler/icons-react";
import type { ReactNode } from "react";
import type { JobState } from "../../api/jobs.ts";
import { jobsTexts as texts } from "../../texts/jobs.ts";
import { Badge, type Tone } from "../../ui/badge.tsx";

const LOOK: Readonly<Record<JobState, readonly [Tone, ReactNode]>> = {
  pending: ["calm", <IconClock key="i" size={14} aria-hidden />],
  generating: ["busy", <IconLoader2 key="i" size={14} className="badge-turn" aria-hidden />],
  paused: ["hold", <IconPlayerPauseFilled key="i" size={12} aria-hidden />],
  completed: ["good", <IconCheck key="i" size={14} aria-hidden />],
  failed: ["bad", <IconAlertTriangle key="i" size={14} aria-hidden />],
  cancelled: ["calm", <IconX key="i" size={14} aria-hidden />],
};

/** Where a job stands. */
export function StateBadge({ state }: { readonly state: JobState }) {
  const [tone, icon] = LOOK[state];
  return (
    <Badge tone={tone} icon={icon}>
      {texts.states[state]}
    </Badge>
  );
}
