import { request as httpRequest } from "node:http";
import { setTimeout as after } from "node:timers/promises";
import { expect, test, vi } from "vitest";
import { openPlaces } from "../../../e2e/platform/places.ts";
import { bearer, makeMember, serve, signIn, useDatabase } from "./access-trial.ts";

useDatabase(openPlaces());

test("who goes while it is looked up who they are gets nothing done, whoever they are", async () => {
  const done = vi.fn(() => "done");
  let gone = Promise.withResolvers<void>();
  const door = await serve({}, (app) => {
    app.delete("/api/everything", { config: { access: "admin" } }, done);
    app.server.on("request", (_, answer) => answer.once("close", () => gone.resolve()));
  });
  const tokens = { member: (await makeMember(door)).token, admin: await signIn(door), stranger: "no token of ours" };
  const { verify } = door.access;
  for (const token of Object.values(tokens)) {
    gone = Promise.withResolvers<void>();
    const asked = Promise.withResolvers<void>();
    vi.spyOn(door.access, "verify").mockImplementationOnce(async (...given) => {
      asked.resolve();
      await gone.promise;
      return verify(...given);
    });
    const sent = httpRequest({ port: door.port, method: "DELETE", path: "/api/everything", headers: bearer(token) });
    sent.on("error", () => {}).end();
    await asked.promise;
    sent.destroy();
    await gone.promise;
    await after(50);
  }
  expect(done).not.toHaveBeenCalled();
  expect((await door.ask("DELETE /api/everything", { headers: bearer(tokens.admin) })).body).toBe("done");
});
