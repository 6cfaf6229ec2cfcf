import { bitOf, mapped, toNumbers } from "./loops.ts";
import { nameOf, nothing, type Built, type Run, type Term } from "./term.ts";

/** The literal null as a condition. */
const unknown: Term = { ...nothing(), kind: "boolean" };

/** a && b or a || b of three values: `decided` (0 for &&, 1 for ||) on either side decides, otherwise null on either side is null. */
function junction(a: Term, b: Term, decided: 0 | 1): Run {
  return (task) => {
    const { machine, rows } = task;
    const n = rows.length;
    const [p, q] = [toNumbers(a.run(task)), toNumbers(b.run(task))];
    const at = machine.alloc(n * 8);
    const [x, y, out] = [p.at / 8, q.at / 8, at / 8];
    const isNullable = p.valid !== 0 || q.valid !== 0;
    const valid = isNullable ? machine.alloc((n + 7) >> 3) : 0;
    const { u8, f64 } = machine;
    if (!isNullable) {
      const other = 1 - decided;
      for (let i = 0; i < n; i++) f64[out + i] = f64[x + i] === decided || f64[y + i] === decided ? decided : other;
      return { layout: "f64", at, valid };
    }
    u8.fill(0, valid, valid + ((n + 7) >> 3));
    for (let i = 0; i < n; i++) {
      const [hasX, hasY] = [bitOf(u8, p.valid, i), bitOf(u8, q.valid, i)];
      const isDecided = (hasX === 1 && f64[x + i] === decided) || (hasY === 1 && f64[y + i] === decided);
      f64[out + i] = isDecided ? decided : 1 - decided;
      if (isDecided || (hasX === 1 && hasY === 1)) u8[valid + (i >> 3)] = u8[valid + (i >> 3)]! | (1 << (i & 7));
    }
    return { layout: "f64", at, valid };
  };
}

/** && and ||. */
export function join(op: "&&" | "||", terms: readonly Term[]): Built {
  const wrong = terms.find((term) => term.kind !== "boolean" && term.kind !== "null");
  if (wrong !== undefined) return { complaint: `${op} takes two booleans, found ${nameOf(wrong)}` };
  const [a, b] = terms.map((term) => (term.kind === "null" ? unknown : term)) as [Term, Term];
  const nullable = a.nullable || b.nullable;
  return { kind: "boolean", scale: 0, millis: false, nullable, run: junction(a, b, op === "&&" ? 0 : 1) };
}

/** !a; null stays null. */
export function not(a: Term): Built {
  if (a.kind === "null") return unknown;
  if (a.kind !== "boolean") return { complaint: `! takes a boolean, found ${nameOf(a)}` };
  return mapped({ kind: "boolean" }, a, (x, out, n) => {
    for (let i = 0; i < n; i++) out[i] = x[i] === 0 ? 1 : 0;
  });
}
