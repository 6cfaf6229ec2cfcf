import {
  IconBrandTypescript,
  IconDeviceFloppy,
  IconFileCode,
  IconFileSpreadsheet,
  IconShare,
  IconTerminal2,
  IconWorldUpload,
} from "@tabler/icons-react";
import { changeTemplate, createTemplate } from "../../api/library.ts";
import { MOST_SHARED, toFragment } from "../../draft/share.ts";
import type { Ready } from "../../preview/protocol.ts";
import { createTexts as texts } from "../../texts/create.ts";
import { MenuItem, MenuLabel, MenuLine } from "../../ui/menu.tsx";
import { toCount } from "../../ui/numbers.ts";
import { saveFile, toFileName } from "../../ui/save-file.ts";
import { useBuilder } from "./builder-context.ts";
import { toCli, toCurl, toTypeScript } from "./copy-lines.ts";
import type { LineParts } from "./order.ts";

interface Props {
  readonly ready: Ready | undefined;
  readonly parts: LineParts;
  /** Whether there is something to generate. */
  readonly can: boolean;
  readonly onFail: (error: unknown) => void;
}

const MOST_ROWS = 10_000;
const FILES = [
  { name: "csv", label: "CSV" },
  { name: "json", label: "JSON" },
  { name: "jsonl", label: "JSON Lines" },
  { name: "parquet", label: "Parquet" },
];

/** All that one can take home without a job: lines to copy, a link, a template, files of the first rows. */
export function TakeHome({ ready, parts, can, onFail: fail }: Props) {
  const { draft, engine, table, say } = useBuilder();
  const { name } = parts;
  const delivered = ready?.tables.find((one) => one.name === table?.name);

  const copy = async (text: string, said: string): Promise<void> => {
    try {
      await navigator.clipboard.writeText(text);
      say(said);
    } catch {
      say(texts.copyFailed);
    }
  };
  const share = async (): Promise<void> => {
    const fragment = await toFragment(draft.text);
    if (fragment === undefined) say(texts.shareTooLong(toCount(MOST_SHARED)));
    else await copy(`${location.origin}/new${fragment}`, texts.shared);
  };
  const keep = async (): Promise<void> => {
    const order = { name, summary: draft.words.slice(0, 300), text: draft.text, examples: {}, note: "" };
    try {
      const made =
        draft.saved === undefined ? await createTemplate(order) : await changeTemplate(draft.saved.id, order);
      draft.setSaved({ id: made.id, version: made.version });
      say(texts.templateSaved(made.name, made.version));
    } catch (error) {
      fail(error);
    }
  };
  const download = async (type: string): Promise<void> => {
    if (ready === undefined || delivered === undefined) return;
    try {
      const file = await engine.call("encode", {
        plan: ready.plan,
        table: delivered.name,
        from: 0,
        to: Math.min(MOST_ROWS, delivered.rows),
        format: type,
      });
      const fileName = `${toFileName(`${name}-${delivered.name}`)}${file.extension}`;
      saveFile(fileName, file.mediaType, file.bytes);
      say(texts.downloaded(fileName));
    } catch (error) {
      fail(error);
    }
  };
  const downloadYaml = (): void => {
    const fileName = `${toFileName(name)}.yaml`;
    saveFile(fileName, "application/yaml", draft.text);
    say(texts.downloaded(fileName));
  };
  const icon = { size: 16, "aria-hidden": true } as const;
  return (
    <>
      <MenuLabel>{texts.copyAs}</MenuLabel>
      <MenuItem
        icon={<IconTerminal2 {...icon} />}
        disabled={!can}
        onChoose={() => void copy(toCli(parts), texts.copiedCli)}
      >
        {texts.asCli}
      </MenuItem>
      <MenuItem
        icon={<IconWorldUpload {...icon} />}
        disabled={!can}
        onChoose={() => void copy(toCurl(parts), texts.copiedCurl)}
      >
        {texts.asCurl}
      </MenuItem>
      <MenuItem
        icon={<IconBrandTypescript {...icon} />}
        disabled={!can || delivered === undefined}
        onChoose={() => void copy(toTypeScript(parts, delivered!.name), texts.copiedTs)}
      >
        {texts.asTs}
      </MenuItem>
      <MenuLine />
      <MenuItem icon={<IconShare {...icon} />} onChoose={() => void share()}>
        {texts.share}
      </MenuItem>
      <MenuItem icon={<IconDeviceFloppy {...icon} />} disabled={!can} onChoose={() => void keep()}>
        {draft.saved === undefined ? texts.saveTemplate : texts.saveVersion(draft.saved.version + 1)}
      </MenuItem>
      <MenuItem icon={<IconFileCode {...icon} />} onChoose={downloadYaml}>
        {texts.downloadYaml}
      </MenuItem>
      {delivered !== undefined && delivered.rows > 0 && (
        <>
          <MenuLine />
          <MenuLabel>{texts.firstRows(toCount(Math.min(MOST_ROWS, delivered.rows)), delivered.name)}</MenuLabel>
          {FILES.map(({ name: type, label }) => (
            <MenuItem key={type} icon={<IconFileSpreadsheet {...icon} />} onChoose={() => void download(type)}>
              {texts.downloadAs(label)}
            </MenuItem>
          ))}
        </>
      )}
    </>
  );
}
