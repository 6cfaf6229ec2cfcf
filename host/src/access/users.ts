import { and, asc, count, eq, isNotNull } from "drizzle-orm";
import type { User, UserChange, UserDraft } from "../api/index.ts";
import type { Database, Tx } from "../database/open.ts";
import { users } from "../database/schema.ts";
import { AccessError } from "./access-error.ts";
import type { Passwords } from "./password.ts";

export type UserRow = typeof users.$inferSelect;

/** The owner of a server without accounts; nobody can sign in by that address, since no password fits. */
const LOCAL_OWNER = "owner@localhost";

/** Who may come in. */
export interface Users {
  list(page: number, pageSize: number): Promise<{ users: User[]; total: number }>;
  get(id: string): Promise<UserRow | undefined>;
  /** Throws AccessError `access/email-taken`. */
  create(draft: UserDraft): Promise<UserRow>;
  /** Undefined where there is none. Throws AccessError `access/last-admin` where nobody would be left to administer. */
  change(id: string, change: UserChange): Promise<UserRow | undefined>;
  /** False where there is none. Throws AccessError `access/last-admin`. */
  remove(id: string): Promise<boolean>;
  /** The user of that address, and whether the password is theirs and they may come in. */
  signIn(email: string, password: string): Promise<{ user: UserRow | undefined; admitted: boolean }>;
  /** Throws AccessError `access/current-password`. */
  changePassword(id: string, current: string | undefined, password: string): Promise<UserRow>;
  /** Makes the operator's administrator what the environment says. */
  appoint(email: string, password: string): Promise<UserRow>;
  /** The administrator of a server whose operator named none: the first; the local owner where there is none. */
  firstAdmin(): Promise<UserRow>;
  /** Whether an administrator has a password to sign in with. */
  hasAdminWithPassword(): Promise<boolean>;
}

export const toUser = (row: UserRow): User => ({
  id: row.id,
  email: row.email,
  name: row.name,
  role: row.role,
  disabled: row.disabled,
  created_at: row.createdAt.toISOString(),
});

export const toEmail = (text: string): string => text.trim().toLowerCase();

const activeAdmin = and(eq(users.role, "admin"), eq(users.disabled, false));

/** Holds every administrator's row until the transaction ends, so that two cannot remove each other. */
async function expectOtherAdmin(tx: Tx, id: string): Promise<void> {
  const admins = await tx.select({ id: users.id }).from(users).where(activeAdmin).orderBy(users.id).for("update");
  if (admins.some((admin) => admin.id === id) && admins.length === 1) {
    throw new AccessError(
      "access/last-admin",
      "this is the only administrator who can sign in.",
      "Make another user an administrator first.",
    );
  }
}

export function openUsers(database: Database, passwords: Passwords): Users {
  const { db } = database;
  const byEmail = async (email: string): Promise<UserRow | undefined> =>
    (
      await db
        .select()
        .from(users)
        .where(eq(users.email, toEmail(email)))
    )[0];
  const byId = async (id: string): Promise<UserRow | undefined> =>
    (await db.select().from(users).where(eq(users.id, id)))[0];

  async function create(draft: UserDraft): Promise<UserRow> {
    const passwordHash = await passwords.hash(draft.password);
    const values = { email: toEmail(draft.email), name: draft.name, role: draft.role, passwordHash };
    const [row] = await db.insert(users).values(values).onConflictDoNothing().returning();
    if (row !== undefined) return row;
    throw new AccessError("access/email-taken", "there is a user with this e-mail address.", "Take another address.");
  }

  async function update(id: string, set: Partial<UserRow>): Promise<UserRow | undefined> {
    return (await db.update(users).set(set).where(eq(users.id, id)).returning())[0];
  }

  return {
    get: byId,
    create,
    async list(page, pageSize) {
      const rows = await db
        .select()
        .from(users)
        .orderBy(asc(users.createdAt), users.id)
        .limit(pageSize)
        .offset((page - 1) * pageSize);
      const [{ total } = { total: 0 }] = await db.select({ total: count() }).from(users);
      return { users: rows.map(toUser), total };
    },
    async change(id, { password, ...rest }) {
      // Before the transaction: on the embedded database nobody else gets a word in meanwhile.
      const secret =
        password === undefined ? {} : { passwordHash: await passwords.hash(password), tokensFrom: new Date() };
      const ended = rest.disabled === true ? { tokensFrom: new Date() } : {};
      const set = Object.fromEntries(
        Object.entries({ ...rest, ...ended, ...secret }).filter(([, value]) => value !== undefined),
      );
      if (Object.keys(set).length === 0) return byId(id);
      return database.within(async (tx) => {
        if (rest.disabled === true || rest.role === "member") await expectOtherAdmin(tx, id);
        return (await tx.update(users).set(set).where(eq(users.id, id)).returning())[0];
      });
    },
    remove: (id) =>
      database.within(async (tx) => {
        await expectOtherAdmin(tx, id);
        return (await tx.delete(users).where(eq(users.id, id)).returning({ id: users.id })).length > 0;
      }),
    async signIn(email, password) {
      const user = await byEmail(email);
      const fits = await passwords.verify(password, user?.passwordHash ?? null);
      return { user, admitted: fits && user !== undefined && !user.disabled };
    },
    async changePassword(id, current, password) {
      const user = await byId(id);
      const stored = user?.passwordHash ?? null;
      if (stored !== null && !(await passwords.verify(current ?? "", stored))) {
        throw new AccessError(
          "access/current-password",
          "the present password is another.",
          "Type the one you sign in with.",
        );
      }
      const row = await update(id, { passwordHash: await passwords.hash(password), tokensFrom: new Date() });
      if (row === undefined) throw new AccessError("access/not-found", "there is no such user.");
      return row;
    },
    async appoint(email, password) {
      const user = await byEmail(email);
      if (user === undefined) {
        // Who tried the server before becomes its administrator, and keeps what is there.
        const owner = await byEmail(LOCAL_OWNER);
        if (owner === undefined) {
          const passwordHash = await passwords.hash(password);
          const values = { email: toEmail(email), name: "", role: "admin" as const, passwordHash };
          // Another server that starts at the same time may have been first.
          const [row] = await db.insert(users).values(values).onConflictDoNothing().returning();
          return row ?? (await byEmail(email))!;
        }
        const passwordHash = await passwords.hash(password);
        const set = {
          email: toEmail(email),
          role: "admin" as const,
          disabled: false,
          passwordHash,
          tokensFrom: new Date(),
        };
        return (await update(owner.id, set))!;
      }
      const same = await passwords.verify(password, user.passwordHash);
      const secret = same ? {} : { passwordHash: await passwords.hash(password), tokensFrom: new Date() };
      return (await update(user.id, { role: "admin", disabled: false, ...secret }))!;
    },
    async firstAdmin() {
      const find = async (): Promise<UserRow | undefined> =>
        (await db.select().from(users).where(activeAdmin).orderBy(asc(users.createdAt), users.id).limit(1))[0];
      const found = await find();
      if (found !== undefined) return found;
      await db
        .insert(users)
        .values({ email: LOCAL_OWNER, name: "Owner", role: "admin" })
        .onConflictDoUpdate({ target: users.email, set: { role: "admin", disabled: false } });
      return (await find())!;
    },
    async hasAdminWithPassword() {
      const [row] = await db
        .select({ id: users.id })
        .from(users)
        .where(and(activeAdmin, isNotNull(users.passwordHash)))
        .limit(1);
      return row !== undefined;
    },
  };
}
