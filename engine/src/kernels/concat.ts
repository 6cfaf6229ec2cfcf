import type { ColumnType } from "../batch/column.ts";
import { writePieces, type Piece } from "../batch/pieces.ts";
import { andValid } from "../batch/valid.ts";
import { invariant } from "../errors.ts";
import type { Kernel, Task } from "../plan/plan.ts";

/**
 * One piece of a composed text: a literal, or the text of an input. `padded` writes a whole number with leading zeros to that many
 * digits. `when` names an input that is 1 where the piece is written and 0 where it is left out.
 */
export type TextPart =
  | string
  | { readonly input: number; readonly type: ColumnType; readonly padded?: number; readonly when?: number }
  | { readonly literal: string; readonly when: number };

/** Bitmap of the rows where input `when` is 1; 0 for all. */
function toMask({ inputs, machine, rows }: Task, when: number | undefined): number {
  if (when === undefined) return 0;
  const condition = inputs[when];
  invariant(condition?.layout === "f64", "a condition is 0 or 1");
  const mask = machine.alloc((rows.length + 7) >> 3);
  machine.loops.truths(condition.at, rows.length, mask);
  return mask;
}

/** Texts put together from literals and inputs, row by row. The text is null where any input is. */
export function concat(parts: readonly TextPart[]): Kernel {
  return {
    run(task) {
      const { machine, rows, inputs } = task;
      let valid = 0;
      const pieces = parts.map((part): Piece => {
        if (typeof part === "string") return { literal: part, valid: 0 };
        const mask = toMask(task, part.when);
        if ("literal" in part) return { literal: part.literal, valid: mask };
        const column = inputs[part.input]!;
        valid = andValid(machine, valid, column.valid, rows.length);
        const piece = { column, type: part.type, valid: andValid(machine, mask, column.valid, rows.length) };
        return part.padded === undefined ? piece : { ...piece, padded: part.padded };
      });
      return [writePieces(machine, rows.length, pieces, valid)];
    },
  };
}
