import { useNavigate } from "@tanstack/react-router";
import { useState } from "react";
import { exportJob, type Job } from "../../api/jobs.ts";
import { jobsTexts as texts } from "../../texts/jobs.ts";
import { ChoiceField, Tick } from "../../ui/fields.tsx";
import { SendDialog } from "../../ui/send-dialog.tsx";
import { toast } from "../../ui/toast.tsx";
import { useSending } from "../../ui/use-sending.ts";

interface Props {
  readonly job: Job;
  readonly onClose: () => void;
}

/** The same data in another format: a new job. */
export function ExportDialog({ job, onClose }: Props) {
  const [format, setFormat] = useState<string>(job.format === "parquet" ? "csv" : "parquet");
  const [gzip, setGzip] = useState(false);
  const navigate = useNavigate();
  const sending = useSending(async () => {
    const { job: made } = await exportJob(job.id, { format, gzip });
    toast(texts.exported);
    onClose();
    if (made !== undefined) await navigate({ to: "/jobs/$id", params: { id: made.id } });
  });
  return (
    <SendDialog title={texts.exportTitle} verb={texts.exportDo} sending={sending} onClose={onClose}>
      <p className="dialog-text">{texts.exportHelp}</p>
      <ChoiceField label={texts.format} options={texts.formats} value={format} onChange={setFormat} />
      <Tick label={texts.gzip} checked={gzip} onChange={setGzip} />
    </SendDialog>
  );
}
