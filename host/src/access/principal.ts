import type { Role } from "../api/index.ts";

/** Who asks, and how that was proved. */
export interface Principal {
  readonly userId: string;
  readonly role: Role;
  /** The page's cookie, a token in a header, or a key. */
  readonly via: "session" | "token" | "key";
  /** Of the key; undefined for the operator's own, which is in the environment only. */
  readonly keyId?: string;
  /** Of the token. */
  readonly tokenId?: string;
  readonly issuedAt?: Date;
  /** As the audit names the proof: session, token or key:<prefix>. */
  readonly proof: string;
  /** Requests per window; null takes the default. */
  readonly rateLimit: number | null;
  /** When the proof ends. */
  readonly expiresAt: Date | null;
}
