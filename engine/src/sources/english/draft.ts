import type { Span } from "./lexicon.ts";
import { lowered, type Token } from "./tokens.ts";

/** When a field has a value: "only if premium", "unless cancelled"; the words of the condition as they stand. */
export interface Condition {
  readonly words: readonly Token[];
  readonly isNot: boolean;
  /** What stands there otherwise; null where nothing was said. */
  readonly otherwise?: number;
}

/** What the words say of a field; nothing here is assumed. */
export interface FieldDraft {
  /** Words joined by `_`. */
  name: string;
  readonly span: Span;
  /** A type that the words name. */
  kind?: string;
  min?: number;
  max?: number;
  values?: (string | number)[];
  weights?: Map<string | number, number>;
  share?: number;
  /** The value that the share is of. */
  shareOf?: string;
  nullShare?: number;
  /** "20% not returned": without a value, or false. */
  notShare?: number;
  isNullable?: boolean;
  isRequired?: boolean;
  isUnique?: boolean;
  isKey?: boolean;
  isSerial?: boolean;
  from?: string;
  to?: string;
  every?: string;
  /** Only where it begins was said. */
  isOpenEnd?: boolean;
  /** It has a value only where this holds. */
  when?: Condition;
  /** Bounds that hold where something else does. */
  bounds?: readonly { readonly when: Condition; readonly min?: number; readonly max?: number }[];
  hours?: string;
  season?: Readonly<Record<string, Readonly<Record<string, number>>>>;
  like?: string;
  /** A pattern of the schema. */
  pattern?: string;
  step?: number;
  mean?: number;
  sd?: number;
  median?: number;
  shape?: string;
  scale?: number;
  /** A field that it is never below. */
  above?: string;
  after?: string;
  before?: string;
  /** Days and the like between `after` and this one, as spans of the schema. */
  wait?: readonly [least: string | undefined, most: string];
  formula?: string;
  constant?: number | string;
  /** Per cent of another field, or that it is. */
  rate?: number;
  /** A value, or numbers, that most cells have. */
  mostly?: string | readonly number[];
  /** Most numbers are below it, few above. */
  most?: number;
  /** Prices end in it: 0.99. */
  ending?: number;
  lengths?: readonly [number | undefined, number];
  words?: readonly [number, number];
  sentences?: readonly [number, number];
  currency?: string;
  /** Of e-mail addresses. */
  domain?: string;
  unit?: string;
  /** A table that it refers to, or `self`. */
  refers?: string;
  locale?: readonly string[];
  /** Nothing but its name was said, and that by another part: a formula, an order. */
  isImplied?: boolean;
  /** What a schema that is being changed has there. */
  readonly made?: Readonly<Record<string, unknown>>;
  /** It is part of what a table of such things is assumed to hold. */
  isAssumed?: boolean;
}

/** A table as far as it is known. */
export interface TableDraft {
  name: string;
  readonly span: Span;
  rows?: number;
  rowsSpan?: Span;
  isVagueRows?: boolean;
  fields: FieldDraft[];
  /** Said to be for so many of them: "sales for 3 stores". */
  isFor?: TableDraft;
  /** Rows at even steps of time. */
  steps?: { readonly every: string; readonly span: Span; readonly isWork: boolean };
  locale?: string;
  /** Named as a place where tables are: dropped where nothing else is said of it. */
  isContainer?: boolean;
  /** Nothing but "rows" was said of what it holds. */
  isNameless?: boolean;
  /** A link between two others. */
  isLink?: boolean;
}

export interface RelationDraft {
  readonly child: TableDraft;
  readonly parent: TableDraft;
  readonly span: Span;
  /** No words say it. */
  readonly isAssumed?: boolean;
  min?: number;
  max?: number;
  mean?: number;
  isMany?: boolean;
  isOptional?: boolean;
  /** The child's field, where the words name it. */
  field?: string;
}

/** Something that can be read in more than one way, or that was left out. */
export interface EnglishNote {
  readonly path: string;
  readonly text: string;
  readonly choices?: readonly string[];
}

/** Words of a name: small letters, `createdAt` apart, `IoT` one. */
export function nameWords(text: string): readonly string[] {
  if (/^[a-z]+$/.test(text)) return [text];
  const whole = text.replace(/(?<![\p{L}])(\p{Lu}{2,})s(?![\p{L}])/gu, "$1"); // IBANs
  return lowered(whole.replace(/([\p{Ll}\d])(\p{Lu})(?=\p{L})/gu, "$1 $2").replace(/(\p{Lu})(\p{Lu}\p{Ll})/gu, "$1 $2"))
    .replaceAll("'s", "")
    .replaceAll("e-mail", "email")
    .replaceAll(/\b(p) (h)\b|\b(k) (wh)\b/g, "$1$2$3$4")
    .split(/[^\p{L}\p{N}]+/u)
    .filter((word) => word !== "");
}
