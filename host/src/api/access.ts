import { z } from "zod";

export const Role = z.enum(["admin", "member"]);
export type Role = z.infer<typeof Role>;

export const User = z.object({
  id: z.uuid(),
  email: z.string(),
  name: z.string(),
  role: Role,
  disabled: z.boolean(),
  created_at: z.string(),
});
export type User = z.infer<typeof User>;

const Password = z.string().min(10, "expected at least 10 characters.").max(200);
const Email = z.email().max(254);

/** `POST /api/access/sign-up`: the first user of a server without administrator becomes it; later ones are members, where sign-up is open. */
export const SignUp = z.strictObject({ email: Email, password: Password, name: z.string().max(120).default("") });
/** `POST /api/access/sign-in`. */
export const SignIn = z.strictObject({ email: Email, password: z.string().max(200) });

/** A token to send as `Authorization: Bearer`, valid for a while; browsers get it as a cookie besides. */
export const Session = z.object({ token: z.string(), expires_at: z.string(), user: User });
export type Session = z.infer<typeof Session>;

/** `GET /api/me`. */
export const Me = z.object({
  user: User,
  /** How the request proved it. */
  via: z.enum(["session", "token", "key"]),
});

export const ApiKey = z.object({
  id: z.uuid(),
  name: z.string(),
  /** Its beginning, to tell keys apart. */
  prefix: z.string(),
  rate_limit: z.number().int().nullable(),
  created_at: z.string(),
  expires_at: z.string().nullable(),
  revoked_at: z.string().nullable(),
  last_used_at: z.string().nullable(),
});
export type ApiKey = z.infer<typeof ApiKey>;

/** `POST /api/access/keys`. */
export const ApiKeyOrder = z.strictObject({
  name: z.string().trim().min(1).max(120),
  expires_at: z.iso.datetime({ offset: true }).optional(),
  /** Requests per 15 minutes. */
  rate_limit: z.number().int().min(1).max(1_000_000).optional(),
});

/** The only time that the key itself is told. */
export const NewApiKey = ApiKey.extend({ key: z.string() });

/** One line of who did what. */
export const AuditLine = z.object({
  at: z.string(),
  user: z.string().nullable(),
  via: z.string(),
  action: z.string(),
  target: z.string().nullable(),
  status: z.number().int(),
  request_id: z.string(),
  address: z.string().nullable(),
});
