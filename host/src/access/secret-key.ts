import { createHash, randomBytes, timingSafeEqual } from "node:crypto";

// A key is sem_<12 hex digits that find its row>_<256 random bits in base64url>.
const KEY = /^sem_([0-9a-f]{12})_([\w-]{43})$/;

/** SHA-256 is enough for what has 256 random bits: nobody can guess it, so nothing must slow guessing down. */
export const digest = (text: string): string => createHash("sha256").update(text).digest("hex");

/** Whether two digests are the same, in the same time for any two. */
export const isSame = (a: string, b: string): boolean =>
  a.length === b.length && timingSafeEqual(Buffer.from(a), Buffer.from(b));

/** Something to prove oneself with: 256 random bits in base64url. */
export const makeToken = (): string => randomBytes(32).toString("base64url");

/** A key of the API with what is kept of it. */
export function makeKey(): { key: string; prefix: string; hash: string } {
  const prefix = randomBytes(6).toString("hex");
  const secret = makeToken();
  return { key: `sem_${prefix}_${secret}`, prefix, hash: digest(secret) };
}

/** The parts of a key; undefined where it cannot be one. */
export function readKey(text: string): { prefix: string; hash: string } | undefined {
  const [, prefix, secret] = KEY.exec(text) ?? [];
  return prefix === undefined || secret === undefined ? undefined : { prefix, hash: digest(secret) };
}
