import { log, normalQuantile } from "../math/exact.ts";
import type { Machine } from "../wasm/machine.ts";
import { bits, type StreamKey } from "./stream.ts";

/** One entity whose values follow each other: its number, the row number of its first value, and how many there are. */
interface Line {
  readonly entity: number;
  readonly first: number;
  readonly count: number;
}

/** The noise of a line at a place from 0. Pure: depends on the key, the line's numbers and the place; a line's next places are cheap after its last one. */
export type Noise = (machine: Machine, key: StreamKey) => (line: Line, place: number) => number;

const LEAST_BLOCK = 256;
const FORGOTTEN = 1e-12;
const WORD = 4294967296;
const NODES = 16; // fourth word of the counter: streams of rows have their width there, at most 4

/**
 * Autoregressive noise of order 1 around 0: x(t) = phi x(t - 1) + e(t), |phi| < 1, with the standard deviation `sd` at every place; or with `from`, begun
 * there. Places come in blocks; each is run from so far before it that what came earlier counts less than 1e-12, or from the line's start.
 */
export function autoregressive(phi: number, sd: number, from?: number): Noise {
  const window = phi === 0 ? 1 : Math.ceil(log(FORGOTTEN) / log(Math.abs(phi)));
  const block = Math.max(LEAST_BLOCK, window);
  const shock = sd * Math.sqrt(1 - phi * phi);
  return (machine, key) => {
    let first = -1;
    let begin = 0;
    let end = 0;
    const values = new Float64Array(block);
    return (line, place) => {
      if (line.first !== first || place < begin || place >= end) {
        first = line.first;
        begin = Math.floor(place / block) * block;
        end = Math.min(begin + block, Math.max(line.count, place + 1));
        const start = Math.max(0, begin - window);
        const length = end - start;
        const at = bits(machine, { from: first + start, length, numbers: 0 }, key, 0, 2);
        machine.loops.normal(at, length, 0, 1, at);
        const normals = machine.f64.subarray(at / 8, at / 8 + length);
        let x = start === 0 && from !== undefined ? from : sd * normals[0]!;
        if (start >= begin) values[start - begin] = x;
        for (let k = 1; k < length; k++) {
          x = phi * x + shock * normals[k]!;
          if (start + k >= begin) values[start + k - begin] = x;
        }
        machine.trim(at, 0);
      }
      return values[place - begin]!;
    };
  };
}

/**
 * A random walk from 0 with normal steps of standard deviation `sd`: Levy's construction of Brownian motion at whole times (Karatzas and Shreve, 2.3). Each
 * place has one normal number of its own: the powers of two add up, all else halves the interval around it, so that a place costs the logarithm of its number.
 */
export function randomWalk(sd: number): Noise {
  return (machine, key) => {
    const out = machine.alloc(16);
    const path: { low: number; high: number; atLow: number; atHigh: number }[] = [];
    let entity = -1;
    const normal = (node: number): number => {
      machine.loops.block(
        key.k0,
        key.k1,
        entity % WORD,
        Math.floor(entity / WORD),
        node % WORD,
        NODES + Math.floor(node / WORD),
        out,
      );
      const { u32 } = machine;
      const word = u32[out / 4]! * 2097152 + (u32[out / 4 + 1]! >>> 11); // 53 bits
      return normalQuantile((word + 0.5) / 9007199254740992);
    };
    return (line, place) => {
      if (line.entity !== entity) {
        entity = line.entity;
        path.length = 0;
      }
      while (path.length > 0 && (place < path.at(-1)!.low || place > path.at(-1)!.high)) path.pop();
      if (path.length === 0) path.push(widest(place, normal));
      let { low, high, atLow, atHigh } = path.at(-1)!;
      while (place !== low && place !== high) {
        const middle = (low + high) / 2;
        const atMiddle = (atLow + atHigh) / 2 + Math.sqrt((high - low) / 4) * normal(middle);
        if (place < middle) [high, atHigh] = [middle, atMiddle];
        else [low, atLow] = [middle, atMiddle];
        path.push({ low, high, atLow, atHigh });
      }
      return sd * (place === low ? atLow : atHigh);
    };
  };
}

/** The interval between powers of two, or from 0 to 1, that holds a place, with the walk at its ends. */
function widest(
  place: number,
  normal: (node: number) => number,
): { low: number; high: number; atLow: number; atHigh: number } {
  let [low, high, atLow, atHigh] = [0, 1, 0, normal(1)];
  while (place > high) {
    [low, atLow] = [high, atHigh];
    high *= 2;
    atHigh = atLow + Math.sqrt(low) * normal(high);
  }
  return { low, high, atLow, atHigh };
}
