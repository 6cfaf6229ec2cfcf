/**
 * The row's own interval of moments, f64 at `low` and `high`: from the later of `from` and its cell at `after` to the earliest of `to`, its cell at
 * `before` and `within` past `after`. An address of 0 is no limit. Cells are multiplied by their factor and brought to whole multiples of
 * `unit`: `after` up (or down where `same` is set), `before` down. Where nothing is left, both ends are the cell at `after`, or without it at `before`.
 */
export function momentBounds(n: i32, after: usize, afterFactor: f64, before: usize, beforeFactor: f64, from: f64, to: f64, within: f64, unit: f64, same: bool, low: usize, high: usize): void {
  for (let i = 0; i < n; i++) {
    const at = <usize>i << 3;
    let a = from, b = to, only = from;
    if (before != 0) {
      only = floor(load<f64>(before + at) * beforeFactor / unit) * unit;
      b = min(b, only);
    }
    if (after != 0) {
      const x = load<f64>(after + at) * afterFactor / unit;
      only = (same ? floor(x) : ceil(x)) * unit;
      a = max(a, only);
      b = min(b, only + within);
    }
    if (b < a) a = b = only;
    store<f64>(low + at, a);
    store<f64>(high + at, b);
  }
}
