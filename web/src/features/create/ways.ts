/** A schema to begin with, and the words it was made from. */
export interface Beginning {
  readonly text: string;
  readonly words?: string;
  readonly notes?: readonly { readonly path: string; readonly text: string }[];
}

/** The ways in that need a form. */
export const WAYS = ["describe", "sql", "sample", "connect"] as const;
export type Way = (typeof WAYS)[number];
export const isWay = (name: unknown): name is Way => (WAYS as readonly unknown[]).includes(name);
