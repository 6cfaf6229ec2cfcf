#!/usr/bin/env node
import module from "node:module";

// Node 20 must be able to read this file, and all that it imports before the check.
const NODE_MAJOR = 24;
if (Number(process.versions.node.split(".")[0]) < NODE_MAJOR) {
  process.stderr.write(
    `error: expected Node ${NODE_MAJOR} or newer; found ${process.versions.node}.\n` +
      `hint: Install it from https://nodejs.org, or start Semblance with \`npm start\` or \`npx\`, which bring one along.\n`,
  );
  process.exitCode = 4;
} else {
  module.enableCompileCache();
  const { run } = await import("./program.ts");
  process.exitCode = await run(process.argv.slice(2));
}
