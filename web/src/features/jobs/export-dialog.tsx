import { Button, Modal, Select, Switch } from "@mantine/core";
import { useNavigate } from "@tanstack/react-router";
import { useState } from "react";
import { exportJob, type Job } from "../../api/jobs.ts";
import { jobsTexts as texts } from "../../texts/jobs.ts";
import { words } from "../../texts/words.ts";
import { toast } from "../../ui/toast.tsx";
import { TroubleLine } from "../../ui/trouble.tsx";
import { useSending } from "../../ui/use-sending.ts";

interface Props {
  readonly job: Job;
  readonly opened: boolean;
  readonly onClose: () => void;
}

/** The same data in another format: a new job. */
export function ExportDialog({ job, opened, onClose }: Props) {
  const others = Object.entries(texts.formats).map(([value, label]) => ({ value, label }));
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
    <Modal opened={opened} onClose={onClose} title={texts.exportTitle} size="sm" centered>
      <div className="dialog-form">
        <p className="dialog-text">{texts.exportHelp}</p>
        <Select
          label={texts.format}
          data={others}
          value={format}
          allowDeselect={false}
          onChange={(value) => value !== null && setFormat(value)}
        />
        <Switch label={texts.gzip} checked={gzip} onChange={({ currentTarget }) => setGzip(currentTarget.checked)} />
        <TroubleLine error={error} />
        <div className="dialog-foot">
          <Button variant="default" onClick={onClose}>
            {words.cancel}
          </Button>
          <Button loading={busy} onClick={() => send()}>
            {texts.exportDo}
          </Button>
        </div>
      </div>
    </Modal>
  );
}
