import { drawnCounts, drawnNumbers, type Draws } from "../../kernels/families.ts";
import { openSplit, type Split } from "../../random/split.ts";
import type { StreamKey } from "../../random/stream.ts";
import type { Retention } from "../../schema/families.ts";
import { childWeights, openChildren, type Per } from "../children.ts";
import type { Made, Source } from "../field-type.ts";
import { toChain, walkOf, type Complaint } from "./event-log.ts";

/** What the rows of a parent are, besides many: the column of what is each child's own. */
interface FamilyColumn {
  readonly name: "event" | "period";
  make(parents: Source, ordinals: Source): Made;
}

/** How the children of a table are counted. */
export interface FamilyPlan {
  /** The fewest and the most that a parent may have. */
  readonly least: number;
  readonly most: number;
  open(parents: number, key: StreamKey): { readonly split: Split; readonly column?: FamilyColumn };
}

function drawnFamily(draws: Draws, most: number, column: (key: StreamKey) => FamilyColumn): FamilyPlan {
  return {
    least: 0,
    most,
    open: (parents, key) => ({ split: openSplit({ parents, counts: drawnCounts(draws, key) }), column: column(key) }),
  };
}

/** The periods in which a parent is active: where its number lies below the curve. */
function activePeriods({ curve, returning = false }: Retention): Draws {
  return (random, list) => {
    let own = random.next();
    curve.forEach((share, period) => {
      if (own < share) list.push(period);
      if (returning) own = random.next();
    });
  };
}

/** How the children are counted, or what is wrong with it. */
export function planFamily(per: Per): FamilyPlan | Complaint {
  const { log, retention } = per;
  const counted = (["min", "max", "mean", "distribution"] as const).find((param) => per[param] !== undefined);
  if (log !== undefined || retention !== undefined) {
    const kind = log === undefined ? "retention" : "log";
    const other = counted ?? (log !== undefined && retention !== undefined ? "retention" : undefined);
    if (other !== undefined)
      return { complaint: `a ${kind} decides how many rows a parent has.`, hint: `Drop ${other}.`, param: other };
  }
  if (log !== undefined) {
    const chain = toChain(log);
    if ("complaint" in chain) return chain;
    const dictionary = { words: chain.words };
    const draws = walkOf(chain);
    return drawnFamily(draws, chain.max, (key) => ({
      name: "event",
      make: (parents, ordinals) => ({
        kind: "text",
        dictionary,
        kernel: drawnNumbers(draws, key, dictionary),
        inputs: [parents, ordinals],
        does: `a walk of at most ${chain.max} events, by weight`,
      }),
    }));
  }
  if (retention !== undefined) {
    const draws = activePeriods(retention);
    return drawnFamily(draws, retention.curve.length, (key) => ({
      name: "period",
      make: (parents, ordinals) => ({
        kind: "integer",
        kernel: drawnNumbers(draws, key),
        inputs: [parents, ordinals],
        does: `an active ${retention.by} since the start, by the curve`,
      }),
    }));
  }
  const spread = childWeights(per);
  if ("complaint" in spread) return { ...spread, param: "" };
  const { min: least, weights } = spread;
  const most = least + weights.length - 1;
  return { least, most, open: (parents, key) => ({ split: openChildren(per, parents, key) }) };
}
