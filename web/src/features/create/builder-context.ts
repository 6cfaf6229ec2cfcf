import { createContext, use } from "react";
import type { OutlineField, OutlineTable } from "../../draft/outline.ts";
import type { FunctionInfo, RuleInfo, TypeInfo } from "../../preview/builder-protocol.ts";
import type { Engine } from "../../preview/engine.ts";
import type { ColumnSummary, Problem } from "../../preview/protocol.ts";
import type { Draft } from "./use-draft.ts";

/** What every part of the builder works with. */
export interface Builder {
  readonly draft: Draft;
  readonly engine: Engine;
  readonly types: ReadonlyMap<string, TypeInfo>;
  readonly rules: readonly RuleInfo[];
  readonly functions: readonly FunctionInfo[];
  readonly problems: readonly Problem[];
  /** The table on show. */
  readonly table: OutlineTable | undefined;
  /** Rows of a table as the engine counts them. */
  readonly rowsOf: (table: string) => number | undefined;
  /** What the first rows of a field of the table on show look like. */
  readonly summaryOf: (field: string) => ColumnSummary | undefined;
  /** The field that is open for editing. */
  readonly open: string;
  readonly setOpen: (field: string) => void;
  readonly chooseTable: (table: string, field?: string) => void;
  readonly say: (text: string) => void;
}

/** Carries the builder down. */
export const BuilderContext = createContext<Builder | null>(null);

/** The builder around a component; throws outside one. */
export function useBuilder(): Builder {
  const builder = use(BuilderContext);
  if (builder === null) throw new Error("invariant: useBuilder outside BuilderContext");
  return builder;
}

/** The faults of an entry of the document and of all below it. */
export const problemsAt = (problems: readonly Problem[], path: string): readonly Problem[] =>
  problems.filter((problem) => problem.path === path || problem.path.startsWith(`${path}.`));

/** Fields that an expression or a parameter of the table may name: its own, and those behind its references. */
export function pathsFrom(table: OutlineTable, tables: readonly OutlineTable[]): readonly string[] {
  const borrowed = table.fields.flatMap(({ name, raw }: OutlineField) => {
    if (raw.type !== "reference" || typeof raw["to"] !== "string") return [];
    const parent = tables.find((other) => other.name === String(raw["to"]).split(".")[0]);
    return parent?.fields.map((field) => `${name}.${field.name}`) ?? [];
  });
  return [...table.fields.map(({ name }) => name), ...borrowed];
}
