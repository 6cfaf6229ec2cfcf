import { and, desc, eq, sql } from "drizzle-orm";
import { z } from "zod";
import { Domain, DomainDraft, Domains } from "../../api/index.ts";
import { domains } from "../../database/schema.ts";
import { missing } from "../problem.ts";
import type { App, Services } from "../services.ts";

const Id = z.object({ id: z.uuid() });
const DRAFT = { name: "Banking", description: "Questions of private customers.", topics: ["lost cards", "mortgages"] };

const toDomain = ({ id, name, description, topics, createdAt, changedAt }: typeof domains.$inferSelect): Domain => ({
  id,
  name,
  description,
  topics: [...topics],
  created_at: createdAt.toISOString(),
  changed_at: changedAt.toISOString(),
});

export async function domainRoutes(app: App, { database: { db } }: Services): Promise<void> {
  const tags = ["domains"];
  const own = (userId: string, id: string) => and(eq(domains.ownerId, userId), eq(domains.id, id));

  app.get(
    "/api/domains",
    {
      config: { access: "member" },
      schema: { tags, summary: "List domains", description: "The one changed last first.", response: { 200: Domains } },
    },
    async (request) => {
      const rows = await db
        .select()
        .from(domains)
        .where(eq(domains.ownerId, request.principal.userId))
        .orderBy(desc(domains.changedAt), domains.id);
      return rows.map(toDomain);
    },
  );

  app.post(
    "/api/domains",
    {
      config: { access: "member", example: { body: DRAFT } },
      schema: {
        tags,
        summary: "Describe a domain",
        description: "A subject and its topics, for text data sets.",
        body: DomainDraft,
        response: { 201: Domain },
      },
    },
    async (request, reply) => {
      const [row] = await db
        .insert(domains)
        .values({ ownerId: request.principal.userId, ...request.body })
        .returning();
      return reply.code(201).header("location", `/api/domains/${row!.id}`).send(toDomain(row!));
    },
  );

  app.get(
    "/api/domains/:id",
    {
      config: { access: "member", resource: "domain", example: { path: { id: "$DOMAIN" } } },
      schema: { tags, summary: "Get a domain", description: "By its id.", params: Id, response: { 200: Domain } },
    },
    async (request) => {
      const [row] = await db.select().from(domains).where(own(request.principal.userId, request.params.id));
      if (row === undefined) throw missing("domain", request.params.id);
      return toDomain(row);
    },
  );

  app.put(
    "/api/domains/:id",
    {
      config: { access: "member", resource: "domain", example: { path: { id: "$DOMAIN" }, body: DRAFT } },
      schema: {
        tags,
        summary: "Change a domain",
        description: "Replaces its name, description and topics.",
        params: Id,
        body: DomainDraft,
        response: { 200: Domain },
      },
    },
    async (request) => {
      const [row] = await db
        .update(domains)
        .set({ ...request.body, changedAt: sql`now()` })
        .where(own(request.principal.userId, request.params.id))
        .returning();
      if (row === undefined) throw missing("domain", request.params.id);
      return toDomain(row);
    },
  );

  app.delete(
    "/api/domains/:id",
    {
      config: { access: "member", resource: "domain", example: { path: { id: "$DOMAIN" } } },
      schema: {
        tags,
        summary: "Forget a domain",
        description: "For good.",
        params: Id,
        response: { 204: z.null().describe("It is gone.") },
      },
    },
    async (request, reply) => {
      const gone = await db
        .delete(domains)
        .where(own(request.principal.userId, request.params.id))
        .returning({ id: domains.id });
      if (gone.length === 0) throw missing("domain", request.params.id);
      return reply.code(204).send(null);
    },
  );
}
