/** What a history remembers of one moment. */
interface Moment {
  readonly text: string;
  /** What was done to reach it; changes with the same mark soon after each other are one step. */
  readonly mark: string;
  readonly at: number;
}

/** A text with its past and its future. */
export interface History {
  readonly past: readonly Moment[];
  readonly now: Moment;
  readonly future: readonly Moment[];
}

const PAUSE_MS = 1500;
const MOST_STEPS = 200;

/** A history that begins with a text. */
export const openHistory = (text: string): History => ({ past: [], now: { text, mark: "", at: 0 }, future: [] });

/** A new text; a change with the same mark within a moment joins the step before it. An empty mark joins nothing. */
export function remember(history: History, text: string, mark: string, at: number): History {
  const { past, now } = history;
  if (text === now.text) return history;
  const joins = mark !== "" && mark === now.mark && at - now.at < PAUSE_MS && past.length > 0;
  return { past: joins ? past : [...past, now].slice(-MOST_STEPS), now: { text, mark, at }, future: [] };
}

/** One step back; the same history where there is none. */
export function undo({ past, now, future }: History): History {
  const before = past.at(-1);
  if (before === undefined) return { past, now, future };
  return { past: past.slice(0, -1), now: { ...before, mark: "" }, future: [now, ...future] };
}

/** One step forward again. */
export function redo({ past, now, future }: History): History {
  const [after, ...rest] = future;
  if (after === undefined) return { past, now, future };
  return { past: [...past, now], now: { ...after, mark: "" }, future: rest };
}
