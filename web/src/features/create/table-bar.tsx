import { ActionIcon } from "@mantine/core";
import { IconDots, IconPlus } from "@tabler/icons-react";
import { lazy, Suspense, useState } from "react";
import { freeName } from "../../draft/outline.ts";
import { dropTable } from "../../draft/rename.ts";
import { createTexts as texts } from "../../texts/create.ts";
import { Menu, MenuItem } from "../../ui/menu.tsx";
import { toShortCount } from "../../ui/numbers.ts";
import { Tabs } from "../../ui/tabs.tsx";
import { problemsAt, useBuilder } from "./builder-context.ts";

const TableDialog = lazy(async () => ({ default: (await import("./table-dialog.tsx")).TableDialog }));

/** One tab per table with its rows; a new table, and what can be done with the one on show. */
export function TableBar() {
  const { draft, table, rowsOf, problems, chooseTable, say } = useBuilder();
  const [editing, setEditing] = useState(false);
  const { tables } = draft.outline;
  const add = (): void => {
    const name = freeName(
      "table",
      tables.map((one) => one.name),
    );
    draft.apply([
      { do: "set", at: ["tables", name], value: { rows: 1000, fields: { id: { type: "sequence", key: true } } } },
    ]);
    chooseTable(name);
  };
  const drop = (): void => {
    if (table === undefined) return;
    draft.apply(dropTable(draft.value, table.name));
    chooseTable(tables.find((one) => one !== table)?.name ?? "");
    say(texts.tableDropped(table.name));
  };
  return (
    <div className="table-bar">
      <Tabs
        label={texts.tables}
        panel="table-panel"
        value={table?.name}
        onChoose={chooseTable}
        tabs={tables.map(({ name, hidden }) => {
          const rows = rowsOf(name);
          const faulty = problemsAt(problems, `tables.${name}`).length > 0;
          const note = (
            <>
              <small>{hidden ? texts.hidden : rows === undefined ? "" : toShortCount(rows)}</small>
              {faulty && <span className="sr">{texts.hasIssues}</span>}
            </>
          );
          return { name, faulty, note };
        })}
      />
      <ActionIcon aria-label={texts.addTable} title={texts.addTable} disabled={!draft.readable} onClick={add}>
        <IconPlus size={17} aria-hidden />
      </ActionIcon>
      {table !== undefined && (
        <Menu
          renderTarget={(props) => (
            <ActionIcon aria-label={texts.tableMenu(table.name)} {...props} disabled={!draft.readable}>
              <IconDots size={17} aria-hidden />
            </ActionIcon>
          )}
        >
          <MenuItem onChoose={() => setEditing(true)}>{texts.editTable}</MenuItem>
          <MenuItem disabled={tables.length < 2} onChoose={drop}>
            {texts.dropTable}
          </MenuItem>
        </Menu>
      )}
      {editing && table !== undefined && (
        <Suspense>
          <TableDialog table={table} onClose={() => setEditing(false)} />
        </Suspense>
      )}
    </div>
  );
}
