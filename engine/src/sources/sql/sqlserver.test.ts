import { describe, expect, it } from "vitest";
import { readSqlServer } from "./sqlserver.ts";

const SCRIPT = `
IF OBJECT_ID('dbo.Orders') IS NOT NULL DROP TABLE dbo.Orders
GO
CREATE TYPE [dbo].[Name] FROM nvarchar(50) NOT NULL
GO
SET ANSI_NULLS ON
GO
IF NOT EXISTS (SELECT * FROM sys.objects WHERE name = N'Orders') BEGIN
CREATE TABLE [dbo].[Orders](
  [OrderID] [int] IDENTITY(1,1) NOT FOR REPLICATION NOT NULL,
  [Customer] [dbo].[Name] NULL,
  [Code] [nchar](5) COLLATE Latin1_General_CI_AS NOT NULL,
  [Amount] [money] NOT NULL CONSTRAINT [DF_Amount] DEFAULT ((0)),
  [Tax]  AS (isnull([Amount]*(0.19),(0.0))) PERSISTED NOT NULL,
  [Total] AS [Amount] + [Amount],
  [Note] [nvarchar](max) NULL,
  [Guid] [uniqueidentifier] ROWGUIDCOL NOT NULL DEFAULT (newid()),
  [Flag] [bit] NOT NULL, [Made] [datetime2](7) NOT NULL, [At] datetimeoffset NOT NULL,
  [Ver] [rowversion] NOT NULL, timestamp,
  [Parent] [int] NULL,
  CONSTRAINT [PK_Orders] PRIMARY KEY CLUSTERED ([OrderID] ASC) WITH (PAD_INDEX = OFF, FILLFACTOR = 80) ON [PRIMARY],
  UNIQUE NONCLUSTERED ([Code] ASC),
  INDEX ix ([Flag])
) ON [PRIMARY] TEXTIMAGE_ON [PRIMARY]
END
GO
CREATE TABLE sales.Lines (OrderID int NOT NULL, Line smallint NOT NULL, Price decimal NOT NULL, PRIMARY KEY (OrderID, Line))
ALTER TABLE sales.Lines WITH CHECK ADD CONSTRAINT [FK_Lines] FOREIGN KEY([OrderID])
REFERENCES [dbo].[Orders] ([OrderID]) ON DELETE SET NULL ON UPDATE CASCADE
ALTER TABLE sales.Lines CHECK CONSTRAINT [FK_Lines]
ALTER TABLE [sales].[Lines] WITH NOCHECK ADD CONSTRAINT [CK] CHECK  (([Price]>=(0.00))), CONSTRAINT [DF] DEFAULT ((1)) FOR [Line]
ALTER TABLE sales.Lines ADD Extra varchar(max) NULL, Other date
ALTER TABLE sales.Lines ALTER COLUMN Other datetime NOT NULL
CREATE UNIQUE NONCLUSTERED INDEX [AK] ON sales.Lines (Price ASC) INCLUDE (Line) WHERE ([Price] IS NOT NULL)
GO
INSERT [dbo].[Orders] ([OrderID]) VALUES (1) /* /* nested */ CREATE TABLE no (id int) */
GO
CREATE PROCEDURE p AS BEGIN CREATE TABLE no2 (id int); SELECT 1 END
GO
CREATE OR ALTER TRIGGER x ON Orders AFTER INSERT AS CREATE TABLE no3 (id int)
GO
CREATE TABLE #temp (id int)
GRANT CREATE TABLE TO somebody
ALTER TABLE [dbo].[Orders]  WITH CHECK ADD FOREIGN KEY([Parent]) REFERENCES [dbo].[Orders]
GO 5
`;

describe("readSqlServer", () => {
  it("reads batches of Management Studio", () => {
    const { tables, notes } = readSqlServer(SCRIPT);
    expect(notes).toEqual([]);
    expect(tables.map(({ namespace, name }) => `${namespace ?? ""}.${name}`)).toEqual([".Orders", "sales.Lines"]);
    const [orders, lines] = tables;
    expect(
      orders!.columns.map(
        ({ name, type: { kind, length }, nullable }) => `${name} ${kind} ${length ?? ""}${nullable ? "?" : ""}`,
      ),
    ).toEqual([
      "OrderID integer ",
      "Customer text 50?",
      "Code text 5",
      "Amount decimal ",
      "Tax other ",
      "Total other ?",
      "Note text ?",
      "Guid uuid ",
      "Flag boolean ",
      "Made datetime ",
      "At datetime ",
      "Ver binary 8",
      "timestamp binary 8?",
      "Parent integer ?",
    ]);
    const generated = orders!.columns.flatMap(({ name, generatedAs }) =>
      generatedAs ? [`${name} ${generatedAs.text}`] : [],
    );
    expect(generated).toEqual([
      "Tax isnull([Amount]*(0.19),(0.0))",
      "Total [Amount] + [Amount]",
      "Ver rowversion",
      "timestamp rowversion",
    ]);
    expect(orders!.columns[0]).toMatchObject({ identity: "identity" });
    expect(orders!.columns[3]).toMatchObject({ default: { name: "DF_Amount", tree: { op: "literal", value: 0 } } });
    expect(orders!.unique).toEqual([{ columns: ["Code"], nullsDistinct: false }]);
    expect(orders!.foreignKeys).toEqual([{ columns: ["Parent"], table: "Orders", references: ["OrderID"] }]);
    expect(lines).toMatchObject({
      primaryKey: ["OrderID", "Line"],
      foreignKeys: [{ name: "FK_Lines", columns: ["OrderID"], table: "Orders", references: ["OrderID"] }],
      checks: [{ name: "CK", text: "([Price]>=(0.00))", tree: { op: "binary", operator: ">=" } }],
      unique: [{ name: "AK", columns: ["Price"], nullsDistinct: false, where: { text: "([Price] IS NOT NULL)" } }],
    });
    expect(lines!.columns.map(({ name, type }) => `${name} ${type.kind}`)).toEqual([
      "OrderID integer",
      "Line integer",
      "Price decimal",
      "Extra text",
      "Other datetime",
    ]);
    expect(lines!.columns[1]!.default).toMatchObject({ name: "DF", text: "((1))" });
    expect(lines!.columns[4]!.nullable).toBe(false);
  });
});
