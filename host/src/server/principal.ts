import type { Principal } from "../access/principal.ts";

/**
 * Who may call a route: `public` everybody, `member` every user, `admin` administrators, `local` administrators and programs of the server's own machine.
 */
export type Door = "public" | "member" | "admin" | "local";

declare module "fastify" {
  interface FastifyRequest {
    /** Who asks; on a route that is not public there always is one. */
    principal: Principal;
  }
  interface FastifyContextConfig {
    /** Every route below /api declares it. */
    access?: Door;
    /** What its `:id` names, as `job` or `template`: the isolation test makes one. Undefined where ids are nobody's. */
    resource?: string;
  }
}
