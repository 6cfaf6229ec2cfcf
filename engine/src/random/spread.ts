/** How numbers spread, with every parameter given: what `toDrawer` draws from. Parameters are in the unit of the drawn numbers. */
export type Spread =
  /** On the whole of the bounds, which must be finite; so for beta, triangular and zipf. */
  | { readonly kind: "uniform" }
  | { readonly kind: "normal"; readonly mean: number; readonly sd: number }
  /** e^x of a normal x with mean `mu` and standard deviation `sigma`. */
  | { readonly kind: "lognormal"; readonly mu: number; readonly sigma: number }
  /** `from` or above, `mean` beyond it on average; a negative mean runs down from `from`. */
  | { readonly kind: "exponential"; readonly mean: number; readonly from: number }
  | { readonly kind: "gamma"; readonly shape: number; readonly scale: number }
  /** min + (max - min) times a beta variable. */
  | { readonly kind: "beta"; readonly a: number; readonly b: number }
  | { readonly kind: "poisson"; readonly mean: number }
  | { readonly kind: "binomial"; readonly n: number; readonly p: number }
  /** The whole numbers from `min` up by rank: the k-th is drawn in proportion to k^-s. */
  | { readonly kind: "zipf"; readonly s: number }
  /** Type I: `scale` or above. */
  | { readonly kind: "pareto"; readonly shape: number; readonly scale: number }
  | { readonly kind: "weibull"; readonly shape: number; readonly scale: number }
  | { readonly kind: "triangular"; readonly mode: number }
  /** One of the parts by weight, then a draw from it. */
  | { readonly kind: "mixture"; readonly parts: readonly { readonly weight: number; readonly spread: Spread }[] }
  /** These values and no others; parallel. */
  | { readonly kind: "values"; readonly values: readonly number[]; readonly weights: readonly number[] }
  /** Values at equal steps of probability from 0 to 1, ascending; linear between them. */
  | { readonly kind: "empirical"; readonly quantiles: readonly number[] };

/** Closed: both ends can be drawn. Infinite ends are no ends. */
export interface Bounds {
  readonly min: number;
  readonly max: number;
}
