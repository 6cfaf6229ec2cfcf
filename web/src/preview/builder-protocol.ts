import type { Change, Guess, Issue, ToldChange } from "@semblance/engine";

/** What kind of control a parameter of a field type wants. */
export type Widget =
  | "integer"
  | "number"
  /** A number, or the name of another numeric field. */
  | "bound"
  | "switch"
  | "choice"
  | "text"
  /** A moment or a span, such as now-1y. */
  | "moment"
  /** Another field of the row, or one borrowed through a reference. */
  | "field"
  /** Words, alone or with weights. */
  | "weights"
  | "distribution"
  | "expression"
  /** Anything else, written as YAML. */
  | "yaml";

/** A parameter of a field type. */
export interface ParamInfo {
  readonly name: string;
  readonly about: string;
  readonly widget: Widget;
  readonly required: boolean;
  readonly min?: number;
  readonly max?: number;
  /** Of a choice. */
  readonly options?: readonly (string | number)[];
}

/** A field type with everything that a form for it needs. */
export interface TypeInfo {
  readonly name: string;
  readonly summary: string;
  readonly params: readonly ParamInfo[];
  /** Its parameters in a field as one would write it. */
  readonly example: Readonly<Record<string, unknown>>;
  /** Whether `value`, an expression, may give its cells. */
  readonly derived: boolean;
}

/** A kind of rule. */
export interface RuleInfo {
  readonly name: string;
  readonly summary: string;
}

/** A function of expressions. */
export interface FunctionInfo {
  readonly name: string;
  readonly does: string;
}

/** What a table costs to make and to keep. */
export interface Measure {
  readonly table: string;
  readonly rows: number;
  /** Bytes of a row in the format that was asked for; those of CSV where that cannot be told beforehand. */
  readonly rowBytes: number;
  /** What this browser takes for a thousand rows, in ms. */
  readonly msPerThousand: number;
}

/** What an expression says about the first rows of a table. */
export type Trial =
  | { readonly issues: readonly Issue[] }
  | {
      readonly issues?: undefined;
      readonly rows: number;
      readonly kept: number;
      readonly broken: number;
      /** The fields that it names, and some rows that keep or break it. */
      readonly fields: readonly string[];
      readonly examples: readonly {
        readonly row: number;
        readonly keeps: boolean;
        readonly texts: readonly (string | null)[];
      }[];
    };

/** A schema made of plain English. */
export interface Described {
  /** As YAML. */
  readonly text: string;
  /** Where each part came from. */
  readonly origins: readonly { readonly path: string; readonly origin: "words" | "assumed"; readonly words?: string }[];
  /** Words that nothing was made of. */
  readonly unread: readonly string[];
  /** What was guessed where the words leave it open; `choices` are what else they can mean. */
  readonly notes: readonly { readonly path: string; readonly text: string; readonly choices?: readonly string[] }[];
  /** What the words leave open, each with the other readings as changes. */
  readonly guesses: readonly Guess[];
}

/** What words change in a schema. */
export interface Edited {
  readonly changes: readonly Change[];
  /** The same as people speak of it. */
  readonly told: readonly ToldChange[];
  readonly unread: readonly string[];
  readonly notes: Described["notes"];
}

/** What the builder asks of the engine, with the answers. */
export interface BuilderCalls {
  readonly describe: { ask: { readonly words: string }; answer: Described };
  readonly edit: { ask: { readonly text: string; readonly words: string }; answer: Edited };
  readonly samples: { ask: { readonly types: readonly string[] }; answer: Readonly<Record<string, readonly string[]>> };
  readonly measure: { ask: { readonly plan: number; readonly format: string }; answer: readonly Measure[] };
  readonly trial: {
    ask: {
      readonly text: string;
      readonly table: string;
      readonly expression: string;
      readonly when: string;
      readonly skip: readonly (string | number)[] | undefined;
    };
    answer: Trial;
  };
}
