/** A line of a comparison: in both, only in the old, or only in the new. */
export interface DiffLine {
  readonly kind: "same" | "removed" | "added";
  readonly text: string;
}

const MOST_EDITS = 4000;

/** The shortest edit from one list of lines to another (Myers, An O(ND) Difference Algorithm, 1986). */
function editsOf(a: readonly string[], b: readonly string[]): DiffLine[] | undefined {
  const reach = Math.min(a.length + b.length, MOST_EDITS);
  const furthest = new Map<number, number>([[1, 0]]);
  const trace: Map<number, number>[] = [];
  for (let d = 0; d <= reach; d++) {
    trace.push(new Map(furthest));
    for (let k = -d; k <= d; k += 2) {
      const down = k === -d || (k !== d && (furthest.get(k - 1) ?? -1) < (furthest.get(k + 1) ?? -1));
      let x = down ? (furthest.get(k + 1) ?? 0) : (furthest.get(k - 1) ?? 0) + 1;
      while (x < a.length && x - k < b.length && a[x] === b[x - k]) x++;
      furthest.set(k, x);
      if (x >= a.length && x - k >= b.length) return walkBack(a, b, trace, d);
    }
  }
  return undefined;
}

function walkBack(
  a: readonly string[],
  b: readonly string[],
  trace: readonly Map<number, number>[],
  end: number,
): DiffLine[] {
  const lines: DiffLine[] = [];
  let x = a.length;
  let y = b.length;
  for (let d = end; d >= 0; d--) {
    const furthest = trace[d]!;
    const k = x - y;
    const down = k === -d || (k !== d && (furthest.get(k - 1) ?? -1) < (furthest.get(k + 1) ?? -1));
    const before = down ? k + 1 : k - 1;
    const fromX = d === 0 ? 0 : furthest.get(before)!;
    const fromY = d === 0 ? 0 : fromX - before;
    while (x > fromX && y > fromY && x > 0 && y > 0 && a[x - 1] === b[y - 1]) {
      lines.push({ kind: "same", text: a[x - 1]! });
      x--;
      y--;
    }
    if (d === 0) break;
    if (down) lines.push({ kind: "added", text: b[y - 1]! });
    else lines.push({ kind: "removed", text: a[x - 1]! });
    x = fromX;
    y = fromY;
  }
  return lines.reverse();
}

/** What differs between two texts, line by line; texts that have nothing in common are told as one gone and one come. */
export function diffLines(before: string, after: string): readonly DiffLine[] {
  const a = before.split("\n");
  const b = after.split("\n");
  return (
    editsOf(a, b) ?? [
      ...a.map((text): DiffLine => ({ kind: "removed", text })),
      ...b.map((text): DiffLine => ({ kind: "added", text })),
    ]
  );
}

/** A run of lines to show, or how many unchanged ones are left out. */
export type DiffPart = { readonly lines: readonly DiffLine[] } | { readonly left: number };

const AROUND = 3;

/** The changed lines with a few around them. */
export function shorten(lines: readonly DiffLine[]): readonly DiffPart[] {
  const shown = lines.map(() => false);
  lines.forEach(({ kind }, k) => {
    if (kind !== "same") shown.fill(true, Math.max(0, k - AROUND), k + AROUND + 1);
  });
  const parts: DiffPart[] = [];
  let from = 0;
  for (let k = 1; k <= lines.length; k++) {
    if (k < lines.length && shown[k] === shown[from]) continue;
    parts.push(shown[from] === true ? { lines: lines.slice(from, k) } : { left: k - from });
    from = k;
  }
  return parts;
}
