import { ConnectionTest, ConnectionView, Introspection, IntrospectOrder } from "../../api/index.ts";
import { errandOf } from "../errand.ts";
import { admitAddress } from "../extract.ts";
import type { App, Services } from "../services.ts";

export async function connectionRoutes(app: App, services: Services): Promise<void> {
  const { desk } = services;
  const tags = ["connections"];
  const example = { body: { address: "postgres://me:secret@127.0.0.1:5432/shop" } };

  app.post(
    "/api/connections/test",
    {
      config: { access: "member", errors: [502, 503], example },
      schema: {
        tags,
        summary: "Try a database",
        description: "Whether a PostgreSQL or MySQL server answers, and which tables it has. The address is used once.",
        body: ConnectionTest,
        response: { 200: ConnectionView },
      },
    },
    async (request, reply) => {
      const errand = errandOf(request, reply);
      const address = await admitAddress(services, request.body.address);
      return desk.run("inspect", { address }, errand);
    },
  );

  app.post(
    "/api/connections/introspect",
    {
      config: { access: "member", errors: [502, 503], example },
      schema: {
        tags,
        summary: "Read a database",
        description: "Its tables, and a schema like it with keys, checks and, if you like, the statistics of its rows.",
        body: IntrospectOrder,
        response: { 200: Introspection },
      },
    },
    async (request, reply) => {
      const errand = errandOf(request, reply);
      const { statistics } = request.body;
      const address = await admitAddress(services, request.body.address);
      const view = await desk.run("inspect", { address }, errand);
      return { ...view, extracted: await desk.run("extractConnection", { address, statistics }, errand) };
    },
  );
}
