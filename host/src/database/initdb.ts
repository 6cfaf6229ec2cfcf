/** A program: makes the files of an empty embedded database in the folder that it is given. A process of its own, since it leaves 800 MB behind. */
import { closeSync, fsyncSync, openSync, readdirSync } from "node:fs";
import { join } from "node:path";
import { PGlite } from "@electric-sql/pglite";

const folder = process.argv[2]!;
const database = await PGlite.create(folder);
await database.close();
// It writes without fsync; what the database is built on must last.
for (const entry of readdirSync(folder, { recursive: true, withFileTypes: true })) {
  if (!entry.isFile()) continue;
  const file = openSync(join(entry.parentPath, entry.name), "r+");
  fsyncSync(file);
  closeSync(file);
}
process.exit(0);
