/** A distribution as the document has it: a name, or a name with its parameters. */
export type Spread = string | Readonly<Record<string, unknown>>;

/** A shape that the picker offers. */
export interface Shape {
  readonly name: string;
  /** Parameters with the values that they begin with between two bounds. */
  readonly begin: (low: number, high: number) => Readonly<Record<string, number>>;
  /** How dense values are at x; up to a factor. */
  readonly density: (x: number, params: Readonly<Record<string, number>>, low: number, high: number) => number;
  /** The parameter that says where most values lie, and how it becomes that value. */
  readonly typical?: { readonly param: string; read(value: number): number; write(value: number): number };
  /** The parameter of its breadth. */
  readonly breadth?: string;
}

const same = (param: string): NonNullable<Shape["typical"]> => ({
  param,
  read: (value) => value,
  write: (value) => value,
});
const at = (params: Readonly<Record<string, number>>, name: string): number => params[name] ?? 1;
const round = (value: number): number => Number(value.toPrecision(3));
const middle = (low: number, high: number): number => (low + high) / 2;
const span = (low: number, high: number): number => Math.max(high - low, 1e-9);

/** Every shape, the common ones first. Densities are the textbook ones; what is drawn needs no exact scale. */
export const SHAPES: readonly Shape[] = [
  { name: "uniform", begin: () => ({}), density: () => 1 },
  {
    name: "normal",
    begin: (low, high) => ({ mean: round(middle(low, high)), sd: round(span(low, high) / 6) }),
    density: (x, params) => Math.exp(-(((x - at(params, "mean")) / at(params, "sd")) ** 2) / 2),
    typical: same("mean"),
    breadth: "sd",
  },
  {
    name: "lognormal",
    begin: (low, high) => ({
      mu: round(Math.log(Math.max(Math.max(low, 0) + span(low, high) / 12, 1e-6))),
      sigma: 0.8,
    }),
    density: (x, params) =>
      x <= 0 ? 0 : Math.exp(-(((Math.log(x) - at(params, "mu")) / at(params, "sigma")) ** 2) / 2) / x,
    typical: {
      param: "mu",
      read: (mu) => Number(Math.exp(mu).toPrecision(4)),
      write: (value) => Number(Math.log(Math.max(value, 1e-9)).toPrecision(6)),
    },
    breadth: "sigma",
  },
  {
    name: "exponential",
    begin: (low, high) => ({ mean: round(Math.max(low, 0) + span(low, high) / 5) }),
    density: (x, params, low) => Math.exp(-(x - low) / at(params, "mean")),
    typical: same("mean"),
  },
  {
    name: "zipf",
    begin: () => ({ s: 1.1 }),
    density: (x, params, low, high) => (1 + ((x - low) / span(low, high)) * 30) ** -at(params, "s"),
    breadth: "s",
  },
  {
    name: "triangular",
    begin: (low, high) => ({ mode: round(middle(low, high)) }),
    density: (x, params, low, high) => {
      const mode = Math.min(high, Math.max(low, at(params, "mode")));
      return x < mode ? (x - low) / span(low, mode) : (high - x) / span(mode, high);
    },
    typical: same("mode"),
  },
  {
    name: "poisson",
    begin: (low, high) => ({ mean: round(Math.max(0.5, Math.max(low, 0) + span(Math.max(low, 0), high) / 4)) }),
    density: (x, params) => {
      const mean = at(params, "mean");
      return Math.exp(-((x - mean) ** 2) / (2 * Math.max(mean, 0.3)));
    },
    typical: same("mean"),
  },
  {
    name: "pareto",
    begin: (low, high) => ({ shape: 1.5, scale: round(Math.max(low, span(low, high) / 50, 1e-6)) }),
    density: (x, params) => (x < at(params, "scale") ? 0 : x ** -(at(params, "shape") + 1)),
    typical: same("scale"),
    breadth: "shape",
  },
  {
    name: "gamma",
    begin: (low, high) => ({ shape: 2, scale: round((Math.max(low, 0) + span(low, high) / 4) / 2) }),
    density: (x, params) => (x <= 0 ? 0 : x ** (at(params, "shape") - 1) * Math.exp(-x / at(params, "scale"))),
    typical: same("scale"),
    breadth: "shape",
  },
  {
    name: "weibull",
    begin: (low, high) => ({ shape: 1.5, scale: round(Math.max(low, 0) + span(low, high) / 3) }),
    density: (x, params) => {
      const t = x / at(params, "scale");
      return x <= 0 ? 0 : t ** (at(params, "shape") - 1) * Math.exp(-(t ** at(params, "shape")));
    },
    typical: same("scale"),
    breadth: "shape",
  },
  {
    name: "beta",
    begin: () => ({ a: 2, b: 5 }),
    density: (x, params, low, high) => {
      const t = Math.min(1 - 1e-6, Math.max(1e-6, (x - low) / span(low, high)));
      return t ** (at(params, "a") - 1) * (1 - t) ** (at(params, "b") - 1);
    },
  },
];

/** The name of a distribution; undefined for those that the picker does not draw. */
export function shapeOf(spread: unknown): Shape | undefined {
  const name = typeof spread === "string" ? spread : Object.keys(spread ?? {})[0];
  return SHAPES.find((shape) => shape.name === name);
}

/** Its parameters; those it begins with where the document names it alone. */
export function paramsOf(spread: unknown, low: number, high: number): Readonly<Record<string, number>> {
  const shape = shapeOf(spread);
  if (shape === undefined) return {};
  const begun = shape.begin(low, high);
  const given =
    typeof spread === "object" && spread !== null ? ((spread as Record<string, unknown>)[shape.name] as object) : {};
  return { ...begun, ...Object.fromEntries(Object.entries(given).filter(([, value]) => typeof value === "number")) };
}

/** The distribution for the document, as short as it goes. */
export const toSpread = (name: string, params: Readonly<Record<string, number>>): Spread =>
  Object.keys(params).length === 0 ? name : { [name]: params };

const POINTS = 44;

/** The curve as the path of an SVG of that size, filled from below; drawn from the density itself between the bounds. */
export function curve(
  shape: Shape,
  params: Readonly<Record<string, number>>,
  low: number,
  high: number,
  wide: number,
  tall: number,
): string {
  const heights = Array.from({ length: POINTS + 1 }, (_, k) => {
    const x = low + ((high - low) * k) / POINTS;
    const height = shape.density(x, params, low, high);
    return Number.isFinite(height) ? height : 0;
  });
  const most = Math.max(...heights, 1e-12);
  const points = heights.map(
    (height, k) => `${((wide * k) / POINTS).toFixed(1)} ${(tall - (height / most) * (tall - 2)).toFixed(1)}`,
  );
  return `M${points.join("L")}`;
}

/** The bounds between which a distribution without bounds is drawn. */
export function drawnBounds(shape: Shape, min: number | undefined, max: number | undefined): readonly [number, number] {
  if (min !== undefined && max !== undefined && max > min) return [min, max];
  if (min !== undefined) return [min, min + Math.max(1, Math.abs(min)) * 10];
  if (max !== undefined) return [Math.min(0, max - 1), max];
  return shape.name === "normal" || shape.name === "uniform" ? [0, 1000] : [0, 1000];
}
