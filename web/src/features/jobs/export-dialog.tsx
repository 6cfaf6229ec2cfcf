import { Button } from "@mantine/core";
import { useNavigate } from "@tanstack/react-router";
import { useState } from "react";
import { exportJob, type Job } from "../../api/jobs.ts";
import { jobsTexts as texts } from "../../texts/jobs.ts";
import { words } from "../../texts/words.ts";
import { Dialog } from "../../ui/dialog.tsx";
import { ChoiceField, Tick } from "../../ui/fields.tsx";
import { toast } from "../../ui/toast.tsx";
import { TroubleLine } from "../../ui/trouble.tsx";
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
  const { busy, error, send } = useSending(async () => {
    const { job: made } = await exportJob(job.id, { format, gzip });
    toast(texts.exported);
    onClose();
    if (made !== undefined) await navigate({ to: "/jobs/$id", params: { id: made.id } });
  });
  return (
    <Dialog
      title={texts.exportTitle}
      onClose={onClose}
      onSubmit={send}
      foot={
        <>
          <Button variant="default" onClick={onClose}>
            {words.cancel}
          </Button>
          <Button type="submit" loading={busy}>
            {texts.exportDo}
          </Button>
        </>
      }
    >
      <p className="dialog-text">{texts.exportHelp}</p>
      <ChoiceField label={texts.format} options={texts.formats} value={format} onChange={setFormat} />
      <Tick label={texts.gzip} checked={gzip} onChange={setGzip} />
      <TroubleLine error={error} />
    </Dialog>
  );
}
