import { describe, expect, it } from "vitest";
import { SchemaError } from "../errors.ts";
import { readPrisma } from "./prisma.ts";
import { toSchema } from "./to-schema.ts";

const SCHEMA = `
datasource db { 
  provider = "postgresql"
  url      = env("DATABASE_URL")
}
enum Role {
  USER  @map("user")
  ADMIN
}
/// Somebody
model User {
  id     String  @id @default(uuid())
  email  String  @unique @db.VarChar(200) // of work
  role   Role    @default(USER)
  tags   String[]
  bossId String? @map("boss_id")
  boss   User?   @relation("boss", fields: [bossId], references: [id], map: "boss_fk")
  staff  User[]  @relation("boss")
  posts  Post[]
  likes  Post[]  @relation("likes")
  at     DateTime @default(now()) @db.Timestamptz(6)
  place  Unsupported("point")?
  data   Json?
  @@map("users")
  @@unique([email, role(sort: Desc)], map: "who")
  @@index([email])
}
model Post {
  id       Int     @id @default(autoincrement())
  authorId String  @map("author_id")
  author   User    @relation(fields: [authorId], references: [id], onDelete: Cascade)
  likedBy  User[]  @relation("likes")
  tags     Tag[]
  price    Decimal @db.Decimal(10, 2) @default(1.5)
  size     Int     @db.SmallInt
  parts    Part[]
}
model Tag {
  name  String @id @db.Char(3)
  posts Post[]
}
model Part {
  postId Int
  no     BigInt
  post   Post @relation(fields: [postId], references: [id])
  notes  PartNote[]
  @@id([postId, no])
}
model PartNote {
  id     Int @id
  postId Int
  partNo BigInt
  part   Part @relation(fields: [postId, partNo], references: [postId, no])
}
`;

describe("readPrisma", () => {
  it("reads models, enums, keys and every kind of relation", async () => {
    const { tables, notes } = await readPrisma(SCHEMA);
    expect(notes).toEqual([{ path: "users.place", text: "the type Unsupported is not known" }]);
    expect(
      tables.map(
        ({ name, columns }) =>
          `${name}: ${columns.map((c) => `${c.name} ${c.type.kind}${c.nullable ? "?" : ""}`).join(", ")}`,
      ),
    ).toEqual([
      "users: id uuid, email text, role enum, tags array, boss_id text?, at datetime, place other?, data json?",
      "Post: id integer, author_id text, price decimal, size integer",
      "Tag: name text",
      "Part: postId integer, no integer",
      "PartNote: id integer, postId integer, partNo integer",
      "_likes: A integer, B uuid",
      "_PostToTag: A integer, B text",
    ]);
    const [users, post, , part, note, likes] = tables;
    expect(users!.columns[2]).toMatchObject({ type: { values: ["user", "ADMIN"] }, default: { text: "USER" } });
    expect(users!.unique).toEqual([
      { columns: ["email"], nullsDistinct: true },
      { name: "who", columns: ["email", "role"], nullsDistinct: true },
    ]);
    expect(users!.foreignKeys).toEqual([{ name: "boss_fk", columns: ["boss_id"], table: "users", references: ["id"] }]);
    expect(post!.foreignKeys).toEqual([{ columns: ["author_id"], table: "users", references: ["id"] }]);
    expect(post!.columns[2]).toMatchObject({ type: { precision: 10, scale: 2 }, default: { tree: { value: 1.5 } } });
    expect(part!.primaryKey).toEqual(["postId", "no"]);
    expect(note!.foreignKeys).toEqual([{ columns: ["postId", "partNo"], table: "Part", references: ["postId", "no"] }]);
    expect(likes).toMatchObject({
      primaryKey: ["A", "B"],
      foreignKeys: [
        { columns: ["A"], table: "Post", references: ["id"] },
        { columns: ["B"], table: "users", references: ["id"] },
      ],
    });
  });

  it("has moments of a flag's name only where the flag is true", async () => {
    const model = "model Post {\n  id Int @id\n  published Boolean\n  publishedAt DateTime?\n  seenAt DateTime?\n}\n";
    const { document } = toSchema(await readPrisma(model));
    const { publishedAt, seenAt } = (document["tables"] as { Post: { fields: Record<string, object> } }).Post.fields;
    expect(publishedAt).toMatchObject({ when: "published" });
    expect(publishedAt).not.toHaveProperty("null");
    expect(seenAt).toHaveProperty("null");
  });

  it.each([
    ["model X {\n  id Int @id(\n}\n", /^2:14 expected '\)'; found the end of the line/],
    ["hello world", /^\d+:\d+ /],
    ["model X {", /^\d+:\d+ /],
    ["x".repeat(2_000_001), /^ expected at most/],
  ])("says where it is broken: %#", async (text, place) => {
    const error: unknown = await readPrisma(text).catch((thrown: unknown) => thrown);
    expect(error).toBeInstanceOf(SchemaError);
    const [issue] = (error as SchemaError).issues;
    expect(`${issue!.path} ${issue!.message}`).toMatch(place);
  });
});
