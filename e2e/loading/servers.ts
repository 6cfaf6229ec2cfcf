import { execFile, execFileSync, spawn, type ChildProcess } from "node:child_process";
import { once } from "node:events";
import { chmodSync, chownSync, existsSync, mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { createServer, type AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { promisify } from "node:util";

// Private database servers: a folder and a port of their own, as their own user where the tests run as root, gone with the tests.

const run = promisify(execFile);

/** A server that runs until `stop`. */
export interface Server {
  readonly port: number;
  /** Makes an empty database and gives its address. */
  database(name: string): Promise<string>;
  /** Runs SQL in a database; gives the cells of its rows, tab between them, a row a line. */
  query(database: string, sql: string): Promise<string>;
  stop(): Promise<void>;
}

/** The newest folder of PostgreSQL's programs. */
function postgresPrograms(): string {
  const root = "/usr/lib/postgresql";
  const versions = existsSync(root) ? readdirSync(root).sort((a, b) => Number(b) - Number(a)) : [];
  const found = versions.map((version) => join(root, version, "bin")).find((bin) => existsSync(join(bin, "initdb")));
  if (found !== undefined) return found;
  throw new Error("these tests start a PostgreSQL of their own: install it with apt-get install postgresql.");
}

function mariadbProgram(): string {
  const found = ["/usr/sbin/mariadbd", "/usr/sbin/mysqld"].find((path) => existsSync(path));
  if (found !== undefined && existsSync("/usr/bin/mariadb-install-db")) return found;
  throw new Error("these tests start a MariaDB of their own: install it with apt-get install mariadb-server.");
}

async function freePort(): Promise<number> {
  const server = createServer().listen(0, "127.0.0.1");
  await once(server, "listening");
  const { port } = server.address() as AddressInfo;
  server.close();
  await once(server, "close");
  return port;
}

/** Servers refuse to run as root. */
function identityOf(user: string): { uid?: number; gid?: number } {
  if (process.getuid?.() !== 0) return {};
  const id = (flag: string): number => Number(execFileSync("id", [flag, user], { encoding: "utf8" }));
  return { uid: id("-u"), gid: id("-g") };
}

function folderOf({ uid, gid }: { uid?: number; gid?: number }, name: string): string {
  const folder = mkdtempSync(join(tmpdir(), `semblance-${name}-`));
  if (uid !== undefined && gid !== undefined) chownSync(folder, uid, gid);
  chmodSync(folder, 0o700);
  return folder;
}

async function untilReady(child: ChildProcess, sentence: RegExp, name: string): Promise<void> {
  let said = "";
  const lines = createInterface({ input: child.stderr! });
  for await (const line of lines) {
    said += `${line}\n`;
    if (!sentence.test(line)) continue;
    child.stderr!.resume();
    return;
  }
  throw new Error(`${name} did not start:\n${said}`);
}

/** Ends a process, if it still runs, and waits until it is gone: only then is a folder at rest that it writes to. Gives the exit code. */
export async function endProcess(child: ChildProcess, signal: NodeJS.Signals = "SIGKILL"): Promise<number | null> {
  if (child.pid !== undefined && child.exitCode === null && child.signalCode === null) {
    const gone = once(child, "exit");
    child.kill(signal);
    await gone;
  }
  return child.exitCode;
}

async function end(child: ChildProcess, signal: NodeJS.Signals, folder: string): Promise<void> {
  await endProcess(child, signal);
  rmSync(folder, { recursive: true, force: true });
}

/** Starts a PostgreSQL; the role `guarded` needs the password `right`. */
export async function startPostgres(): Promise<Server> {
  const bin = postgresPrograms();
  const identity = identityOf("postgres");
  const folder = folderOf(identity, "postgres");
  const data = join(folder, "data");
  const port = await freePort();
  await run(
    join(bin, "initdb"),
    ["-D", data, "-U", "postgres", "--auth=trust", "-E", "UTF8", "--locale=C", "--no-sync"],
    {
      ...identity,
      cwd: folder,
    },
  );
  const allowed = "host all guarded 127.0.0.1/32 scram-sha-256\nhost all all 127.0.0.1/32 trust\n";
  writeFileSync(join(data, "pg_hba.conf"), allowed);
  const settings = { port, listen_addresses: "127.0.0.1", unix_socket_directories: "", fsync: "off" };
  const flags = Object.entries(settings).flatMap(([name, value]) => ["-c", `${name}=${value}`]);
  const child = spawn(join(bin, "postgres"), ["-D", data, ...flags], {
    ...identity,
    cwd: folder,
    stdio: ["ignore", "ignore", "pipe"],
  });
  await untilReady(child, /ready to accept connections/, "PostgreSQL");
  const query = async (database: string, sql: string): Promise<string> => {
    const address = `postgres://postgres@127.0.0.1:${port}/${database}`;
    const { stdout } = await run("psql", [
      "-X",
      "-q",
      "-A",
      "-t",
      "-F",
      "\t",
      "-v",
      "ON_ERROR_STOP=1",
      "-c",
      sql,
      address,
    ]);
    return stdout.trim();
  };
  await query("postgres", "CREATE ROLE guarded LOGIN PASSWORD 'right'");
  return {
    port,
    query,
    async database(name) {
      await query("postgres", `CREATE DATABASE ${name}`);
      return `postgres://postgres@127.0.0.1:${port}/${name}`;
    },
    stop: () => end(child, "SIGINT", folder), // a fast shutdown
  };
}

/** Starts a MariaDB; the user `guarded` needs the password `right`. */
export async function startMariadb(): Promise<Server> {
  const program = mariadbProgram();
  const identity = identityOf("mysql");
  const folder = folderOf(identity, "mariadb");
  const data = join(folder, "data");
  mkdirSync(data);
  if (identity.uid !== undefined) chownSync(data, identity.uid, identity.gid!);
  const port = await freePort();
  const socket = join(folder, "socket");
  await run(
    "mariadb-install-db",
    ["--no-defaults", `--datadir=${data}`, "--auth-root-authentication-method=normal", "--skip-test-db"],
    { ...identity, cwd: folder },
  );
  const child = spawn(
    program,
    [
      "--no-defaults",
      `--datadir=${data}`,
      `--port=${port}`,
      `--socket=${socket}`,
      "--bind-address=127.0.0.1",
      "--local-infile=1",
      "--innodb-flush-log-at-trx-commit=0",
    ],
    { ...identity, cwd: folder, stdio: ["ignore", "ignore", "pipe"] },
  );
  await untilReady(child, /ready for connections/, "MariaDB");
  const query = async (database: string, sql: string): Promise<string> => {
    const { stdout } = await run("mariadb", [
      "--no-defaults",
      "-N",
      "-B",
      "-S",
      socket,
      "-u",
      "root",
      "-e",
      sql,
      database,
    ]);
    return stdout.trim();
  };
  await query("mysql", "CREATE USER guarded IDENTIFIED BY 'right'");
  return {
    port,
    query,
    async database(name) {
      await query("mysql", `CREATE DATABASE ${name}; GRANT SELECT ON ${name}.* TO guarded`);
      return `mysql://root@127.0.0.1:${port}/${name}`;
    },
    stop: () => end(child, "SIGTERM", folder),
  };
}
