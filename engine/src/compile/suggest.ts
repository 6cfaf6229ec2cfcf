/** Optimal string alignment distance (edits and swaps of neighbours), given up above `most`. */
function distance(a: string, b: string, most: number): number {
  if (Math.abs(a.length - b.length) > most) return most + 1;
  let before: number[] = [];
  let last = Array.from({ length: b.length + 1 }, (_, j) => j);
  for (let i = 1; i <= a.length; i++) {
    const row = [i];
    for (let j = 1; j <= b.length; j++) {
      const cost = a[i - 1] === b[j - 1] ? 0 : 1;
      let d = Math.min(last[j]! + 1, row[j - 1]! + 1, last[j - 1]! + cost);
      if (i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1]) d = Math.min(d, before[j - 2]! + 1);
      row.push(d);
    }
    before = last;
    last = row;
  }
  return last[b.length]!;
}

/** The known name that was probably meant: a near spelling, or one whose last word is the same; undefined where none is near. */
export function suggest(found: string, known: Iterable<string>): string | undefined {
  const wanted = found.slice(0, 80).toLowerCase();
  const most = Math.max(1, Math.floor(wanted.length / 3));
  let best: string | undefined;
  let bestDistance = most + 1;
  for (const name of known) {
    const lower = name.toLowerCase();
    const tail = lower.slice(lower.lastIndexOf(".") + 1);
    const d = tail === wanted ? 0.5 : Math.min(distance(wanted, lower, most), distance(wanted, tail, most) + 0.75);
    if (d < bestDistance) {
      best = name;
      bestDistance = d;
    }
  }
  return best;
}

/** "Did you mean x?" or the alternatives, as a hint. */
export function didYouMean(found: string, known: Iterable<string>): string | undefined {
  const list = [...known];
  const name = suggest(found, list);
  if (name !== undefined) return `Did you mean ${name}?`;
  return list.length > 0 && list.length <= 20 ? `There are ${list.join(", ")}.` : undefined;
}
