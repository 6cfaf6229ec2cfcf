import type { Span } from "./lexicon.ts";

type TokenKind = "word" | "number" | "moment" | "quote" | "mark" | "open" | "close" | "line";

/** A word, number, date or mark, and where it stands. */
export interface Token extends Span {
  readonly kind: TokenKind;
  readonly text: string;
  /** Small letters without accents. */
  readonly lower: string;
  readonly value?: number;
  readonly isShare?: true;
  readonly currency?: string;
  /** Somebody said "a few". */
  readonly isVague?: true;
  /** 45+ */
  readonly isOpen?: true;
  /** Written in digits of four places and nothing else. */
  readonly isYear?: true;
  /** First and last day. */
  readonly days?: readonly [from: string, to: string];
  /** A line that begins an item of a list. */
  readonly isBullet?: true;
}
