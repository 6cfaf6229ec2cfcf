import { SchemaError } from "@semblance/engine";
import type { Subject } from "./desk-tasks.ts";
import { findTemplate, findVersion } from "./own-templates.ts";
import { missing } from "./problem.ts";
import { requestFault } from "./request-fault.ts";
import type { Services } from "./services.ts";

interface Asked extends Omit<Subject, "schema"> {
  readonly schema?: unknown;
  readonly template?: string | undefined;
  readonly template_version?: number | undefined;
}

/** The text of a template, or of a version of it. */
export async function templateText(
  db: Services["database"]["db"],
  userId: string,
  id: string,
  version?: number,
): Promise<string> {
  const found = version === undefined ? await findTemplate(db, userId, id) : await findVersion(db, userId, id, version);
  if (found === undefined) throw missing(version === undefined ? "template" : `version ${version} of a template`, id);
  return found.text;
}

/** What a request means by `schema` or `template`. */
export async function subjectOf(
  db: Services["database"]["db"],
  userId: string,
  { schema, template, template_version: version, rows, tables, seed, locale, now }: Asked,
): Promise<Subject> {
  if ((schema === undefined) === (template === undefined)) {
    const found = schema === undefined ? "neither" : "both";
    throw requestFault("body", "request/subject", `expected either schema or template; found ${found}.`);
  }
  if (version !== undefined && template === undefined) {
    throw requestFault("body.template_version", "request/subject", "there is no template that it is a version of.");
  }
  const document = template === undefined ? schema : await templateText(db, userId, template, version);
  return { schema: document, rows, tables, seed, locale, now };
}

/** Throws where a template's text is no document at all. */
export function refuseInvalid(
  issues: readonly { path: string; code: string; message: string; hint?: string | undefined }[],
): void {
  if (issues.length === 0) return;
  throw new SchemaError(
    issues.map(({ path, code, message, hint }) => ({ path, code, message, ...(hint === undefined ? {} : { hint }) })),
  );
}
