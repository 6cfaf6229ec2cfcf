import { Tabs } from "@mantine/core";
import { toShortCount } from "../ui/numbers.ts";
import type { TableInfo } from "./protocol.ts";
import { previewTexts as texts } from "../texts/preview.ts";

interface Props {
  readonly tables: readonly TableInfo[];
  readonly value: string;
  readonly onChoose: (table: string) => void;
}

/** One tab per table, with its rows. */
export function TableTabs({ tables, value, onChoose }: Props) {
  return (
    <Tabs className="tables" value={value} onChange={(name) => name !== null && onChoose(name)}>
      <Tabs.List aria-label={texts.tables}>
        {tables.map(({ name, rows }) => (
          <Tabs.Tab key={name} value={name} id={`tab-${name}`} aria-controls="table-panel">
            {name} <small>{toShortCount(rows)}</small>
          </Tabs.Tab>
        ))}
      </Tabs.List>
    </Tabs>
  );
}
