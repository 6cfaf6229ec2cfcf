import { z } from "zod";
import type { Access } from "../../access/access.ts";
import { AccessError } from "../../access/access-error.ts";
import { toUser } from "../../access/users.ts";
import {
  AuditPage,
  AuditQuery,
  PublicKeys,
  Rotation,
  User,
  UserChange,
  UserDraft,
  UserPage,
  UserQuery,
} from "../../api/index.ts";
import type { App } from "../services.ts";

const SMALL = 16 * 1024; // bytes of a body: names and passwords
const Id = z.object({ id: z.uuid() });
const Nothing = z.null();

export interface UserRoutes {
  readonly access: Access;
  /** Ends the jobs of a user who is about to go, and removes what they left. */
  readonly removeBelongings: (userId: string) => Promise<void>;
}

/** Users, who did what, and the keys of tokens: for administrators. */
export async function userRoutes(app: App, { access, removeBelongings }: UserRoutes): Promise<void> {
  app.get(
    "/api/access/users",
    {
      config: { access: "admin" },
      schema: {
        tags: ["access"],
        summary: "All users",
        description: "By pages, for administrators: address, name, role, and whether the account is closed.",
        querystring: UserQuery,
        response: { 200: UserPage },
      },
    },
    async ({ query: { page, page_size } }) => ({ ...(await access.users.list(page, page_size)), page, page_size }),
  );

  app.post(
    "/api/access/users",
    {
      bodyLimit: SMALL,
      config: {
        access: "admin",
        errors: [409],
        example: { body: { email: "ben@example.com", password: "for the first day", name: "Ben", role: "member" } },
      },
      schema: {
        tags: ["access"],
        summary: "Make an account",
        description:
          "For administrators, who tell its owner the first password. `role` is `member` or `admin`. 409 where the address has an account.",
        body: UserDraft,
        response: { 201: User },
      },
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
      config: { access: "admin", errors: [409], example: { path: { id: "$USER_ID" }, body: { role: "admin" } } },
      schema: {
        tags: ["access"],
        summary: "Change an account",
        description:
          "For administrators. Only what is given changes. `disabled: true` and a new password end the user's tokens. 409 where nobody would be left to administer.",
        params: Id,
        body: UserChange,
        response: { 200: User },
      },
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
      config: { access: "admin", errors: [409], example: { path: { id: "$USER_ID" } } },
      schema: {
        tags: ["access"],
        summary: "Remove an account",
        description:
          "For administrators. Its jobs are cancelled, and their files, its data sets, templates, domains and keys are removed. 409 for the last administrator.",
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
      schema: {
        tags: ["access"],
        summary: "Who did what",
        description:
          "For administrators: every change and every refusal, the newest first, with moment, user, call, status, address and the request's id; never what was sent.",
        querystring: AuditQuery,
        response: { 200: AuditPage },
      },
    },
    async ({ query }) => ({ ...(await access.audit.list(query)), page: query.page, page_size: query.page_size }),
  );

  app.post(
    "/api/access/signing-keys",
    {
      bodyLimit: SMALL,
      config: { access: "admin", example: { body: { forget: false } } },
      schema: {
        tags: ["access"],
        summary: "Sign tokens with a new key",
        description:
          "For administrators, and every 30 days by itself. Tokens of before stay good; with `forget: true` all end, and everybody signs in again.",
        body: Rotation,
        response: { 204: Nothing },
      },
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
      schema: {
        tags: ["access"],
        summary: "Keys that check tokens",
        description:
          "A key set of RFC 7517, with which another service can check tokens of this server (EdDSA) for itself.",
        response: { 200: PublicKeys },
      },
    },
    async (_request, reply) => {
      void reply.header("cache-control", "public, max-age=300");
      return access.tokens.published();
    },
  );
}
