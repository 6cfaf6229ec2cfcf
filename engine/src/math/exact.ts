import { exactMath } from "../wasm/machine.ts";

// Math.exp and its like differ between runtimes; these do not (musl's algorithms, compiled to WebAssembly).

/** e^x. */
export const exp = (x: number): number => exactMath().exp(x);
/** e^x - 1, exact near 0. */
export const expm1 = (x: number): number => exactMath().expm1(x);
/** Natural logarithm; NaN below 0. */
export const log = (x: number): number => exactMath().log(x);
/** log(1 + x), exact near 0. */
export const log1p = (x: number): number => exactMath().log1p(x);
export const log2 = (x: number): number => exactMath().log2(x);
export const log10 = (x: number): number => exactMath().log10(x);
/** x to the power y. */
export const pow = (x: number, y: number): number => exactMath().pow(x, y);
export const cbrt = (x: number): number => exactMath().cbrt(x);
/** Radians, as all below. */
export const sin = (x: number): number => exactMath().sin(x);
export const cos = (x: number): number => exactMath().cos(x);
export const tan = (x: number): number => exactMath().tan(x);
export const asin = (x: number): number => exactMath().asin(x);
export const acos = (x: number): number => exactMath().acos(x);
export const atan = (x: number): number => exactMath().atan(x);
export const atan2 = (y: number, x: number): number => exactMath().atan2(y, x);
export const tanh = (x: number): number => exactMath().tanh(x);

/** Inverse of the standard normal distribution function; 0 < p < 1. Wichura, AS 241. */
export const normalQuantile = (p: number): number => exactMath().normalQuantile(p);

/** 10^n for whole n of [0, 22]: exact in a double. */
export function powerOfTen(n: number): number {
  let power = 1;
  for (let i = 0; i < n; i++) power *= 10;
  return power;
}
