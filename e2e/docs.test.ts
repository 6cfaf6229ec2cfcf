import { spawn, spawnSync } from "node:child_process";
import { once } from "node:events";
import { chmodSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { basename, delimiter, dirname, join, resolve } from "node:path";
import { text as readAll } from "node:stream/consumers";
import { compile, parseText, prepare, type Issue } from "@semblance/engine";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { openPlaces } from "./platform/places.ts";

const root = resolve(import.meta.dirname, "..");
const main = join(root, "host/src/cli/main.ts");
const GENERATED = ["field-types.md"];

/** A fenced or indented block of a page. */
interface Block {
  readonly page: string;
  /** The fence's language; "" for an indented block. */
  readonly language: string;
  readonly line: number;
  readonly text: string;
}

/** The blocks of a page in their order. */
function blocksOf(page: string, markdown: string): readonly Block[] {
  const blocks: Block[] = [];
  let open: { language: string; line: number; lines: string[]; isFence: boolean } | undefined;
  const close = (): void => {
    if (open === undefined) return;
    blocks.push({ page, language: open.language, line: open.line, text: `${open.lines.join("\n")}\n` });
    open = undefined;
  };
  markdown.split("\n").forEach((text, k) => {
    const line = k + 1;
    if (open?.isFence === true) {
      if (text === "```") close();
      else open.lines.push(text);
    } else if (text.startsWith("```")) {
      close();
      open = { language: text.slice(3), line, lines: [], isFence: true };
    } else if (text.startsWith("    ")) {
      open ??= { language: "", line, lines: [], isFence: false };
      open.lines.push(text.slice(4));
    } else close();
  });
  return blocks;
}

const pages = [
  "README.md",
  ...readdirSync(join(root, "docs"))
    .filter((file) => file.endsWith(".md") && !GENERATED.includes(file))
    .map((file) => `docs/${file}`),
];
const blocks = pages.flatMap((page) => blocksOf(page, readFileSync(join(root, page), "utf8")));
const inPage = (page: string): readonly Block[] => blocks.filter((block) => block.page === page);
const titleOf = ({ page, line }: Block): string => `${page}:${line}`;

const isWhole = (yaml: string): boolean => /^tables:/m.test(yaml);
const isMistake = (yaml: string): boolean => yaml.startsWith("# gives ");

/** Beside which fields a block of fields alone stands: those of docs/expressions.md. */
const neighbours = {
  quantity: "integer",
  unit_price: "decimal",
  status: { type: "category", values: ["paid", "open", "lost"] },
  ordered_at: "datetime",
};

async function issuesOf(yaml: string): Promise<readonly Issue[]> {
  const { document, issues } = parseText(yaml);
  if (issues.length > 0) return issues;
  const whole = isWhole(yaml) ? document : { tables: { t: { fields: { ...neighbours, ...(document as object) } } } };
  return compile(whole, await prepare(whole)).issues;
}

describe("every YAML example compiles", () => {
  const examples = blocks.filter(({ language, text }) => language === "yaml" && !isMistake(text));
  it("there are some", () => expect(examples.length).toBeGreaterThan(3));
  it.each(examples.map((block) => [titleOf(block), block.text] as const))("%s", async (_, yaml) => {
    expect(await issuesOf(yaml)).toEqual([]);
  });
  it("one with a mistake would be noticed", async () => {
    expect(await issuesOf("age: { type: integr }")).toHaveLength(1);
  });
});

/** The lines of a block that call the command line, as `semblance …`. */
function commandsOf({ language, text }: Block): readonly string[] {
  if (language !== "" && language !== "sh") return [];
  return text.split("\n").flatMap((line) => {
    const [, rest] = /^(?:npx semblance|npm run semblance --|semblance) (.*)$/.exec(line) ?? [];
    return rest === undefined || rest.includes("…") ? [] : [`semblance ${rest}`];
  });
}

describe.skipIf(process.platform === "win32")("every command line runs", () => {
  const shop = blocks.find(({ page, text }) => page === "README.md" && text.includes("name: shop"))!;
  const bin = mkdtempSync(join(tmpdir(), "semblance-bin-"));
  const env = {
    ...process.env,
    PATH: [bin, dirname(process.execPath), process.env["PATH"]].join(delimiter),
    NO_COLOR: "1",
    HOST: "",
    PORT: "",
    SEMBLANCE_HOME: "",
  };
  const folders: string[] = [bin];
  const places = openPlaces();
  beforeAll(async () => {
    env.SEMBLANCE_HOME = (await places.place("embedded")).home;
    writeFileSync(join(bin, "semblance"), `#!/bin/sh\nexec "${process.execPath}" "${main}" "$@"\n`);
    chmodSync(join(bin, "semblance"), 0o755);
  });
  afterAll(async () => {
    await places.close();
    folders.forEach((folder) => rmSync(folder, { recursive: true, force: true }));
  });

  /** What pages import. */
  const sources: Readonly<Record<string, string>> = {
    "shop.sql": "CREATE TABLE items (id integer PRIMARY KEY, name varchar(40) NOT NULL);",
    "dump.sql": "CREATE TABLE `items` (id INT PRIMARY KEY AUTO_INCREMENT, name VARCHAR(40)) ENGINE=InnoDB;",
    "schema.prisma": "model Item {\n  id Int @id @default(autoincrement())\n  name String\n}\n",
    "person.json": '{ "title": "person", "properties": { "name": { "type": "string" } } }',
    "customers.csv": "id,name\n1,Ann\n2,Bo\n",
    "orders.csv": "id,customer_id,total\n1,1,2.50\n2,1,3.75\n3,2,9.00\n",
  };

  /** A folder with the schemas of the page, the shop of the README, and sources of imports. */
  function folderFor(page: string): string {
    const folder = mkdtempSync(join(tmpdir(), "semblance-docs-"));
    folders.push(folder);
    for (const [name, text] of Object.entries(sources)) writeFileSync(join(folder, name), text);
    for (const { text } of [shop, ...inPage(page)]) {
      const [, name] = /^name: (\S+)$/m.exec(text) ?? [];
      if (name !== undefined && isWhole(text) && !isMistake(text)) writeFileSync(join(folder, `${name}.yaml`), text);
    }
    return folder;
  }

  const called = pages
    .map((page) => ({ page, commands: inPage(page).flatMap(commandsOf) }))
    .filter(({ commands }) => commands.length > 0);
  it("there are some", () => expect(called.flatMap(({ commands }) => commands).length).toBeGreaterThan(10));

  for (const { page, commands } of called) {
    const folder = folderFor(page);
    describe.sequential(`of ${page}`, () => {
      it.each(commands)("%s", async (command) => {
        const line = command.replace(/(--port) \d+/, "$1 0"); // another may have that one here
        const child = spawn("sh", ["-c", `exec ${line}`], { cwd: folder, env, stdio: ["ignore", "pipe", "pipe"] });
        const outcome = Promise.all([readAll(child.stdout), readAll(child.stderr), once(child, "close")]);
        if (/^semblance (?:serve|mcp --http)/.test(command)) {
          await Promise.race([once(child.stdout, "data"), outcome]); // it says where it is
          child.kill();
        }
        const [stdout, stderr, [code]] = await outcome;
        expect({ command, code, stderr }).toMatchObject({
          code: 0,
          stderr: expect.not.stringMatching(/^error/m) as string,
        });
        expect(`${stdout}${stderr}`).not.toMatch(/\bundefined\b|\[object |\bNaN\b/);
      });
    });
  }
});

describe("every TypeScript example", () => {
  const examples = blocks.filter(({ language }) => language === "ts");
  const folder = mkdtempSync(join(import.meta.dirname, ".docs-"));
  const fileOf = (block: Block): string => `${basename(block.page, ".md")}-${block.line}.ts`;
  let complaints = "";
  afterAll(() => rmSync(folder, { recursive: true, force: true }));

  beforeAll(() => {
    mkdirSync(folder, { recursive: true });
    for (const block of examples)
      writeFileSync(join(folder, fileOf(block)), block.text.replaceAll('from "semblance"', 'from "@semblance/engine"'));
    const settings = {
      extends: join(root, "tsconfig.base.json"),
      compilerOptions: {
        incremental: false,
        types: ["node"],
        lib: ["es2024", "dom", "dom.iterable", "dom.asynciterable"],
        noUnusedLocals: false,
      },
      include: ["*.ts", join(root, "engine/src/web-assembly.d.ts")],
    };
    writeFileSync(join(folder, "tsconfig.json"), JSON.stringify(settings));
    const tsc = join(root, "node_modules/typescript/bin/tsc");
    const { stdout, status } = spawnSync(process.execPath, [tsc, "-p", folder, "--pretty", "false"], {
      cwd: folder,
      encoding: "utf8",
    });
    complaints = status === 0 ? "" : stdout;
  });

  it("imports what the package named semblance exports", () => {
    const { name, exports } = JSON.parse(readFileSync(join(root, "package.json"), "utf8")) as {
      name: string;
      exports: Record<string, unknown>;
    };
    expect(name).toBe("semblance");
    expect(exports["."]).toMatchObject({ types: "./engine/src/index.ts" });
    expect(examples.length).toBeGreaterThan(3);
  });

  // Only our own files: a mistake in the engine's sources is for other checks to tell.
  it("has the types that it claims", () => {
    expect(complaints.split("\n").filter((line) => /^[\w-]+\.ts\(/.test(line) || line.startsWith("error"))).toEqual([]);
  });

  it.each(examples.map((block) => [titleOf(block), block] as const))("%s runs and prints what it says", (_, block) => {
    const { stdout, stderr, status } = spawnSync(process.execPath, [join(folder, fileOf(block))], { encoding: "utf8" });
    expect({ status, stderr }).toEqual({ status: 0, stderr: "" });
    const words = (text: string): string => text.split(/\s+/).join(" ").trim();
    const promised = [...block.text.matchAll(/\/\/ prints: (.*)$/gm)].map(([, line = ""]) => line);
    expect(words(stdout)).toBe(words(promised.join(" ")));
  });
});

describe("docs/cli.md", () => {
  const page = readFileSync(join(root, "docs/cli.md"), "utf8");
  const sections = new Map(
    page
      .split(/^## /m)
      .slice(1)
      .map((part) => [part.slice(0, part.indexOf("\n")), part] as const),
  );
  const optionsIn = (text: string): readonly string[] =>
    [...text.matchAll(/^\| `(--[a-z-]+)` \|/gm)].map(([, option = ""]) => option);
  const shared = new Map(
    [...sections.get("All commands")!.matchAll(/^(?:\| `(--[a-z-]+)` \||(.*):$)/gm)].reduce<
      (readonly [string, readonly string[]])[]
    >((all, [, option, sentence]) => {
      if (sentence !== undefined) all.push([sentence, []]);
      else {
        const [head, options] = all.pop() ?? ["", []];
        all.push([head, [...options, option!]]);
      }
      return all;
    }, []),
  );
  const help = (...args: readonly string[]): string =>
    spawnSync(process.execPath, [main, ...args, "--help"], { encoding: "utf8" }).stdout;
  const commands = [...help().matchAll(/^ {2}(\w+) {2,}\w/gm)]
    .map(([, name = ""]) => name)
    .filter((name) => name !== "0");

  it("there are commands", () => expect(commands).toContain("generate"));

  it("has a section for each command of --help, and no other", () => {
    const others = ["All commands", "Exit codes"];
    expect([...sections.keys()].filter((name) => !others.includes(name)).sort()).toEqual(commands.toSorted());
  });

  it.each(commands)("%s: its options are those of --help", (command) => {
    const own = optionsIn(sections.get(command) ?? "");
    const common = [...shared].flatMap(([sentence, options]) =>
      sentence === "" || sentence.includes(`\`${command}\``) ? options : [],
    );
    const real = [...help(command).matchAll(/^ {2}(?:-\w, )?(--[a-z-]+)/gm)].map(([, option]) => option);
    expect(new Set([...own, ...common])).toEqual(new Set(real));
  });
});

describe("docs/guide.md", () => {
  it("names every template", () => {
    const guide = readFileSync(join(root, "docs/guide.md"), "utf8");
    const section = guide.slice(guide.indexOf("## Templates"), guide.indexOf("    npx", guide.indexOf("## Templates")));
    const templates = readdirSync(join(root, "examples")).flatMap((file) =>
      file.endsWith(".yaml") ? [file.slice(0, -5)] : [],
    );
    expect([...section.matchAll(/`(\w+)`/g)].map(([, name = ""]) => name).sort()).toEqual(templates.sort());
  });
});
