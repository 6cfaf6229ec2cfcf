/** What may go wrong between people and the door; docs/errors.md tells each. */
export type AccessCode =
  | "access/credentials"
  | "access/link"
  | "access/closed"
  | "access/email-taken"
  | "access/last-admin"
  | "access/current-password"
  | "access/not-found";

/** Whoever asks must ask otherwise. */
export class AccessError extends Error {
  override readonly name = "AccessError";
  readonly code: AccessCode;
  readonly hint: string | undefined;
  constructor(code: AccessCode, message: string, hint?: string) {
    super(message);
    this.code = code;
    this.hint = hint;
  }
}
