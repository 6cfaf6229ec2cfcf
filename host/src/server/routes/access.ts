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
  LinkToken,
  Me,
  NewApiKey,
  PasswordChange,
  Session,
  SignIn,
  SignUp,
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
}

const Id = z.object({ id: z.uuid() });
const Nothing = z.null();

/** Coming in, and own keys. */
export async function accessRoutes(app: App, { access, config, link }: AccessRoutes): Promise<void> {
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
      schema: {
        tags: ["access"],
        summary: "How one comes in",
        description:
          "What a page shows before anybody is signed in: whether strangers may sign up, and whether the server printed a link that is good once.",
        response: { 200: AccessInfo },
      },
    },
    () => ({ sign_up: config.signUp === "open" ? ("open" as const) : ("closed" as const), link }),
  );

  app.post(
    "/api/access/sign-up",
    {
      bodyLimit: SMALL,
      config: {
        access: "public",
        errors: [403, 409],
        example: { body: { email: "ann@example.com", password: "correct horse battery", name: "Ann" } },
      },
      schema: {
        tags: ["access"],
        summary: "Become a member",
        description:
          "Where `SIGN_UP=open` lets strangers in. The answer is a token to send as `Authorization: Bearer …`; a browser gets it as a cookie besides. 403 where sign-up is closed: an administrator makes accounts then.",
        body: SignUp,
        response: { 201: Session },
      },
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
      config: {
        access: "public",
        errors: [401],
        example: { body: { email: "ann@example.com", password: "correct horse battery" } },
      },
      schema: {
        tags: ["access"],
        summary: "Sign in with a password",
        description:
          "For a token that is good for seven days: send it as `Authorization: Bearer …`. Programs that run without people take a key instead: `POST /api/access/keys`. Wrong and unknown addresses are answered alike, and guesses are counted.",
        body: SignIn,
        response: { 200: Session },
      },
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
      config: { access: "public", errors: [401], example: { body: { token: "…" } } },
      schema: {
        tags: ["access"],
        summary: "Sign in with the one-time link",
        description:
          "For the token at the end of the link that `serve` prints where no administrator is named. It is good once, within twelve hours.",
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
      schema: {
        tags: ["access"],
        summary: "Sign out",
        description:
          "The token that proves this request is not accepted any more, here at once and in other processes within ten seconds. A key stays: revoke it with `DELETE /api/access/keys/{id}`.",
        response: { 204: Nothing },
      },
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
      schema: {
        tags: ["access"],
        summary: "Who asks",
        description:
          "The user that the key, token or cookie belongs to, by which of them it was proved, and whether there is a password. Handy to try a key.",
        response: { 200: Me },
      },
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
      config: {
        access: "member",
        example: { body: { current: "correct horse battery", password: "a better one, and longer" } },
      },
      schema: {
        tags: ["access"],
        summary: "Change the password",
        description:
          "`current` is the present one, or is left out by an owner who has none yet. Every token of before ends, and the answer has a new one; keys stay.",
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
      schema: {
        tags: ["access"],
        summary: "Own keys",
        description:
          "With name, first characters, limit, end and last use, revoked ones too; never the keys themselves.",
        response: { 200: ApiKeys },
      },
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
        summary: "Make a key",
        description:
          "`key` of the answer is all a program needs: `X-API-Key: …`. Only a hash of it is kept. Give it an end with `expires_at` and a limit of its own with `rate_limit` (requests per 15 minutes). A key made with a key does not outlive it.",
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
      schema: {
        tags: ["access"],
        summary: "Revoke a key",
        description:
          "At once in this process, within ten seconds in all others; streams and downloads under way end too. It stays in the list as revoked.",
        params: Id,
        response: { 204: Nothing },
      },
    },
    async (request, reply) => {
      const revoked = await access.revokeKey(request.principal.userId, request.params.id);
      if (!revoked) throw new AccessError("access/not-found", `there is no key ${request.params.id}.`);
      return reply.code(204).send(null);
    },
  );
}
