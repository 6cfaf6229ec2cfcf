import { didYouMean, SchemaError } from "@semblance/engine";
import type { Subject } from "./desk-tasks.ts";
import { findTemplate, findVersion, listTemplates } from "./own-templates.ts";
import { requestFault } from "./request-fault.ts";
import type { Services } from "./services.ts";

type Db = Services["database"]["db"];

interface Asked extends Omit<Subject, "schema"> {
  readonly schema?: unknown;
  readonly template?: string | undefined;
  readonly template_version?: number | undefined;
}

/** The text of a template that a request names, or of a version of it. Throws SchemaError where there is none. */
export async function templateText(db: Db, userId: string, id: string, version?: number): Promise<string> {
  const found = version === undefined ? await findTemplate(db, userId, id) : await findVersion(db, userId, id, version);
  if (found !== undefined) return found.text;
  const what = version === undefined ? "" : `version ${version} of `;
  const hint = didYouMean(
    id,
    (await listTemplates(db, userId)).map(({ name }) => name),
  );
  const message = `there is no ${what}template ${id}.`;
  throw new SchemaError([
    { path: "body.template", code: "template/unknown", message, ...(hint === undefined ? {} : { hint }) },
  ]);
}

/** What a request means by `schema` or `template`. */
export async function subjectOf(
  db: Db,
  userId: string,
  { schema, template, template_version: version, rows, tables, seed, locale, now }: Asked,
): Promise<Subject> {
  if ((schema === undefined) === (template === undefined)) {
    const found = schema === undefined ? "neither" : "both";
    throw requestFault(
      "body",
      "request/subject",
      `expected either schema or template; found ${found}.`,
      undefined,
      422,
    );
  }
  if (version !== undefined && template === undefined) {
    const message = "there is no template that it is a version of.";
    throw requestFault("body.template_version", "request/subject", message, undefined, 422);
  }
  const document = template === undefined ? schema : await templateText(db, userId, template, version);
  return { schema: document, rows, tables, seed, locale, now };
}
