import type { Column, Dictionary } from "../batch/column.ts";
import { invariant } from "../errors.ts";
import type { Kernel, Task } from "../plan/plan.ts";
import { bits } from "../random/stream.ts";
import { aliasTable } from "../random/alias.ts";
import type { Machine } from "../wasm/machine.ts";
import { keepNumbers, keptFor } from "../wasm/kept.ts";

/** The codes of dict input k. */
function codesOf(task: Task, k: number): Column & { readonly layout: "dict" } {
  const column = task.inputs[k];
  invariant(column?.layout === "dict", "a dict column chooses");
  return column;
}

function keepCodes(machine: Machine, codes: readonly number[]): number {
  const at = machine.keep(codes.length * 4);
  machine.u32.set(codes, at / 4);
  return at;
}

/** The same codes under other words: word k of `dictionary` stands for word k of input 0. */
export function relabel(dictionary: Dictionary): Kernel {
  return { run: (task) => [{ ...codesOf(task, 0), dictionary }] };
}

/** Word `codes[c]` of `dictionary` where input 0 holds word c of its own. */
export function mapWords(codes: readonly number[], dictionary: Dictionary): Kernel {
  const kept = keptFor((machine) => keepCodes(machine, codes));
  return {
    run(task) {
      const { machine, rows } = task;
      const input = codesOf(task, 0);
      const table = kept(machine);
      const at = machine.alloc(rows.length * 4);
      machine.loops.gather32(input.at, table, rows.length, at);
      return [{ layout: "dict", at, valid: input.valid, dictionary }];
    },
  };
}

/** What `second` makes of the columns of `first`, in one step: both draw from the same stream. */
export function inTurn(first: Kernel, second: Kernel): Kernel {
  return { run: (task) => second.run({ ...task, inputs: first.run(task) }) };
}

/** The number `values[c]` where input 0 holds word c. */
export function mapNumbers(values: readonly number[]): Kernel {
  const kept = keptFor((machine) => keepNumbers(machine, values));
  return {
    run(task) {
      const { machine, rows } = task;
      const input = codesOf(task, 0);
      const table = kept(machine);
      const at = machine.alloc(rows.length * 8);
      machine.loops.gather64(input.at, table, rows.length, at);
      return [{ layout: "f64", at, valid: input.valid }];
    },
  };
}

/** A stretch of a dictionary to draw from: `weights` are parallel to its words; null for equally likely. */
export interface Stretch {
  readonly from: number;
  readonly count: number;
  readonly weights: readonly number[] | null;
}

/** One word per row from stretch g of `dictionary`, where g is the code of input 0, or the sum of the codes of all inputs times `strides`. */
export function pickWithin(
  dictionary: Dictionary,
  stretches: readonly Stretch[],
  strides: readonly number[] = [1],
): Kernel {
  const kept = keptFor((machine) => {
    const tables = stretches.map(({ count, weights }) =>
      keepNumbers(machine, aliasTable(weights ?? Array.from({ length: count }, () => 1))),
    );
    const pairs = keepCodes(
      machine,
      stretches.flatMap(({ count }, g) => [tables[g]!, count]),
    );
    const bases = keepCodes(
      machine,
      stretches.map(({ from }) => from),
    );
    return { pairs, bases };
  });
  return {
    run(task) {
      const { machine, rows, key } = task;
      const tables = kept(machine);
      let groups = codesOf(task, 0).at;
      if (strides.length > 1 || strides[0] !== 1) {
        const sum = machine.alloc(rows.length * 4) / 4;
        const { u32 } = machine;
        u32.fill(0, sum, sum + rows.length);
        strides.forEach((stride, k) => {
          const codes = codesOf(task, k).at / 4;
          for (let i = 0; i < rows.length; i++) u32[sum + i] = u32[sum + i]! + u32[codes + i]! * stride;
        });
        groups = sum * 4;
      }
      const at = machine.alloc(rows.length * 4);
      const src = bits(machine, rows, key, 0, 1);
      machine.loops.aliasByGroup(src, rows.length, groups, tables.pairs, tables.bases, at);
      return [{ layout: "dict", at, valid: codesOf(task, 0).valid, dictionary }];
    },
  };
}
