import { describe, expect, it } from "vitest";
import { SchemaError } from "../../errors.ts";
import type { Catalogue } from "../catalogue.ts";
import { readMysql } from "./mysql.ts";

/** Tables as lines, to compare at a glance. */
function show({ tables }: Catalogue): readonly string[] {
  return tables.map(({ name, columns }) => {
    const each = columns.map(({ name: column, type, nullable, identity }) => {
      const size = type.length ?? type.values?.join("|") ?? type.precision ?? "";
      return `${column} ${type.kind}${size === "" ? "" : `(${size})`}${nullable ? "?" : ""}${identity ? " #" : ""}`;
    });
    return `${name}: ${each.join(", ")}`;
  });
}

function placeOf(text: string): string {
  try {
    readMysql(text);
  } catch (error) {
    if (error instanceof SchemaError) return `${error.issues[0]!.path} ${error.issues[0]!.message}`;
  }
  return "nothing";
}

describe("readMysql", () => {
  it("reads every attribute of a column", () => {
    const catalogue = readMysql(`
      CREATE TABLE IF NOT EXISTS \`shop\`.\`items\` (
        id bigint(20) unsigned NOT NULL AUTO_INCREMENT COMMENT 'it''s, the (key)',
        code char(8) CHARACTER SET ascii COLLATE ascii_bin NOT NULL DEFAULT 'x;y',
        size enum('s','m','it''s') DEFAULT 'm', flags set('a','b') NOT NULL,
        price decimal(10,2) unsigned NOT NULL DEFAULT 0.00 CHECK (price < 1000),
        gross decimal(10,2) GENERATED ALWAYS AS (price * 1.19) STORED,
        is_on tinyint(1) NOT NULL DEFAULT b'1', made timestamp(6) NULL DEFAULT CURRENT_TIMESTAMP(6) ON UPDATE CURRENT_TIMESTAMP(6),
        doc json, place point NOT NULL /*!80003 SRID 4326 */, born year, note text,
        PRIMARY KEY (id) USING BTREE, UNIQUE KEY \`code\` (code,size DESC), KEY k (note(10)), FULLTEXT KEY f (note),
        SPATIAL INDEX s (place), CONSTRAINT positive CHECK (price >= 0 and code <> '')
      ) ENGINE=InnoDB AUTO_INCREMENT=7 DEFAULT CHARSET=utf8mb4 COMMENT='What we; sell';
    `);
    expect(show(catalogue)).toEqual([
      "items: id integer #, code text(8), size enum(s|m|it's)?, flags set(a|b), price decimal(10), gross decimal(10)?, is_on boolean, made datetime?, doc json?, place other, born integer?, note text(65535)?",
    ]);
    const [items] = catalogue.tables;
    expect(items).toMatchObject({ namespace: "shop", primaryKey: ["id"], comment: "What we; sell" });
    expect(items!.unique).toEqual([{ name: "code", columns: ["code", "size"], nullsDistinct: true }]);
    expect(items!.checks.map(({ name, text }) => [name, text])).toEqual([
      [undefined, "price < 1000"],
      ["positive", "price >= 0 and code <> ''"],
    ]);
    const { default: made } = items!.columns[7]!;
    expect(made).toMatchObject({ text: "CURRENT_TIMESTAMP(6)", tree: { op: "call", name: "now" } });
    expect(items!.columns[5]!.generatedAs?.text).toBe("price * 1.19");
    expect(items!.columns[0]!.comment).toBe("it's, the (key)");
    expect(catalogue.notes).toEqual([{ path: "items.place", text: "the type point is not known" }]);
  });

  it("reads a dump: rows, routines, triggers and views are skipped", () => {
    const catalogue = readMysql(`
/*M!999999\\- enable the sandbox mode */
-- MySQL dump 10.13
/*!40101 SET @OLD_CHARACTER_SET_CLIENT=@@CHARACTER_SET_CLIENT */;
DROP TABLE IF EXISTS \`t\`;
CREATE TABLE \`t\` (\`id\` int NOT NULL, \`s\` varchar(9) /*!50606 STORAGE DISK */ DEFAULT NULL);
INSERT INTO \`t\` VALUES (1,'a;\\'); CREATE TABLE no (id int);'),(2,'--');
/*!50001 CREATE TABLE \`v\` (\`id\` tinyint NOT NULL) ENGINE=MyISAM */;
DELIMITER ;;
/*!50003 CREATE*/ /*!50017 DEFINER=\`root\`@\`localhost\`*/ /*!50003 TRIGGER x BEFORE INSERT ON t FOR EACH ROW BEGIN
  CREATE TEMPORARY TABLE no2 (id int); END */;;
DELIMITER ;
CREATE PROCEDURE p() BEGIN IF 1 THEN CREATE TABLE no3 (id int); END IF; SELECT CASE 1 WHEN 1 THEN 2 END; END;
/*!50001 DROP TABLE IF EXISTS \`v\`*/;
/*!50001 CREATE ALGORITHM=UNDEFINED */ /*!50013 DEFINER=\`a\`@\`b\` SQL SECURITY DEFINER */ /*!50001 VIEW \`v\` AS select 1 */;
ALTER TABLE \`t\` ADD PRIMARY KEY (\`id\`), ADD UNIQUE KEY \`u\` (\`s\`);
ALTER TABLE \`t\` MODIFY \`id\` int NOT NULL AUTO_INCREMENT, AUTO_INCREMENT=3;
CREATE TABLE t2 LIKE t;
ALTER TABLE t2 ADD COLUMN t_id INT AFTER s, ADD CONSTRAINT f FOREIGN KEY (t_id) REFERENCES t (id) ON DELETE SET NULL ON UPDATE CASCADE, DROP COLUMN s;
    `);
    expect(show(catalogue)).toEqual(["t: id integer #, s text(9)?", "t2: id integer #, t_id integer?"]);
    expect(catalogue.tables[0]).toMatchObject({ primaryKey: ["id"], unique: [{ name: "u", columns: ["s"] }] });
    expect(catalogue.tables[1]!.foreignKeys).toEqual([
      { name: "f", columns: ["t_id"], table: "t", references: ["id"] },
    ]);
  });

  it("knows MariaDB's JSON, and texts whose beginnings are unique", () => {
    const [table] = readMysql(
      "CREATE TABLE t (d longtext CHECK (json_valid(`d`)), n varchar(90), UNIQUE (n(10)));",
    ).tables;
    expect(table!.checks).toEqual([]);
    expect(table!.columns.map(({ type: { kind, length } }) => [kind, length])).toEqual([
      ["json", undefined],
      ["text", 10],
    ]);
    expect(table!.unique).toMatchObject([{ columns: ["n"] }]);
  });

  it("leaves what a trigger fills to the trigger, unless others refer to it", () => {
    const { tables, notes } = readMysql(`
      CREATE TABLE a (id INT PRIMARY KEY); CREATE TABLE log (id INT); CREATE TABLE kept (id INT PRIMARY KEY);
      CREATE TABLE b (kept_id INT, FOREIGN KEY (kept_id) REFERENCES kept (id));
      DELIMITER ;;
      CREATE TRIGGER t AFTER INSERT ON a FOR EACH ROW BEGIN INSERT INTO log VALUES (new.id); INSERT INTO kept VALUES (1); END;;
      CREATE TRIGGER u AFTER UPDATE ON a FOR EACH ROW INSERT INTO b VALUES (1);;
      DELIMITER ;
    `);
    expect(tables.map(({ name }) => name)).toEqual(["a", "kept", "b"]);
    expect(notes.map(({ path }) => path)).toEqual(["log"]);
  });

  it("says line and column of what is broken", () => {
    expect(placeOf("CREATE TABLE t (\n  id int,\n  , b int);")).toMatch(/^3:3 t: expected a column/);
    expect(placeOf("CREATE TABLE t (\n  id int,\n  b);")).toMatch(/^3:4 t.b: expected the type/);
    expect(placeOf("CREATE TABLE t (id int")).toMatch(/^1:16 a parenthesis opens here/);
    expect(placeOf("CREATE TABLE t (id varchar(10) DEFAULT 'x);\n")).toMatch(/^1:40 a text begins here/);
    expect(placeOf("SELECT 1; /* and so on")).toMatch(/^1:11 a comment begins here/);
    expect(placeOf("CREATE TABLE (id int)")).toMatch(/^1:14 expected the name of a table/);
    expect(placeOf("CREATE TABLE t (id int = 5)")).toMatch(/^1:24 t.id: expected an attribute/);
  });

  it("reads ten megabytes of rows or of garbage in seconds", () => {
    const rows = `INSERT INTO t VALUES ${"(1,'it''s',NULL,0x1F),".repeat(500_000)}(1);`;
    const before = process.threadCpuUsage();
    expect(readMysql(`CREATE TABLE t (id int);${rows}`).tables).toHaveLength(1);
    for (const piece of ["(", ")", "CREATE TABLE ", "a ", "/*!", "*/", "#\n", "`a`.", "((a", "CREATE "]) {
      expect(() => placeOf(piece.repeat(300_000))).not.toThrow();
    }
    expect(process.threadCpuUsage(before).user / 1e6).toBeLessThan(30);
  });
});
