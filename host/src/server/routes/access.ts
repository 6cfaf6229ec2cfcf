import { LimitError } from "@semblance/engine";
import type { FastifyReply, FastifyRequest } from "fastify";
import { z } from "zod";
import type { Access, OpenedSession } from "../../access/access.ts";
import { AccessError, type AccessCode } from "../../access/access-error.ts";
import { digest } from "../../access/secret-key.ts";
import { toEmail, toUser } from "../../access/users.ts";
import {
  AccessInfo,
  ApiKeyOrder,
  ApiKeys,
  AuditPage,
  AuditQuery,
  LinkToken,
  Me,
  NewApiKey,
  PasswordChange,
  PublicKeys,
  Rotation,
  Session,
  SignIn,
  SignUp,
  User,
  UserChange,
  UserDraft,
  UserPage,
  UserQuery,
} from "../../api/index.ts";
import type { Config } from "../../config.ts";
import { sendProblem, toProblem } from "../problem.ts";
import { clearCookie, setCookie } from "../proof.ts";
import type { App } from "../services.ts";

const STATUSES: Readonly<Record<AccessCode, number>> = {
  "access/credentials": 401,
  "access/link": 401,
  "access/closed": 403,
  "access/email-taken": 409,
  "access/last-admin": 409,
  "access/current-password": 403,
  "access/not-found": 404,
};

const ACCOUNT_SHARE = 5; // networks that guess one account's password before it is closed to all for a while
const RENEW_MS = 86_400_000;
const SMALL = 16 * 1024; // bytes of a body: names and passwords

export interface AccessRoutes {
  readonly access: Access;
  readonly config: Pick<Config, "signUp" | "rateLimit">;
  /** Whether the server printed a one-time link. */
  readonly link: boolean;
  /** Ends the jobs of a user who is about to go, and removes what they left. */
  readonly removeBelongings: (userId: string) => Promise<void>;
}

const Id = z.object({ id: z.uuid() });
const Nothing = z.null();

