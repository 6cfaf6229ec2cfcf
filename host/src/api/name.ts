import { z } from "zod";

/** Told one by one, since languages differ in what `\s` is: blanks, controls and signs without a width are no name. */
const VISIBLE = /[^\u0000-\u0020\u007f-\u00a0\u00ad\u1680\u2000-\u200f\u2028-\u202f\u205f-\u206f\u3000\ufeff]/;

/** Text of a line that can be seen, without the blanks around it. Its length counts before they go, as it is described. */
export const nameUpTo = (most: number): z.ZodString =>
  z.string().max(most).regex(VISIBLE, { error: "expected a character that can be seen." }).trim();
