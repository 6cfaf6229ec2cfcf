import type { ApiKey, Session, User } from "@semblance/host/api";
import { ask, withSearch } from "./http.ts";

export type { ApiKey, User } from "@semblance/host/api";

/** The only time that the key itself is told. */
export interface NewApiKey extends ApiKey {
  readonly key: string;
}

/** Who is asking. */
export interface Me {
  readonly user: User;
  readonly has_password?: boolean;
}

/** What must be known before anybody is signed in. */
export interface AccessInfo {
  readonly sign_up: "open" | "closed";
  readonly link: boolean;
}

export const readMe = (): Promise<Me> => ask("/api/me");
export const readAccess = (): Promise<AccessInfo> => ask("/api/access");
export const signIn = (email: string, password: string): Promise<Session> =>
  ask("/api/access/sign-in", { method: "POST", body: { email, password } });
export const signUp = (email: string, password: string, name: string): Promise<Session> =>
  ask("/api/access/sign-up", { method: "POST", body: { email, password, name } });
export const signOut = (): Promise<void> => ask("/api/access/sign-out", { method: "POST" });
/** Trades the token of the one-time link for a session. */
export const redeemLink = (token: string): Promise<Session> =>
  ask("/api/access/link", { method: "POST", body: { token } });
export const changePassword = (current: string, password: string): Promise<void> =>
  ask("/api/access/password", {
    method: "POST",
    body: current === "" ? { password } : { current, password },
  });

export const listKeys = (): Promise<readonly ApiKey[]> => ask("/api/access/keys");
export const createKey = (order: { name: string; expires_at?: string; rate_limit?: number }): Promise<NewApiKey> =>
  ask("/api/access/keys", { method: "POST", body: order });
export const revokeKey = (id: string): Promise<void> => ask(`/api/access/keys/${id}`, { method: "DELETE" });

export interface UserPage {
  readonly users: readonly User[];
  readonly total: number;
}

export const listUsers = (page: number): Promise<UserPage> => ask(withSearch("/api/access/users", { page }));
export const createUser = (draft: { email: string; password: string; name: string; role: string }): Promise<User> =>
  ask("/api/access/users", { method: "POST", body: draft });
export const changeUser = (
  id: string,
  change: { role?: string; disabled?: boolean; password?: string },
): Promise<User> => ask(`/api/access/users/${id}`, { method: "PATCH", body: change });
export const removeUser = (id: string): Promise<void> => ask(`/api/access/users/${id}`, { method: "DELETE" });
