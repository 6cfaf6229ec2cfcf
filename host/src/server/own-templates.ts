import { and, desc, eq, sql } from "drizzle-orm";
import { SchemaError } from "@semblance/engine";
import type { z } from "zod";
import type { Template, TemplateDraft, TemplateVersion } from "../api/index.ts";
import { templates, templateUses, templateVersions } from "../database/schema.ts";
import { loadTemplates } from "../jobs/templates.ts";
import type { Services } from "./services.ts";

type Base = Services["database"];
type Db = Base["db"];
type Version = z.infer<typeof TemplateVersion>;

const UUID = /^[0-9a-f]{8}-(?:[0-9a-f]{4}-){3}[0-9a-f]{12}$/i;
const UNIQUE_VIOLATION = "23505"; // PostgreSQL, Appendix A

const columns = {
  id: templates.id,
  name: templates.name,
  summary: templates.summary,
  version: templates.version,
  uses: templates.uses,
  text: templateVersions.text,
  examples: templates.examples,
  createdAt: templates.createdAt,
  changedAt: templates.changedAt,
};
type Row = { readonly [Name in keyof typeof columns]: (typeof columns)[Name]["_"]["data"] };

const toTemplate = ({ createdAt, changedAt, examples, ...row }: Row): Template => ({
  ...row,
  examples: examples as Template["examples"],
  builtin: false,
  created_at: createdAt.toISOString(),
  changed_at: changedAt.toISOString(),
});

const newest = and(eq(templateVersions.templateId, templates.id), eq(templateVersions.version, templates.version));

/** Templates of the installation, with how often the user made jobs of them. */
async function installed(db: Db, userId: string): Promise<readonly Template[]> {
  const [all, used] = await Promise.all([
    loadTemplates(),
    db.select().from(templateUses).where(eq(templateUses.ownerId, userId)),
  ]);
  const uses = new Map(used.map((row) => [row.name, row.uses]));
  return all.map(({ name, summary, text }) => ({
    id: name,
    name,
    summary,
    text,
    builtin: true,
    version: 1,
    uses: uses.get(name) ?? 0,
    examples: {},
    created_at: null,
    changed_at: null,
  }));
}

/** Own templates, the one changed last first, then those of the installation. */
export async function listTemplates(db: Db, userId: string): Promise<readonly Template[]> {
  const own = await db
    .select(columns)
    .from(templates)
    .innerJoin(templateVersions, newest)
    .where(eq(templates.ownerId, userId))
    .orderBy(desc(templates.changedAt), templates.id);
  return [...own.map(toTemplate), ...(await installed(db, userId))];
}

/** One template, by id or by the name of one of the installation. */
export async function findTemplate(db: Db, userId: string, id: string): Promise<Template | undefined> {
  if (!UUID.test(id)) return (await installed(db, userId)).find(({ name }) => name === id);
  const [row] = await db
    .select(columns)
    .from(templates)
    .innerJoin(templateVersions, newest)
    .where(and(eq(templates.ownerId, userId), eq(templates.id, id)));
  return row && toTemplate(row);
}

/** Every version of a template, the newest first; those of the installation have one. */
export async function listVersions(db: Db, userId: string, id: string): Promise<readonly Version[] | undefined> {
  const template = await findTemplate(db, userId, id);
  if (template === undefined) return undefined;
  if (template.builtin) return [{ version: 1, text: template.text, note: "", created_at: null }];
  const rows = await db
    .select()
    .from(templateVersions)
    .where(eq(templateVersions.templateId, template.id))
    .orderBy(desc(templateVersions.version));
  return rows.map(({ version, text, note, createdAt }) => ({
    version,
    text,
    note,
    created_at: createdAt.toISOString(),
  }));
}

/** One version of a template. */
export async function findVersion(db: Db, userId: string, id: string, version: number): Promise<Version | undefined> {
  return (await listVersions(db, userId, id))?.find((each) => each.version === version);
}

function taken(error: unknown, name: string): unknown {
  const { code, cause } = error as { code?: string; cause?: { code?: string } };
  if ((code ?? cause?.code) !== UNIQUE_VIOLATION) return error;
  const message = `you have a template ${name} already.`;
  return new SchemaError([
    { path: "body.name", code: "template/name-taken", message, hint: "Change that one, or take another name." },
  ]);
}

/** Keeps a new template. */
export async function createTemplate({ db, within }: Base, userId: string, draft: TemplateDraft): Promise<Template> {
  const { name, summary, text, examples, note } = draft;
  try {
    const id = await within(async (tx) => {
      const [row] = await tx
        .insert(templates)
        .values({ ownerId: userId, name, summary, examples })
        .returning({ id: templates.id });
      await tx.insert(templateVersions).values({ templateId: row!.id, version: 1, text, note });
      return row!.id;
    });
    return (await findTemplate(db, userId, id))!;
  } catch (error) {
    throw taken(error, name);
  }
}

/** Changes an own template; another text is a new version. Undefined where there is none. */
export async function changeTemplate(
  { db, within }: Base,
  userId: string,
  id: string,
  { name, summary, text, examples, note }: TemplateDraft,
): Promise<Template | undefined> {
  const old = await findTemplate(db, userId, id);
  if (old === undefined || old.builtin) return old;
  try {
    await within(async (tx) => {
      const isNew = text !== old.text;
      const [row] = await tx
        .update(templates)
        .set({
          name,
          summary,
          examples,
          changedAt: new Date(),
          ...(isNew ? { version: sql`${templates.version} + 1` } : {}),
        })
        .where(and(eq(templates.ownerId, userId), eq(templates.id, id)))
        .returning({ version: templates.version });
      if (isNew && row !== undefined)
        await tx.insert(templateVersions).values({ templateId: id, version: row.version, text, note });
    });
  } catch (error) {
    throw taken(error, name);
  }
  return findTemplate(db, userId, id);
}

/** Forgets an own template with all its versions; false where there is none. */
export async function removeTemplate(db: Db, userId: string, id: string): Promise<boolean> {
  const gone = await db
    .delete(templates)
    .where(and(eq(templates.ownerId, userId), eq(templates.id, id)))
    .returning({ id: templates.id });
  return gone.length > 0;
}
