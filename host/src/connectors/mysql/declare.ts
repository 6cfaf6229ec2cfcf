import type { ColumnHeader } from "@semblance/engine";
import type { Declaring } from "../create.ts";

export const quote = (name: string): string => `\`${name.replaceAll("`", "``")}\``;

const KEY_LENGTH = 191; // characters of utf8mb4 that fit into any index
const WORD_MOST = 255;

function text({ dictionary }: ColumnHeader, isKey: boolean): string {
  const longest = dictionary?.words.reduce((most, word) => Math.max(most, [...word].length), 1);
  if (isKey) return `varchar(${Math.max(KEY_LENGTH, longest ?? 0)})`;
  return longest !== undefined && longest <= WORD_MOST ? `varchar(${WORD_MOST})` : "longtext";
}

function type(column: ColumnHeader, isKey: boolean): string {
  const { kind, scale, millis } = column;
  switch (kind) {
    case "integer":
      return "bigint";
    case "decimal":
      return `decimal(18, ${scale})`; // 2^53 units have 16 digits
    case "float":
      return "double";
    case "datetime":
      return `datetime(${millis ? 3 : 0})`;
    case "time":
      return `time(${millis ? 3 : 0})`;
    case "duration":
      return "varchar(40)";
    case "text":
      return text(column, isKey);
    case "uuid":
      return "char(36)";
    default:
      return kind; // boolean, date, json
  }
}

/** How MySQL and MariaDB declare tables. */
export const declaring: Declaring = { quote, type, keysInside: false, suffix: " CHARACTER SET utf8mb4 ENGINE=InnoDB" };
