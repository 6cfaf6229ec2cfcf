import { expect, test } from "vitest";
import { toFailure as ofMysql } from "./mysql/connect.ts";
import { connect, toFailure as ofPostgres } from "./postgres/connect.ts";

const CODES = [
  "DEPTH_ZERO_SELF_SIGNED_CERT",
  "SELF_SIGNED_CERT_IN_CHAIN",
  "UNABLE_TO_GET_ISSUER_CERT_LOCALLY",
  "UNABLE_TO_VERIFY_LEAF_SIGNATURE",
  "CERT_HAS_EXPIRED",
  "ERR_TLS_CERT_ALTNAME_INVALID",
  "HANDSHAKE_SSL_ERROR",
];

test.each(CODES)("a server that cannot prove who it is: %s says what helps in the address of that database", (code) => {
  const said = "self-signed certificate; if the root CA is installed locally, try running Node.js with --use-system-ca";
  const error = Object.assign(new Error(said), { code });
  const postgres = ofPostgres(error, "postgres://me@here", "cannot connect").message;
  expect(postgres).toMatch(
    /^postgres:\/\/me@here: cannot connect: self-signed certificate\.\n.*: sslmode=no-verify\.$/,
  );
  const mysql = ofMysql(error, "mysql://me@here", "cannot connect").message;
  expect(mysql).toMatch(/^mysql.*: self-signed certificate\.\n.*: ssl=\{"rejectUnauthorized":false\}\.$/);
});

test("a server without TLS, and an address that asks for it in words of its own", () => {
  const without = new Error("The server does not support SSL connections");
  expect(ofPostgres(without, "here", "cannot connect").message).toMatch(/\nTurn TLS on.*sslmode=disable\.$/);
  const profile = new Error("Unknown SSL profile 'on'");
  expect(ofMysql(profile, "here", "cannot connect").message).toMatch(/\nWrite ssl=\{"rejectUnauthorized":true\}\.$/);
});

test("a TLS mode that there is not is told, not taken for the strictest", async () => {
  const asked = connect("postgres://me:canary@here/shop?sslmode=requre");
  await expect(asked).rejects.toMatchObject({
    issues: [
      {
        path: "postgres://me@here/shop?sslmode=requre",
        message: 'there is no sslmode "requre".',
        hint: "Did you mean require?",
      },
    ],
  });
});
