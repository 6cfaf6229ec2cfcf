/** Whose SQL a text is. */
export type Dialect = "postgres" | "mysql" | "sqlserver" | "sqlite";

export const DIALECTS: readonly Dialect[] = ["postgres", "mysql", "sqlserver", "sqlite"];

const MOST_CHARACTERS = 200_000; // a dump says whose it is long before

/** What only one dialect says, with how much it tells. */
const SIGNS: Readonly<Record<Dialect, readonly (readonly [RegExp, number])[]>> = {
  postgres: [
    [/\bPostgreSQL database dump\b/, 20],
    [/\b(?:big|small)?serial\b/i, 4],
    [/^COPY\s.+\sFROM\s+stdin;/im, 10],
    [/::\s*[a-z]/i, 4],
    [/\b(?:timestamptz|jsonb|bytea|citext|tsvector|inet|character varying)\b/i, 4],
    [/\bwith(?:out)? time zone\b/i, 4],
    [/\bnextval\s*\(/i, 5],
    [/\bCREATE\s+(?:DOMAIN|EXTENSION|SEQUENCE)\b/i, 4],
    [/\bCREATE\s+TYPE\s+\S+\s+AS\s+ENUM\b/i, 8],
    [/\bOWNER\s+TO\b/i, 5],
    [/\bALTER\s+TABLE\s+ONLY\b/i, 8],
    [/\$(?:body|function|_|)\$/i, 3],
    [/\bLANGUAGE\s+(?:plpgsql|'?sql'?)\b/i, 2],
    [/\b(?:gen_random_uuid|uuid_generate_v4)\s*\(/i, 5],
    [/\[\]/, 1],
    [/^\\(?:connect|c|restrict|i)\b/m, 5],
    [/\bCOMMENT\s+ON\s+(?:TABLE|COLUMN)\b/i, 4],
  ],
  mysql: [
    [/\b(?:MySQL|MariaDB) dump\b/, 20],
    [/\bAUTO_INCREMENT\b/i, 8],
    [/\bENGINE\s*=\s*\w+/i, 8],
    [/`[^`\n]+`/, 6],
    [/^DELIMITER\s/im, 6],
    [/\/\*!\d{5}/, 8],
    [/\bUNSIGNED\b/i, 4],
    [/\b(?:DEFAULT\s+)?(?:CHARSET|CHARACTER\s+SET)\s*=?\s*(?:utf8|latin1)/i, 5],
    [/\b(?:tiny|medium|long)(?:text|blob|int)\b/i, 3],
    [/\bON\s+UPDATE\s+CURRENT_TIMESTAMP\b/i, 5],
    [/\bENUM\s*\(\s*'/i, 3],
    [/^\s*(?:UNIQUE\s+|FULLTEXT\s+)?KEY\s+\S+\s*\(/im, 4],
  ],
  sqlserver: [
    [/^\s*GO\s*;?\s*$/im, 8],
    [/\[dbo\]|\bdbo\./i, 8],
    [/\bIDENTITY\s*(?:\(|\b)/, 4],
    [/\[\w+\]\s*\[?\w+\]?/, 2],
    [/\bn(?:varchar|char|text)\b/i, 2],
    [/\bN'/, 1],
    [/\b(?:uniqueidentifier|datetime2|datetimeoffset|smallmoney|money|bit)\b/i, 2],
    [/\b(?:NON)?CLUSTERED\b/i, 6],
    [/\b(?:getdate|newid|sysdatetime|sysutcdatetime)\s*\(/i, 6],
    [/\bvarchar\s*\(\s*max\s*\)/i, 6],
    [/\bWITH\s+(?:NO)?CHECK\s+ADD\b/i, 8],
    [/\bSET\s+(?:ANSI_NULLS|QUOTED_IDENTIFIER)\b/i, 8],
  ],
  sqlite: [
    [/\bAUTOINCREMENT\b/i, 10],
    [/^\s*PRAGMA\s/im, 10],
    [/\bWITHOUT\s+ROWID\b/i, 8],
    [/\)\s*STRICT\s*;/i, 8],
    [/\bsqlite_\w+/i, 6],
    [/\bINTEGER\s+(?:NOT\s+NULL\s+)?PRIMARY\s+KEY\b/i, 2],
    [/\b(?:strftime|julianday|datetime)\s*\(\s*'/i, 4],
    [/\bsqlite\b/i, 3],
    [/\]\s+INTEGER\b/i, 4], // SQL Server's scripts write INT
    [/\bCOLLATE\s+NOCASE\b/i, 4],
    [/\bON\s+CONFLICT\s+(?:IGNORE|REPLACE|ABORT|FAIL|ROLLBACK)\b/i, 4],
  ],
};

/** The dialect that a text of SQL looks most like, and whether anything in it said so; PostgreSQL, nearest to the standard, where nothing did. */
export function guessDialect(text: string): { readonly dialect: Dialect; readonly isSure: boolean } {
  // What texts say is no sign: a track called "Money" is no type of SQL Server.
  const head = text.slice(0, MOST_CHARACTERS).replaceAll(/'(?:[^'\\\n]|''|\\.)*'/g, "''");
  const points = DIALECTS.map((dialect) => ({
    dialect,
    score: SIGNS[dialect].reduce((sum, [sign, weight]) => sum + (sign.test(head) ? weight : 0), 0),
  }));
  const best = points.reduce((a, b) => (b.score > a.score ? b : a));
  return { dialect: best.dialect, isSure: best.score > 0 };
}
