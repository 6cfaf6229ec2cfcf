import type { LookupFunction } from "node:net";
import { SchemaError } from "@semblance/engine";
import { expect, test } from "vitest";
import { redact } from "./connector.ts";
import { admitRemote } from "./remote.ts";

const refused = new SchemaError([{ path: "address", code: "net/private", message: "expected a public address." }]);

/** Knows one server, and refuses all that is in a network of its own. */
const lookup: LookupFunction = (name, _options, answer) => {
  if (name === "db.example.com")
    answer(null, [
      { address: "2001:db8::7", family: 6 },
      { address: "203.0.113.7", family: 4 },
    ]);
  else if (name.startsWith("in")) answer(refused, []);
  else answer(Object.assign(new Error("no such host"), { code: "ENOTFOUND" }), []);
};

test("a name is replaced by the place that was looked at, unless the server has to prove it", async () => {
  const admit = (address: string) => admitRemote(address, lookup);
  expect(await admit("postgres://ann:p%40ss@db.example.com:5433/shop?schema=a")).toBe(
    "postgres://ann:p%40ss@203.0.113.7:5433/shop?schema=a",
  );
  expect(await admit("mariadb://ann@db.example.com/shop")).toBe("mariadb://ann@203.0.113.7/shop");
  for (const proven of [
    "postgres://db.example.com/x?sslmode=require",
    'mysql://db.example.com/x?ssl={"minVersion":"TLSv1.2"}',
  ]) {
    expect(await admit(proven)).toContain("@db.example.com".slice(1));
  }
  for (const unproven of [
    "postgres://db.example.com/x?sslmode=no-verify",
    "postgres://db.example.com/x?uselibpqcompat=true&sslmode=require",
    'mysql://db.example.com/x?ssl={"rejectUnauthorized":false}',
  ]) {
    expect(await admit(unproven)).toContain("203.0.113.7");
  }
});

test.each([
  "postgres://inside/x",
  "postgres://nowhere/x",
  "postgres:///x",
  "postgres://%2Fvar%2Frun%2Fpostgresql/x",
  "postgres://db.example.com/x?host=/var/run/postgresql",
  "postgres://db.example.com/x?sslcert=/etc/passwd",
  "postgres://db.example.com/x?sslrootcert=/etc/passwd",
  "postgres://db.example.com,inside/x",
  "mysql://db.example.com/x?socketPath=/run/mysqld/mysqld.sock",
  "mysql://db.example.com/x?debug=true",
  "mysql://db.example.com/x?host=inside",
  "sqlite:/etc/passwd",
  "file:///etc/passwd",
  "http://db.example.com/",
  "postgres://%",
])("%s is refused", async (address) => {
  await expect(admitRemote(address, lookup)).rejects.toThrow(SchemaError);
});

test("an address that is shown has no part of a password, whatever is in it", () => {
  for (const password of ["secret", "se@cret", "se/cret", "se?cret", "s:e@c/r?e@t", "se#cret"]) {
    const shown = redact(`postgres://ann:${password}@db.example.com/shop`);
    expect(shown, password).toBe("postgres://ann@db.example.com/shop");
  }
  expect(redact("mysql://ann:secret@db/x?a=b&password=secret")).toBe("mysql://ann@db/x?a=b&password=…");
});
