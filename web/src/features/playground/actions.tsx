import { Button, Menu } from "@mantine/core";
import {
  IconCheck,
  IconChevronDown,
  IconDownload,
  IconFileCode,
  IconFileSpreadsheet,
  IconTerminal2,
} from "@tabler/icons-react";
import { useState } from "react";
import { saveFile, toCommand, toFileName } from "./command.ts";
import type { Engine } from "../../preview/engine.ts";
import { toCount } from "../../ui/numbers.ts";
import type { Ready } from "../../preview/protocol.ts";
import { previewTexts as texts } from "../../texts/preview.ts";

const MOST_ROWS = 10_000;
const FORMATS = [
  { name: "csv", label: "CSV" },
  { name: "json", label: "JSON" },
  { name: "jsonl", label: "JSON Lines" },
  { name: "parquet", label: "Parquet" },
];

interface Props {
  readonly engine: Engine;
  readonly ready: Ready | undefined;
  /** Whether the document as it stands is without issues. */
  readonly sound: boolean;
  /** The table on show. */
  readonly table: string;
  readonly formats: readonly string[];
  readonly template: string;
  readonly text: string;
  readonly changed: boolean;
  /** Tells what was done, or why not. */
  readonly onSay: (text: string) => void;
}

/** What to take away: the command that makes it all, or the first rows as a file made in the browser. */
export function Actions({ engine, ready, sound, table, formats, template, text, changed, onSay }: Props) {
  const [copied, setCopied] = useState(false);
  const found = ready?.tables.find(({ name }) => name === table);
  const rows = Math.min(MOST_ROWS, found?.rows ?? 0);

  const copy = async (): Promise<void> => {
    if (ready === undefined) return;
    const { command, file } = toCommand({ template, name: ready.name, changed, now: ready.now });
    try {
      await navigator.clipboard.writeText(command);
      setCopied(true);
      setTimeout(() => setCopied(false), 1600);
      onSay(file === undefined ? texts.copied : texts.copiedSaveFirst(file));
    } catch {
      onSay(`${texts.copyFailed} ${command}`);
    }
  };
  const download = async (format: string): Promise<void> => {
    if (ready === undefined) return;
    try {
      const file = await engine.call("encode", { plan: ready.plan, table, from: 0, to: rows, format });
      const name = `${toFileName(`${ready.name}-${table}`)}${file.extension}`;
      saveFile(name, file.mediaType, file.bytes);
      onSay(texts.downloaded(name));
    } catch (error) {
      onSay(texts.downloadFailed(error instanceof Error ? error.message : String(error)));
    }
  };
  const downloadSchema = (): void => {
    const name = `${toFileName(ready?.name ?? template)}.yaml`;
    saveFile(name, "application/yaml", text);
    onSay(texts.downloaded(name));
  };

  const icon = copied ? <IconCheck size={16} aria-hidden /> : <IconTerminal2 size={16} aria-hidden />;
  return (
    <div className="actions">
      <Button variant="default" leftSection={icon} disabled={ready === undefined || !sound} onClick={() => void copy()}>
        {texts.copyCommand}
      </Button>
      <Menu>
        <Menu.Target>
          <Button
            leftSection={<IconDownload size={16} aria-hidden />}
            rightSection={<IconChevronDown size={15} aria-hidden />}
            disabled={ready === undefined}
          >
            {texts.download}
          </Button>
        </Menu.Target>
        <Menu.Dropdown aria-label={texts.download}>
          <Menu.Label>{texts.downloadTitle(toCount(rows), table)}</Menu.Label>
          {FORMATS.filter(({ name }) => formats.includes(name)).map(({ name, label }) => (
            <Menu.Item
              key={name}
              leftSection={<IconFileSpreadsheet size={16} aria-hidden />}
              onClick={() => void download(name)}
            >
              {texts.downloadAs(label)}
            </Menu.Item>
          ))}
          <Menu.Divider />
          <Menu.Item leftSection={<IconFileCode size={16} aria-hidden />} onClick={downloadSchema}>
            {texts.downloadSchema}
          </Menu.Item>
        </Menu.Dropdown>
      </Menu>
    </div>
  );
}
