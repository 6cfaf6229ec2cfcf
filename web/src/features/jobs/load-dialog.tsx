import { Button, Modal, Select, Switch, TextInput } from "@mantine/core";
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

/** The same data loaded into a database: a new job. */
export function LoadDialog({ job, opened, onClose }: Props) {
  const [to, setTo] = useState("");
  const [mode, setMode] = useState("empty");
  const [create, setCreate] = useState(true);
  const navigate = useNavigate();
  const { busy, error, send } = useSending(async () => {
    const { job: made } = await exportJob(job.id, { destination: { to, mode, create_tables: create } });
    toast(texts.loadStarted);
    onClose();
    if (made !== undefined) await navigate({ to: "/jobs/$id", params: { id: made.id } });
  });
  return (
    <Modal opened={opened} onClose={onClose} title={texts.loadTitle} centered>
      <form className="dialog-form" onSubmit={send}>
        <p className="dialog-text">{texts.loadIntro}</p>
        <TextInput
          label={texts.loadAddress}
          description={texts.loadAddressHelp}
          required
          autoComplete="off"
          spellCheck={false}
          value={to}
          onChange={({ currentTarget }) => setTo(currentTarget.value)}
        />
        <Select
          label={texts.loadMode}
          data={Object.entries(texts.modes).map(([value, label]) => ({ value, label }))}
          value={mode}
          allowDeselect={false}
          onChange={(value) => value !== null && setMode(value)}
        />
        <Switch
          label={texts.createTables}
          checked={create}
          onChange={({ currentTarget }) => setCreate(currentTarget.checked)}
        />
        <TroubleLine error={error} />
        <div className="dialog-foot">
          <Button variant="default" onClick={onClose}>
            {words.cancel}
          </Button>
          <Button type="submit" loading={busy}>
            {texts.loadDo}
          </Button>
        </div>
      </form>
    </Modal>
  );
}
