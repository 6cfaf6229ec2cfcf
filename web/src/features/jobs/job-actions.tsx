import { ActionIcon, Button } from "@mantine/core";
import { useHotkeys } from "@mantine/hooks";
import {
  IconCertificate,
  IconCloudUpload,
  IconCopy,
  IconDatabaseImport,
  IconDots,
  IconDownload,
  IconFileCode,
  IconFileExport,
  IconPlayerPauseFilled,
  IconPlayerPlayFilled,
  IconPlayerStopFilled,
  IconRefresh,
  IconTrash,
} from "@tabler/icons-react";
import { useQueryClient } from "@tanstack/react-query";
import { useNavigate } from "@tanstack/react-router";
import { useState } from "react";
import { certificateUrl, controlJob, downloadUrl, removeJob, schemaUrl, type Job } from "../../api/jobs.ts";
import type { LiveJob } from "../../api/live.ts";
import { jobsTexts as texts } from "../../texts/jobs.ts";
import { jobTitle } from "../../texts/titles.ts";
import { words } from "../../texts/words.ts";
import { ConfirmDialog } from "../../ui/confirm-dialog.tsx";
import { Menu, MenuItem, MenuLine, MenuLink } from "../../ui/menu.tsx";
import { toCount } from "../../ui/numbers.ts";
import { letterKeys } from "../../ui/preferences.ts";
import { toFileName } from "../../ui/save-file.ts";
import { toast } from "../../ui/toast.tsx";
import { ExportDialog } from "./export-dialog.tsx";
import { LoadDialog } from "./load-dialog.tsx";
import { PublishDialog } from "./publish-dialog.tsx";

type Dialog = "cancel" | "delete" | "export" | "publish" | "load";
type Action = "pause" | "resume" | "cancel" | "retry";

const DONE: Readonly<Record<Action, string>> = {
  pause: texts.paused,
  resume: texts.resumed,
  cancel: texts.cancelled,
  retry: texts.retried,
};
const ICON = { size: 15, "aria-hidden": true } as const;

interface Props {
  readonly job: Job;
  readonly live: LiveJob;
}

/** What can be done with a job as it stands. */
export function JobActions({ job, live }: Props) {
  const [dialog, setDialog] = useState<Dialog | undefined>(undefined);
  const [busy, setBusy] = useState(false);
  const navigate = useNavigate();
  const client = useQueryClient();
  const close = (): void => setDialog(undefined);
  const { status } = job;
  const running = status === "generating" || status === "pending";
  const whole = status === "completed" && job.kind === "files" && job.removed_at === null;

  const act = async (action: Action): Promise<void> => {
    setBusy(true);
    try {
      live.take(await controlJob(job.id, action));
      toast(DONE[action]);
    } catch (error) {
      toast(`${texts.actionFailed}. ${error instanceof Error ? error.message : ""}`);
    } finally {
      setBusy(false);
      void client.invalidateQueries({ queryKey: ["jobs"] });
    }
  };
  useHotkeys([
    [
      "P",
      () => {
        if (letterKeys() && !busy && (running || status === "paused")) void act(running ? "pause" : "resume");
      },
    ],
  ]);
  const remove = async (): Promise<void> => {
    await removeJob(job.id);
    client.removeQueries({ queryKey: ["job", job.id] });
    void client.invalidateQueries({ queryKey: ["jobs"] });
    toast(texts.deleted);
    await navigate({ to: "/jobs" });
  };
  const copyId = async (): Promise<void> => {
    try {
      await navigator.clipboard.writeText(job.id);
      toast(texts.idCopied);
    } catch {
      toast(`${words.copyFailed} ${job.id}`);
    }
  };

  return (
    <>
      {running && (
        <Button
          variant="default"
          disabled={busy}
          onClick={() => void act("pause")}
          leftSection={<IconPlayerPauseFilled size={13} aria-hidden />}
        >
          {texts.pause}
        </Button>
      )}
      {status === "paused" && (
        <Button
          disabled={busy}
          onClick={() => void act("resume")}
          leftSection={<IconPlayerPlayFilled size={13} aria-hidden />}
        >
          {texts.resume}
        </Button>
      )}
      {status === "failed" && (
        <Button disabled={busy} onClick={() => void act("retry")} leftSection={<IconRefresh {...ICON} />}>
          {texts.retry}
        </Button>
      )}
      {(running || status === "paused") && (
        <Button
          variant="default"
          className="danger"
          disabled={busy}
          onClick={() => setDialog("cancel")}
          leftSection={<IconPlayerStopFilled size={13} aria-hidden />}
        >
          {texts.cancel}
        </Button>
      )}
      {whole && (
        <Menu
          width={300}
          renderTarget={(props) => (
            <Button {...props} leftSection={<IconDownload size={16} aria-hidden />}>
              {texts.download}
            </Button>
          )}
        >
          <MenuLink href={downloadUrl(job.id)} download icon={<IconDownload {...ICON} />} help={texts.downloadAllHelp}>
            {texts.downloadAll}
          </MenuLink>
          <MenuItem
            icon={<IconFileExport {...ICON} />}
            help={texts.otherFormatHelp}
            onChoose={() => setDialog("export")}
          >
            {texts.otherFormat}
          </MenuItem>
          <MenuLink
            href={certificateUrl(job.id)}
            download
            icon={<IconCertificate {...ICON} />}
            help={texts.certificateHelp}
          >
            {texts.certificate}
          </MenuLink>
          <MenuLine />
          <MenuItem icon={<IconCloudUpload {...ICON} />} help={texts.publishHelp} onChoose={() => setDialog("publish")}>
            {texts.publish}
          </MenuItem>
          <MenuItem icon={<IconDatabaseImport {...ICON} />} help={texts.loadHelp} onChoose={() => setDialog("load")}>
            {texts.load}
          </MenuItem>
        </Menu>
      )}
      <Menu
        renderTarget={(props) => (
          <ActionIcon aria-label={texts.more} {...props}>
            <IconDots size={18} aria-hidden />
          </ActionIcon>
        )}
      >
        <MenuItem icon={<IconCopy {...ICON} />} onChoose={() => void copyId()}>
          {texts.copyId}
        </MenuItem>
        <MenuLink href={schemaUrl(job.id)} download={`${toFileName(job.name)}.json`} icon={<IconFileCode {...ICON} />}>
          {texts.schema}
        </MenuLink>
        <MenuItem danger icon={<IconTrash {...ICON} />} onChoose={() => setDialog("delete")}>
          {texts.delete}
        </MenuItem>
      </Menu>
      {dialog === "cancel" && (
        <ConfirmDialog
          title={texts.cancelTitle}
          text={texts.cancelHelp(toCount(job.progress.rows_done))}
          safe={texts.keepRunning}
          danger={texts.cancel}
          onClose={close}
          onConfirm={() => act("cancel")}
        />
      )}
      {dialog === "delete" && (
        <ConfirmDialog
          title={texts.deleteTitle}
          text={texts.deleteHelp(jobTitle(job))}
          safe={texts.keepJob}
          danger={texts.delete}
          onClose={close}
          onConfirm={remove}
        />
      )}
      {dialog === "export" && <ExportDialog job={job} onClose={close} />}
      {dialog === "publish" && <PublishDialog job={job} live={live} onClose={close} />}
      {dialog === "load" && <LoadDialog job={job} onClose={close} />}
    </>
  );
}
