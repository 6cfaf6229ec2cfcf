import { Button } from "@mantine/core";
import { useNavigate } from "@tanstack/react-router";
import { useState } from "react";
import { exportJob, type Job } from "../../api/jobs.ts";
import { jobsTexts as texts } from "../../texts/jobs.ts";
import { words } from "../../texts/words.ts";
import { Dialog } from "../../ui/dialog.tsx";
import { ChoiceField, TextField, Tick } from "../../ui/fields.tsx";
import { toast } from "../../ui/toast.tsx";
import { TroubleLine } from "../../ui/trouble.tsx";
import { useSending } from "../../ui/use-sending.ts";

interface Props {
  readonly job: Job;
  readonly onClose: () => void;
}

/** The same data loaded into a database: a new job. */
export function LoadDialog({ job, onClose }: Props) {
  const [to, setTo] = useState("");
  const [mode, setMode] = useState<keyof typeof texts.modes>("empty");
  const [create, setCreate] = useState(true);
  const navigate = useNavigate();
  const { busy, error, send } = useSending(async () => {
    const { job: made } = await exportJob(job.id, { destination: { to, mode, create_tables: create } });
    toast(texts.loadStarted);
    onClose();
    if (made !== undefined) await navigate({ to: "/jobs/$id", params: { id: made.id } });
  });
  return (
    <Dialog
      title={texts.loadTitle}
      onClose={onClose}
      onSubmit={send}
      foot={
        <>
          <Button variant="default" onClick={onClose}>
            {words.cancel}
          </Button>
          <Button type="submit" loading={busy}>
            {texts.loadDo}
          </Button>
        </>
      }
    >
      <p className="dialog-text">{texts.loadIntro}</p>
      <TextField
        label={texts.loadAddress}
        help={texts.loadAddressHelp}
        required
        spellCheck={false}
        value={to}
        onChange={setTo}
      />
      <ChoiceField label={texts.loadMode} options={texts.modes} value={mode} onChange={setMode} />
      <Tick label={texts.createTables} checked={create} onChange={setCreate} />
      <TroubleLine error={error} />
    </Dialog>
  );
}
