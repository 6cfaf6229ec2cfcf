import { z } from "zod";
import { nameUpTo } from "./name.ts";
import { wholeOr } from "./whole.ts";

export const Role = z.enum(["admin", "member"]);
export type Role = z.infer<typeof Role>;

export const User = z
  .object({
    id: z.uuid(),
    email: z.string(),
    name: z.string(),
    role: Role,
    disabled: z.boolean(),
    created_at: z.string(),
  })
  .meta({ id: "User" });
export type User = z.infer<typeof User>;

const Password = z.string().min(10, "expected at least 10 characters.").max(200);
const Email = z
  .email()
  .max(254)
  .regex(/^.{1,64}@/); // RFC 5321, 4.5.3.1.1
const Name = z.string().max(120).trim();
const Paging = {
  page: wholeOr(1, 1, 1_000_000),
  page_size: wholeOr(50, 1, 200),
};

/** `GET /api/access`: what a page must know before anybody is signed in. */
export const AccessInfo = z
  .object({
    /** Whether strangers may sign up. */
    sign_up: z.enum(["open", "closed"]),
    /** Whether the server printed a one-time link when it started. */
    link: z.boolean(),
  })
  .meta({ id: "AccessInfo" });
export type AccessInfo = z.infer<typeof AccessInfo>;

/** `POST /api/access/sign-up`: makes a member, where SIGN_UP is open. */
export const SignUp = z
  .strictObject({ email: Email, password: Password, name: Name.default("") })
  .meta({ id: "SignUp" });
/** `POST /api/access/sign-in`. */
export const SignIn = z
  .strictObject({ email: z.string().max(254), password: z.string().max(200) })
  .meta({ id: "SignIn" });
/** `POST /api/access/link`: the token of the one-time link that the server printed. */
export const LinkToken = z.strictObject({ token: z.string().max(200) }).meta({ id: "LinkToken" });

/** A token to send as `Authorization: Bearer`, valid for a while; browsers get it as a cookie besides. */
export const Session = z.object({ token: z.string(), expires_at: z.string(), user: User }).meta({ id: "Session" });
export type Session = z.infer<typeof Session>;

/** `GET /api/me`. */
export const Me = z
  .object({
    user: User,
    /** How the request proved it. */
    via: z.enum(["session", "token", "key"]),
    /** False for an owner who enters by link only. */
    has_password: z.boolean(),
  })
  .meta({ id: "Me" });
export type Me = z.infer<typeof Me>;

/** `POST /api/access/password`: signs out everywhere else. */
export const PasswordChange = z
  .strictObject({
    /** The present one; none where there is none yet. */
    current: z.string().max(200).optional(),
    password: Password,
  })
  .meta({ id: "PasswordChange" });

/** `GET /api/access/users`. */
export const UserQuery = z.object(Paging);
export const UserPage = z
  .object({ users: z.array(User), total: z.number().int(), page: z.number().int(), page_size: z.number().int() })
  .meta({ id: "UserPage" });
export type UserPage = z.infer<typeof UserPage>;

/** `POST /api/access/users`: an administrator makes an account and tells its owner the first password. */
export const UserDraft = z
  .strictObject({ email: Email, password: Password, name: Name.default(""), role: Role.default("member") })
  .meta({ id: "UserDraft" });
export type UserDraft = z.infer<typeof UserDraft>;

/** `PATCH /api/access/users/:id`: only what is given changes. A new password signs the user out everywhere. */
export const UserChange = z
  .strictObject({
    name: Name.optional(),
    role: Role.optional(),
    disabled: z.boolean().optional(),
    password: Password.optional(),
  })
  .meta({ id: "UserChange" });
export type UserChange = z.infer<typeof UserChange>;

export const ApiKey = z
  .object({
    id: z.uuid(),
    name: z.string(),
    /** Its beginning, to tell keys apart. */
    prefix: z.string(),
    /** Requests per 15 minutes; null for the server's own limit. */
    rate_limit: z.number().int().nullable(),
    created_at: z.string(),
    expires_at: z.string().nullable(),
    revoked_at: z.string().nullable(),
    last_used_at: z.string().nullable(),
  })
  .meta({ id: "ApiKey" });
export type ApiKey = z.infer<typeof ApiKey>;
export const ApiKeys = z.array(ApiKey);

/** `POST /api/access/keys`. */
export const ApiKeyOrder = z
  .strictObject({
    name: nameUpTo(120),
    expires_at: z.iso
      .datetime({ offset: true })
      .refine((moment) => Date.parse(moment) > Date.now(), { error: "expected a moment to come." })
      .optional(),
    /** Requests per 15 minutes. */
    rate_limit: z.number().int().min(1).max(1_000_000).optional(),
  })
  .meta({ id: "ApiKeyOrder", examples: [{ name: "nightly build" }] });
export type ApiKeyOrder = z.infer<typeof ApiKeyOrder>;

/** The only time that the key itself is told. */
export const NewApiKey = ApiKey.extend({ key: z.string() }).meta({ id: "NewApiKey" });
export type NewApiKey = z.infer<typeof NewApiKey>;

/** `POST /api/access/signing-keys`: tokens are signed with a new key from now on. */
export const Rotation = z
  .strictObject({
    /** Refuses every token of before: everybody signs in again. */
    forget: z.boolean().default(false),
  })
  .meta({ id: "Rotation" });

/** `GET /.well-known/jwks.json`: RFC 7517. */
export const PublicKeys = z.object({ keys: z.array(z.record(z.string(), z.unknown())) }).meta({ id: "PublicKeys" });

/** One line of who did what. */
export const AuditLine = z
  .object({
    id: z.number().int(),
    at: z.string(),
    /** E-mail address, or id of a user who is gone. */
    user: z.string().nullable(),
    /** session, token, key:<prefix>, link or none. */
    via: z.string(),
    /** As `POST /api/jobs/:id/control`. */
    action: z.string(),
    target: z.string().nullable(),
    status: z.number().int(),
    request_id: z.string(),
    address: z.string().nullable(),
  })
  .meta({ id: "AuditLine" });
export type AuditLine = z.infer<typeof AuditLine>;

/** `GET /api/access/audit`, newest first. */
export const AuditQuery = z.object({
  ...Paging,
  /** Of this user. */
  user_id: z.uuid().optional(),
  from: z.iso.datetime({ offset: true }).optional(),
  to: z.iso.datetime({ offset: true }).optional(),
});
export type AuditQuery = z.infer<typeof AuditQuery>;
export const AuditPage = z
  .object({ lines: z.array(AuditLine), total: z.number().int(), page: z.number().int(), page_size: z.number().int() })
  .meta({ id: "AuditPage" });
export type AuditPage = z.infer<typeof AuditPage>;
