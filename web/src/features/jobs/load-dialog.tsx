import { useNavigate } from "@tanstack/react-router";
import { useState } from "react";
import { exportJob, type Job } from "../../api/jobs.ts";
import { jobsTexts as texts } from "../../texts/jobs.ts";
import { ChoiceField, TextField, Tick } from "../../ui/fields.tsx";
import { SendDialog } from "../../ui/send-dialog.tsx";
import { toast } from "../../ui/toast.tsx";
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
  const sending = useSending(async () => {
    const { job: made } = await exportJob(job.id, { destination: { to, mode, create_tables: create } });
    toast(texts.loadStarted);
    onClose();
    if (made !== undefined) await navigate({ to: "/jobs/$id", params: { id: made.id } });
  });
  return (
    <SendDialog title={texts.loadTitle} verb={texts.loadDo} sending={sending} onClose={onClose}>
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
    </SendDialog>
  );
}
