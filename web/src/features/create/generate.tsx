import { Button, Menu, Tooltip } from "@mantine/core";
import { useHotkeys } from "@mantine/hooks";
import {
  IconBrandTypescript,
  IconChevronDown,
  IconDeviceFloppy,
  IconFileCode,
  IconFileSpreadsheet,
  IconPlayerPlayFilled,
  IconShare,
  IconTerminal2,
  IconWorldUpload,
} from "@tabler/icons-react";
import { useNavigate } from "@tanstack/react-router";
import { useState } from "react";
import { ApiError } from "../../api/http.ts";
import { createJob } from "../../api/jobs.ts";
import { changeTemplate, createTemplate } from "../../api/library.ts";
import { MOST_SHARED, toFragment } from "../../draft/share.ts";
import type { Ready } from "../../preview/protocol.ts";
import { createTexts as texts } from "../../texts/create.ts";
import { toCount } from "../../ui/numbers.ts";
import { useBuilder } from "./builder-context.ts";
import { toCli, toCurl, toFileName, toOrder, toTypeScript, type LineParts } from "./copy-lines.ts";
import { saveFile } from "./save-file.ts";

interface Props {
  readonly ready: Ready | undefined;
  readonly format: string;
  /** Whether the text is still that of its template. */
  readonly pristine: boolean;
  /** Why nothing can be generated; empty if it can. */
  readonly blocked: string;
  readonly onBlocked: () => void;
}

const MOST_ROWS = 10_000;
const FILES = [
  { name: "csv", label: "CSV" },
  { name: "json", label: "JSON" },
  { name: "jsonl", label: "JSON Lines" },
  { name: "parquet", label: "Parquet" },
];
const isMac = /mac|iphone|ipad/i.test(navigator.userAgent);

/** The one thing to do here, and beside it all that one can take home without it. */
export function Generate({ ready, format, pristine, blocked, onBlocked }: Props) {
  const { draft, engine, table, say } = useBuilder();
  const navigate = useNavigate();
  const [busy, setBusy] = useState(false);
  const can = ready !== undefined && blocked === "" && !busy;
  const name = ready?.name ?? (draft.outline.name || "schema");

  const parts: LineParts = {
    text: draft.text,
    name,
    template: pristine ? draft.template : "",
    now: ready?.now,
    format,
    origin: location.origin,
  };
  const fail = (error: unknown): void => {
    if (error instanceof ApiError) say([error.message, error.hint].filter((part) => part !== undefined).join(" "));
    else say(error instanceof Error ? error.message : String(error));
  };
  const generate = async (): Promise<void> => {
    if (blocked !== "") return onBlocked();
    if (!can) return;
    setBusy(true);
    try {
      const job = await createJob(toOrder(parts));
      await navigate({ to: `/jobs/${job.id}` });
    } catch (error) {
      fail(error);
    } finally {
      setBusy(false);
    }
  };
  useHotkeys([["mod+Enter", () => void generate()]], []);

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
    const found = ready?.tables.find((one) => one.name === table?.name);
    if (ready === undefined || found === undefined) return;
    try {
      const file = await engine.call("encode", {
        plan: ready.plan,
        table: found.name,
        from: 0,
        to: Math.min(MOST_ROWS, found.rows),
        format: type,
      });
      const fileName = `${toFileName(`${name}-${found.name}`)}${file.extension}`;
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
  const delivered = ready?.tables.find((one) => one.name === table?.name);
  return (
    <div className="generate">
      <Tooltip label={blocked} disabled={blocked === ""} openDelay={0}>
        <Button
          leftSection={<IconPlayerPlayFilled size={13} aria-hidden />}
          aria-disabled={!can}
          {...(can ? {} : { "data-disabled": true })}
          loading={busy}
          onClick={() => void generate()}
        >
          {texts.generate} <kbd>{isMac ? "⌘↵" : "Ctrl ↵"}</kbd>
        </Button>
      </Tooltip>
      <Menu width={290}>
        <Menu.Target>
          <Button className="generate-more" aria-label={texts.takeHome}>
            <IconChevronDown size={16} aria-hidden />
          </Button>
        </Menu.Target>
        <Menu.Dropdown aria-label={texts.takeHome}>
          <Menu.Label>{texts.copyAs}</Menu.Label>
          <Menu.Item
            leftSection={<IconTerminal2 {...icon} />}
            disabled={!can}
            onClick={() => void copy(toCli(parts), texts.copiedCli)}
          >
            {texts.asCli}
          </Menu.Item>
          <Menu.Item
            leftSection={<IconWorldUpload {...icon} />}
            disabled={!can}
            onClick={() => void copy(toCurl(parts), texts.copiedCurl)}
          >
            {texts.asCurl}
          </Menu.Item>
          <Menu.Item
            leftSection={<IconBrandTypescript {...icon} />}
            disabled={!can || delivered === undefined}
            onClick={() => void copy(toTypeScript(parts, delivered!.name), texts.copiedTs)}
          >
            {texts.asTs}
          </Menu.Item>
          <Menu.Divider />
          <Menu.Item leftSection={<IconShare {...icon} />} onClick={() => void share()}>
            {texts.share}
          </Menu.Item>
          <Menu.Item leftSection={<IconDeviceFloppy {...icon} />} disabled={!can} onClick={() => void keep()}>
            {draft.saved === undefined ? texts.saveTemplate : texts.saveVersion(draft.saved.version + 1)}
          </Menu.Item>
          <Menu.Item leftSection={<IconFileCode {...icon} />} onClick={downloadYaml}>
            {texts.downloadYaml}
          </Menu.Item>
          {delivered !== undefined && delivered.rows > 0 && (
            <>
              <Menu.Divider />
              <Menu.Label>{texts.firstRows(toCount(Math.min(MOST_ROWS, delivered.rows)), delivered.name)}</Menu.Label>
              {FILES.map(({ name: type, label }) => (
                <Menu.Item
                  key={type}
                  leftSection={<IconFileSpreadsheet {...icon} />}
                  onClick={() => void download(type)}
                >
                  {texts.downloadAs(label)}
                </Menu.Item>
              ))}
            </>
          )}
        </Menu.Dropdown>
      </Menu>
    </div>
  );
}
