import type { Draws } from "../../kernels/families.ts";
import type { EventLog } from "../../schema/families.ts";

type States = EventLog["start"];

/** A complaint about one parameter of the rows. */
export interface Complaint {
  readonly complaint: string;
  readonly hint: string;
  readonly param: string;
}

/** States with their weights; those of weight 0 are left out. */
function weighted(states: States): readonly (readonly [string, number])[] {
  if (typeof states === "string") return [[states, 1]];
  const entries = Array.isArray(states) ? states.map((state) => [state, 1] as const) : Object.entries(states);
  return entries.filter(([, weight]) => weight > 0);
}

/** A log's states as numbers. */
export interface Chain {
  readonly words: readonly string[];
  readonly start: readonly (readonly [number, number])[];
  /** What follows each state, with weights; nothing behind those that end a log. */
  readonly next: readonly (readonly (readonly [number, number])[])[];
  /** Events from each state to the nearest end. */
  readonly distances: readonly number[];
  readonly max: number;
}

const DEFAULT_MAX = 50;

/** How many events at least lie between each state and an end; Infinity where none can be reached. */
function distancesOf(next: Chain["next"]): number[] {
  const distances = next.map((followers) => (followers.length === 0 ? 0 : Infinity));
  for (let round = 0, changed = true; changed; round++) {
    changed = false;
    next.forEach((followers, state) => {
      const nearest = Math.min(Infinity, ...followers.map(([to]) => distances[to]! + 1));
      if (followers.length > 0 && nearest < distances[state]!) {
        distances[state] = nearest;
        changed = true;
      }
    });
  }
  return distances;
}

/** States that some walk from `start` reaches. */
function reachable(start: Chain["start"], next: Chain["next"]): ReadonlySet<number> {
  const found = new Set(start.map(([state]) => state));
  for (const state of found) for (const [to] of next[state]!) found.add(to);
  return found;
}

/** The chain that a log describes, or what is wrong with it. */
export function toChain({ start, transitions, max = DEFAULT_MAX }: EventLog): Chain | Complaint {
  const words = [
    ...new Set([
      ...weighted(start).map(([state]) => state),
      ...Object.entries(transitions).flatMap(([from, to]) => [from, ...weighted(to).map(([state]) => state)]),
    ]),
  ];
  const places = new Map(words.map((word, k) => [word, k]));
  const numbered = (states: States): (readonly [number, number])[] =>
    weighted(states).map(([state, weight]) => [places.get(state)!, weight] as const);
  const starts = numbered(start);
  const next = words.map((word) => (Object.hasOwn(transitions, word) ? numbered(transitions[word]!) : []));
  if (starts.length === 0)
    return { complaint: "no first event has a weight above 0.", hint: "Give one a weight.", param: "log.start" };
  const seen = reachable(starts, next);
  const lost = words.filter((_, state) => !seen.has(state));
  if (lost.length > 0)
    return {
      complaint: `no log from ${starts.map(([state]) => words[state]).join(" or ")} reaches ${lost.join(", ")}.`,
      hint: "Add a transition to it, or drop it.",
      param: "log.transitions",
    };
  const distances = distancesOf(next);
  const endless = words.filter((_, state) => distances[state] === Infinity);
  if (endless.length > 0)
    return {
      complaint: `after ${endless.join(", ")} a log never ends: every way on leads back.`,
      hint: "Add a transition to an event that nothing follows.",
      param: "log.transitions",
    };
  const shortest = Math.min(...starts.map(([state]) => distances[state]! + 1));
  if (shortest > max)
    return {
      complaint: `the shortest log has ${shortest} events, and max is ${max}.`,
      hint: `Raise max to ${shortest} or more.`,
      param: "log.max",
    };
  return { words, start: starts, next, distances, max };
}

/** Walks a chain: one of the followers by weight, among those from which an end can still be reached in time. */
export function walkOf({ start, next, distances, max }: Chain): Draws {
  const choose = (options: Chain["start"], left: number, part: number): number => {
    let sum = 0;
    for (const [state, weight] of options) if (distances[state]! < left) sum += weight;
    let rest = part * sum;
    let chosen = -1;
    for (const [state, weight] of options) {
      if (distances[state]! >= left) continue;
      chosen = state;
      rest -= weight;
      if (rest < 0) break;
    }
    return chosen;
  };
  return (random, list) => {
    let state = choose(start, max, random.next());
    list.push(state);
    while (next[state]!.length > 0) {
      state = choose(next[state]!, max - list.length, random.next());
      list.push(state);
    }
  };
}
