import { z } from "zod";
import {
  Template,
  TemplateDraft,
  TemplateQuery,
  Templates,
  TemplateVersion,
  TemplateVersions,
} from "../../api/index.ts";
import {
  changeTemplate,
  createTemplate,
  findTemplate,
  findVersion,
  listTemplates,
  listVersions,
  removeTemplate,
} from "../own-templates.ts";
import { found, sendProblem, toProblem } from "../problem.ts";
import type { App, Services } from "../services.ts";
import { wholeIn } from "../../api/whole.ts";

const Id = z.object({ id: z.string().min(1).max(200) });
const TEXT = "tables:\n  people:\n    rows: 50\n    fields:\n      id: sequence\n      name: person.full_name\n";
const DRAFT = { name: "team", summary: "People of a team.", text: TEXT };

export async function templateRoutes(app: App, { database, desk }: Services): Promise<void> {
  const { db } = database;
  const tags = ["templates"];

  /** A template is a schema that compiles: what is kept can be used. */
  async function refuseFaulty(draft: TemplateDraft, userId: string): Promise<void> {
    await desk.run("refuseFaulty", { schema: draft.text }, { userId });
  }

  app.get(
    "/api/templates",
    {
      config: { access: "member", example: { query: "q=customers" } },
      schema: {
        tags,
        summary: "List templates",
        description:
          "Own ones, the one changed last first; then those of the installation. `uses` counts the jobs you made of each.",
        querystring: TemplateQuery,
        response: { 200: Templates },
      },
    },
    async (request) => {
      const { q, builtin } = request.query;
      const words = (q ?? "")
        .toLowerCase()
        .split(/\s+/)
        .filter((word) => word !== "");
      return (await listTemplates(db, request.principal.userId)).filter(
        (template) =>
          (builtin === undefined || template.builtin === (builtin === "true")) &&
          words.every((word) => `${template.name} ${template.summary}`.toLowerCase().includes(word)),
      );
    },
  );

  app.post(
    "/api/templates",
    {
      config: { access: "member", example: { body: DRAFT } },
      schema: {
        tags,
        summary: "Keep a template",
        description: "A schema that compiles, with rows that show what is wanted if you like. Its first version is 1.",
        body: TemplateDraft,
        response: { 201: Template },
      },
    },
    async (request, reply) => {
      await refuseFaulty(request.body, request.principal.userId);
      const template = await createTemplate(database, request.principal.userId, request.body);
      return reply.code(201).header("location", `/api/templates/${template.id}`).send(template);
    },
  );

  app.get(
    "/api/templates/:id",
    {
      config: { access: "member", resource: "template", example: { path: { id: "ecommerce" } } },
      schema: {
        tags,
        summary: "Get a template",
        description: "By the id of an own one, or by the name of one of the installation.",
        params: Id,
        response: { 200: Template },
      },
    },
    ({ principal, params: { id } }) => found(findTemplate(db, principal.userId, id), "template", id),
  );

  app.put(
    "/api/templates/:id",
    {
      config: {
        access: "member",
        resource: "template",
        errors: [409],
        example: { path: { id: "$TEMPLATE" }, body: { ...DRAFT, name: "crew", note: "Another name." } },
      },
      schema: {
        tags,
        summary: "Change a template",
        description:
          "Another text is a new version; older versions stay. Templates of the installation cannot be changed: keep a copy.",
        params: Id,
        body: TemplateDraft,
        response: { 200: Template },
      },
    },
    async (request, reply) => {
      const { principal, params, body } = request;
      await refuseFaulty(body, principal.userId);
      const changed = changeTemplate(database, principal.userId, params.id, body);
      const template = await found(changed, "template", params.id);
      return template.builtin ? refuseBuiltin(request, reply) : template;
    },
  );

  app.delete(
    "/api/templates/:id",
    {
      config: { access: "member", resource: "template", errors: [409], example: { path: { id: "$TEMPLATE" } } },
      schema: {
        tags,
        summary: "Forget a template",
        description: "With all its versions. Jobs that were made of it stay as they are.",
        params: Id,
        response: { 204: z.null().describe("It is gone.") },
      },
    },
    async (request, reply) => {
      const { principal, params } = request;
      const { id, builtin } = await found(findTemplate(db, principal.userId, params.id), "template", params.id);
      if (builtin) return refuseBuiltin(request, reply);
      await removeTemplate(db, principal.userId, id);
      return reply.code(204).send(null);
    },
  );

  app.get(
    "/api/templates/:id/versions",
    {
      config: { access: "member", resource: "template", example: { path: { id: "$TEMPLATE" } } },
      schema: {
        tags,
        summary: "List the versions of a template",
        description: "The newest first, each with its text.",
        params: Id,
        response: { 200: TemplateVersions },
      },
    },
    async ({ principal, params: { id } }) => [...(await found(listVersions(db, principal.userId, id), "template", id))],
  );

  app.get(
    "/api/templates/:id/versions/:version",
    {
      config: { access: "member", resource: "template", example: { path: { id: "$TEMPLATE", version: "1" } } },
      schema: {
        tags,
        summary: "Get a version of a template",
        description: "Its text as it was.",
        params: Id.extend({ version: wholeIn(1, 1_000_000_000) }),
        response: { 200: TemplateVersion },
      },
    },
    ({ principal, params: { id, version } }) =>
      found(findVersion(db, principal.userId, id, version), `version ${version} of a template`, id),
  );

  const refuseBuiltin = (request: Parameters<typeof sendProblem>[0], reply: Parameters<typeof sendProblem>[1]) =>
    sendProblem(
      request,
      reply,
      toProblem(
        409,
        "template/builtin",
        "it came with the installation and cannot be changed.",
        "Keep a copy under another name: POST /api/templates.",
      ),
    ).then(() => reply as never);
}
