import { describe, expect, it } from "vitest";
import { readRows } from "./rows.ts";

const read = (text: string, dialect: Parameters<typeof readRows>[1]) =>
  [...readRows(text, dialect)].map(({ table, columns, cells }) => [
    [table.namespace, table.name].filter(Boolean).join("."),
    columns?.join(" ") ?? "",
    ...cells,
  ]);

describe("rows of a script", () => {
  it.each([
    [
      "mysql",
      "INSERT INTO `a` (`x`,`y`) VALUES (1,'it''s'),(-2.5,NULL);",
      [
        ["a", "x y", "1", "it's"],
        ["a", "x y", "-2.5", null],
      ],
    ],
    [
      "mysql",
      "REPLACE INTO a VALUES (_utf8mb4 'x\\'y', _binary 'ab', 0xFF, true);",
      [["a", "", "x'y", undefined, undefined, "true"]],
    ],
    [
      "mysql",
      "INSERT IGNORE INTO shop.a VALUES ('a', now()) ON DUPLICATE KEY UPDATE x = 1;",
      [["shop.a", "", "a", undefined]],
    ],
    ["sqlite", "INSERT INTO \"a b\" VALUES(1,replace('x\\ny','\\n',char(10)));", [["a b", "", "1", "x\\ny"]]],
    [
      "sqlserver",
      "INSERT [dbo].[A] ([Id], [At]) VALUES (1, CAST(N'2020-01-02T03:04:05.000' AS DateTime2))\nGO",
      [["dbo.A", "Id At", "1", "2020-01-02T03:04:05.000"]],
    ],
    [
      "sqlserver",
      "INSERT INTO A VALUES (N'x', CAST(0x0000A5E000C5C100 AS DateTime), CONVERT(datetime, '19990101', 112))",
      [["A", "", "x", "2016-04-06T12:00:00", "19990101"]],
    ],
    [
      "postgres",
      "INSERT INTO public.a VALUES (1, E'a\\nb', '2020-01-01'::date, $$x'y$$, DEFAULT, ARRAY[1,2]);",
      [["public.a", "", "1", "a\nb", "2020-01-01", "x'y", undefined, undefined]],
    ],
    ["postgres", "INSERT INTO a (x) OVERRIDING SYSTEM VALUE VALUES (DATE '2020-01-01');", [["a", "x", "2020-01-01"]]],
    [
      "postgres",
      "\\connect it's\nCOPY public.a (x, y) FROM stdin;\n1\tit's\\ttab\n2\t\\N\n\\.\nINSERT INTO b VALUES (1);",
      [
        ["public.a", "x y", "1", "it's\ttab"],
        ["public.a", "x y", "2", null],
        ["b", "", "1"],
      ],
    ],
  ] as const)("of %s are read: %s", (dialect, text, rows) => {
    expect(read(text, dialect)).toEqual(rows);
  });

  it("are those of statements alone, not of triggers, procedures, queries and functions", () => {
    expect(
      read("CREATE TRIGGER t AFTER INSERT ON a FOR EACH ROW INSERT INTO b VALUES (new.id, 'x');", "mysql"),
    ).toEqual([]);
    expect(read("CREATE PROCEDURE p @x int AS INSERT INTO b (x, y) VALUES (@x, 'y')", "sqlserver")).toEqual([]);
    expect(read("INSERT INTO b SELECT 1, 'x'; SELECT REPLACE('a', 'b', 'c');", "mysql")).toEqual([]);
    expect(
      read("CREATE FUNCTION f() RETURNS void AS $$ INSERT INTO b VALUES (1); $$ LANGUAGE sql;", "postgres"),
    ).toEqual([]);
  });

  it("are not read where the number of cells is another than that of the names", () => {
    expect(read("INSERT INTO a (x, y) VALUES (1), (2, 3);", "mysql")).toEqual([["a", "x y", "2", "3"]]);
  });
});
