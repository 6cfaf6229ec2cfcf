/** What may follow a state, with weights. */
export type Transitions = ReadonlyMap<string, readonly (readonly [string, number])[]>;

/** States in the order in which a row passed them, and how often such a row takes this way and no other to its last state. */
export interface Way {
  readonly states: readonly string[];
  readonly weight: number;
}

const MOST_WAYS = 2000;

/** The name of a way, as a hidden column shows it. */
export const nameOf = ({ states }: Way): string => states.join(" > ");

/** All ways from a state that pass no state twice; undefined where there are more than 2,000. Weights of steps are shares of what leaves a state. */
export function waysFrom(start: string, transitions: Transitions): readonly Way[] | undefined {
  const ways: Way[] = [];
  const open: Way[] = [{ states: [start], weight: 1 }];
  for (let way = open.pop(); way !== undefined; way = open.pop()) {
    ways.push(way);
    if (ways.length > MOST_WAYS) return undefined;
    const { states, weight } = way;
    const next = transitions.get(states.at(-1)!) ?? [];
    const all = next.reduce((sum, [, share]) => sum + share, 0);
    for (const [state, share] of next.toReversed())
      if (share > 0 && !states.includes(state))
        open.push({ states: [...states, state], weight: (weight * share) / all });
  }
  return ways;
}

/** A span in words: 2d12h. */
export function showSpan(ms: number): string {
  const units = [
    [86_400_000, "d"],
    [3_600_000, "h"],
    [60_000, "m"],
    [1000, "s"],
    [1, "ms"],
  ] as const;
  let rest = ms;
  let text = "";
  for (const [size, name] of units) {
    const count = Math.floor(rest / size);
    rest -= count * size;
    if (count > 0) text += `${count}${name}`;
  }
  return text === "" ? "0s" : text;
}
