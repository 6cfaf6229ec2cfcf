import { defineConfig } from "drizzle-kit";

/** `npx drizzle-kit generate --config host/drizzle.config.ts --name what_changes` after a change of the schema. */
export default defineConfig({
  dialect: "postgresql",
  schema: "./host/src/database/schema.ts",
  out: "./host/src/database/migrations",
});
