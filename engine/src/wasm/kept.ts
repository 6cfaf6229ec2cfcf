import type { Machine } from "./machine.ts";

/** What is kept in a machine's memory for its life (tables, literals): made at the first call there, then the same address. */
export function keptFor<T>(make: (machine: Machine) => T): (machine: Machine) => T {
  const made = new WeakMap<Machine, T>();
  return (machine) => {
    let value = made.get(machine);
    if (value === undefined) made.set(machine, (value = make(machine)));
    return value;
  };
}

/** Puts numbers into memory as f64 for the machine's life; returns their address. */
export function keepNumbers(machine: Machine, values: ArrayLike<number>): number {
  const at = machine.keep(values.length * 8);
  machine.f64.set(values, at / 8);
  return at;
}
