import { digest, makeToken } from "./secret-key.ts";

const LINK_MS = 12 * 3_600_000;

/** One-time links of this process: each opens the door to one user once. */
export interface Links {
  make(userId: string): { token: string; expiresAt: Date };
  /** Whose it was; undefined for one that is unknown, used or too old. */
  redeem(token: string): string | undefined;
}

export function openLinks(now: () => number = Date.now): Links {
  const links = new Map<string, { userId: string; expiresMs: number }>();
  return {
    make(userId) {
      const token = makeToken();
      const expiresMs = now() + LINK_MS;
      links.set(digest(token), { userId, expiresMs });
      return { token, expiresAt: new Date(expiresMs) };
    },
    redeem(token) {
      const found = links.get(digest(token));
      links.delete(digest(token));
      return found !== undefined && found.expiresMs > now() ? found.userId : undefined;
    },
  };
}
