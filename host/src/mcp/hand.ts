import type { JobOrderInput, PreviewOrder, ValidateOrder, Extracted, Preview, Validation } from "../api/index.ts";

/** What is to be read as English. */
interface Wish {
  readonly text: string;
  /** What the words are to change; they make a new one where it is absent. */
  readonly schema?: ValidateOrder["schema"];
  readonly rows?: number | undefined;
  readonly seed?: number | string | undefined;
  readonly locale?: string | undefined;
}

export type ExplainOrder = ValidateOrder & { readonly column: string; readonly row: number };

/** One file that was made, and where it is. */
interface MadeFile {
  readonly name: string;
  readonly table: string;
  readonly rows: number;
  readonly bytes: number | null;
  /** A path on this machine, or an address to get it from. */
  readonly at: string;
}

/** How far the making of some files is. */
export interface Run {
  readonly id: string;
  readonly name: string;
  readonly status: string;
  readonly format: string;
  readonly rows: number;
  readonly rows_done: number;
  /** From 0 to 100. */
  readonly percent: number;
  readonly bytes: number;
  /** Seconds until it is done; null where nobody can say. */
  readonly eta_seconds: number | null;
  readonly error?: string;
  readonly files: readonly MadeFile[];
}

/** A schema that is kept under a name. */
interface Kept {
  /** What an order names it by. */
  readonly id: string;
  readonly name: string;
  readonly summary: string;
  readonly text: string;
}

/** Who hears how far a run is, and who may end it. */
export interface Watch {
  readonly signal: AbortSignal;
  readonly onProgress: (run: Run) => void;
}

export type GenerateOrder = Pick<
  JobOrderInput,
  "schema" | "template" | "rows" | "tables" | "seed" | "locale" | "now" | "format" | "gzip" | "dirty" | "name"
> & { readonly wait_seconds: number };

/** Does what the tools ask for: here, or on a server. */
export interface Hand {
  describe(wish: Wish, signal: AbortSignal): Promise<Extracted>;
  check(order: ValidateOrder, signal: AbortSignal): Promise<Validation>;
  preview(order: PreviewOrder, signal: AbortSignal): Promise<Preview>;
  explain(order: ExplainOrder, signal: AbortSignal): Promise<unknown>;
  /** A run that is aborted leaves nothing. */
  generate(order: GenerateOrder, watch: Watch): Promise<Run>;
  /** The run of that id, or all that there are, the newest first. */
  status(id: string | undefined): Promise<readonly Run[]>;
  /** Ends a run that is at work; what it made is removed. */
  cancel(id: string): Promise<Run>;
  certificate(id: string): Promise<Record<string, unknown>>;
  /** What `template` can name. */
  templates(): Promise<readonly Kept[]>;
  close(): Promise<void>;
}
