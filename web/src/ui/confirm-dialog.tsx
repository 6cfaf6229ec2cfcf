import { Button, Modal } from "@mantine/core";
import { useState } from "react";
import { TroubleLine } from "./trouble.tsx";

interface Props {
  readonly opened: boolean;
  readonly title: string;
  /** What is affected, and what survives. */
  readonly text: string;
  /** Named by its result: "Keep running". */
  readonly safe: string;
  readonly danger: string;
  readonly onClose: () => void;
  readonly onConfirm: () => Promise<void>;
}

/** Asks before something that cannot be undone. */
export function ConfirmDialog({ opened, title, text, safe, danger, onClose, onConfirm }: Props) {
  const [busy, setBusy] = useState(false);
  const [error, setError] = useState<unknown>(undefined);
  const confirm = async (): Promise<void> => {
    setBusy(true);
    setError(undefined);
    try {
      await onConfirm();
      onClose();
    } catch (failure) {
      setError(failure);
    } finally {
      setBusy(false);
    }
  };
  return (
    <Modal opened={opened} onClose={onClose} title={title} size="sm" centered>
      <p className="dialog-text">{text}</p>
      <TroubleLine error={error} />
      <div className="dialog-foot">
        <Button variant="default" onClick={onClose} data-autofocus>
          {safe}
        </Button>
        <Button color="red" loading={busy} onClick={() => void confirm()}>
          {danger}
        </Button>
      </div>
    </Modal>
  );
}
