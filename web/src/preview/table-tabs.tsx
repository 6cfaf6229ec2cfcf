import { Tabs } from "../ui/tabs.tsx";
import { toShortCount } from "../ui/numbers.ts";
import type { TableInfo } from "./protocol.ts";
import { previewTexts as texts } from "../texts/preview.ts";

interface Props {
  readonly tables: readonly Pick<TableInfo, "name" | "rows">[];
  readonly value: string;
  readonly onChoose: (table: string) => void;
}

/** One tab per table, with its rows. */
export function TableTabs({ tables, value, onChoose }: Props) {
  return (
    <Tabs
      label={texts.tables}
      panel="table-panel"
      value={value}
      onChoose={onChoose}
      tabs={tables.map(({ name, rows }) => ({ name, note: <small>{toShortCount(rows)}</small> }))}
    />
  );
}