/** Signing in, users, keys, and who did what. */
export async function accessRoutes(app: App, { access, config, link, removeBelongings }: AccessRoutes): Promise<void> {
  app.setErrorHandler((error, request, reply) => {
    if (!(error instanceof AccessError)) throw error;
    return sendProblem(request, reply, toProblem(STATUSES[error.code], error.code, error.message, error.hint));
  });

  function admit(request: FastifyRequest, reply: FastifyReply, session: OpenedSession, via: string): Session {
    request.actor = { userId: session.user.id, via };
    setCookie(request, reply, session.token, session.expiresAt);
    return { token: session.token, expires_at: session.expiresAt.toISOString(), user: toUser(session.user) };
  }

  /** Guesses at one account count together wherever they come from. */
  function countGuess(email: string): void {
    const { allowed, limit, resetMs } = access.limits.take(
      `account:${digest(email)}`,
      config.rateLimit * ACCOUNT_SHARE,
    );
    if (allowed) return;
    const minutes = Math.ceil(resetMs / 60_000);
    throw new LimitError(
      `too many sign-ins for this address.\nTry again in ${minutes} min.`,
      limit,
      limit + 1,
      "sign-ins",
    );
  }

  app.get(
    "/api/access",
    {
      config: { access: "public" },
      schema: { tags: ["access"], summary: "How one comes in", response: { 200: AccessInfo } },
    },
    () => ({ sign_up: config.signUp === "open" ? ("open" as const) : ("closed" as const), link }),
  );

  app.post(
    "/api/access/sign-up",
    {
      bodyLimit: SMALL,
      config: { access: "public" },
      schema: { tags: ["access"], summary: "Become a member", body: SignUp, response: { 201: Session } },
    },
    async (request, reply) => {
      if (config.signUp !== "open") {
        throw new AccessError("access/closed", "sign-up is closed.", "Ask an administrator for an account.");
      }
      const user = await access.users.create({ ...request.body, role: "member" });
      return reply.code(201).send(admit(request, reply, await access.openSession(user), "password"));
    },
  );

  app.post(
    "/api/access/sign-in",
    {
      bodyLimit: SMALL,
      config: { access: "public" },
      schema: { tags: ["access"], summary: "Sign in with a password", body: SignIn, response: { 200: Session } },
    },
    async (request, reply) => {
      const { email, password } = request.body;
      countGuess(toEmail(email));
      const { user, session } = await access.signIn(email, password);
      if (session !== undefined) return admit(request, reply, session, "password");
      request.actor = { userId: null, via: "password", ...(user === undefined ? {} : { target: user.id }) };
      throw new AccessError("access/credentials", "e-mail address and password do not belong together.");
    },
  );

  app.post(
    "/api/access/link",
    {
      bodyLimit: SMALL,
      config: { access: "public" },
      schema: {
        tags: ["access"],
        summary: "Sign in with the one-time link",
        body: LinkToken,
        response: { 200: Session },
      },
    },
    async (request, reply) => {
      const session = await access.signInByLink(request.body.token);
      if (session !== undefined) return admit(request, reply, session, "link");
      request.actor = { userId: null, via: "link" };
      throw new AccessError(
        "access/link",
        "the link is unknown, used or too old.",
        "Start the server again: it prints a new one.",
      );
    },
  );

  app.post(
    "/api/access/sign-out",
    {
      bodyLimit: SMALL,
      config: { access: "member" },
      schema: { tags: ["access"], summary: "Sign out: the token ends", response: { 204: Nothing } },
    },
    async (request, reply) => {
      await access.signOut(request.principal);
      clearCookie(request, reply);
      return reply.code(204).send(null);
    },
  );

  app.get(
    "/api/me",
    {
      config: { access: "member" },
      schema: { tags: ["access"], summary: "Who asks", response: { 200: Me } },
    },
    async (request, reply) => {
      const { userId, via, issuedAt } = request.principal;
      const user = await access.users.get(userId);
      if (user === undefined) throw new AccessError("access/not-found", "there is no such user.");
      // Whoever comes back within the week stays signed in.
      if (via === "session" && issuedAt !== undefined && issuedAt.getTime() < Date.now() - RENEW_MS) {
        const { token, expiresAt } = await access.openSession(user);
        setCookie(request, reply, token, expiresAt);
      }
      return { user: toUser(user), via, has_password: user.passwordHash !== null };
    },
  );

  app.post(
    "/api/access/password",
    {
      bodyLimit: SMALL,
      config: { access: "member" },
      schema: {
        tags: ["access"],
        summary: "Change the password: everybody else with a token is signed out",
        body: PasswordChange,
        response: { 200: Session },
      },
    },
    async (request, reply) => {
      const { principal, body } = request;
      const user = await access.users.get(principal.userId);
      countGuess(user?.email ?? principal.userId);
      const session = await access.changePassword(principal, body.current, body.password);
      const answer = { token: session.token, expires_at: session.expiresAt.toISOString(), user: toUser(session.user) };
      if (principal.via === "session") setCookie(request, reply, session.token, session.expiresAt);
      return answer;
    },
  );

  app.get(
    "/api/access/keys",
    {
      config: { access: "member" },
      schema: { tags: ["access"], summary: "Own keys", response: { 200: ApiKeys } },
    },
    (request) => access.keys.list(request.principal.userId),
  );

  app.post(
    "/api/access/keys",
    {
      bodyLimit: SMALL,
      config: { access: "member", example: { body: { name: "nightly build" } } },
      schema: {
        tags: ["access"],
        summary: "Make a key; it is shown this once",
        body: ApiKeyOrder,
        response: { 201: NewApiKey },
      },
    },
    async (request, reply) => reply.code(201).send(await access.createKey(request.principal, request.body)),
  );

  app.delete(
    "/api/access/keys/:id",
    {
      config: { access: "member", resource: "key", example: { path: { id: "$KEY_ID" } } },
      schema: { tags: ["access"], summary: "Revoke a key", params: Id, response: { 204: Nothing } },
    },
    async (request, reply) => {
      const revoked = await access.revokeKey(request.principal.userId, request.params.id);
      if (!revoked) throw new AccessError("access/not-found", `there is no key ${request.params.id}.`);
      return reply.code(204).send(null);
    },
  );

  app.get(
    "/api/access/users",
    {
      config: { access: "admin" },
      schema: { tags: ["access"], summary: "All users", querystring: UserQuery, response: { 200: UserPage } },
    },
    async ({ query: { page, page_size } }) => ({ ...(await access.users.list(page, page_size)), page, page_size }),
  );

  app.post(
    "/api/access/users",
    {
      bodyLimit: SMALL,
      config: { access: "admin" },
      schema: { tags: ["access"], summary: "Make an account", body: UserDraft, response: { 201: User } },
    },
    async (request, reply) => {
      const user = await access.users.create(request.body);
      request.actor = { userId: request.principal.userId, via: request.principal.proof, target: user.id };
      return reply.code(201).send(toUser(user));
    },
  );

  app.patch(
    "/api/access/users/:id",
    {
      bodyLimit: SMALL,
      config: { access: "admin", example: { path: { id: "$USER_ID" }, body: { role: "admin" } } },
      schema: { tags: ["access"], summary: "Change an account", params: Id, body: UserChange, response: { 200: User } },
    },
    async ({ params: { id }, body }) => {
      const user = await access.changeUser(id, body);
      if (user === undefined) throw new AccessError("access/not-found", `there is no user ${id}.`);
      return toUser(user);
    },
  );

  app.delete(
    "/api/access/users/:id",
    {
      config: { access: "admin", example: { path: { id: "$USER_ID" } } },
      schema: {
        tags: ["access"],
        summary: "Remove an account with all that belongs to it",
        params: Id,
        response: { 204: Nothing },
      },
    },
    async ({ params: { id } }, reply) => {
      // Disabled first, which also keeps the last administrator, so that nothing new comes while the rest goes.
      const user = await access.changeUser(id, { disabled: true });
      if (user === undefined) throw new AccessError("access/not-found", `there is no user ${id}.`);
      await removeBelongings(id);
      await access.removeUser(id);
      return reply.code(204).send(null);
    },
  );

  app.get(
    "/api/access/audit",
    {
      config: { access: "admin" },
      schema: { tags: ["access"], summary: "Who did what", querystring: AuditQuery, response: { 200: AuditPage } },
    },
    async ({ query }) => ({ ...(await access.audit.list(query)), page: query.page, page_size: query.page_size }),
  );

  app.post(
    "/api/access/signing-keys",
    {
      bodyLimit: SMALL,
      config: { access: "admin", example: { body: { forget: false } } },
      schema: { tags: ["access"], summary: "Sign tokens with a new key", body: Rotation, response: { 204: Nothing } },
    },
    async (request, reply) => {
      await access.rotate(request.body.forget);
      return reply.code(204).send(null);
    },
  );

  app.get(
    "/.well-known/jwks.json",
    {
      config: { access: "public" },
      schema: { tags: ["access"], summary: "Keys that check tokens", response: { 200: PublicKeys } },
    },
    async (_request, reply) => {
      void reply.header("cache-control", "public, max-age=300");
      return access.tokens.published();
    },
  );
}
