import { Button } from "@mantine/core";
import { Dialog } from "./dialog.tsx";
import { TroubleLine } from "./trouble.tsx";
import { useSending } from "./use-sending.ts";

interface Props {
  readonly title: string;
  /** What is affected, and what survives. */
  readonly text: string;
  /** Named by its result: "Keep running". */
  readonly safe: string;
  readonly danger: string;
  readonly onClose: () => void;
  readonly onConfirm: () => Promise<void>;
}

/** Asks before something that cannot be undone, while it is rendered. */
export function ConfirmDialog({ title, text, safe, danger, onClose, onConfirm }: Props) {
  const { busy, error, send } = useSending(async () => {
    await onConfirm();
    onClose();
  });
  return (
    <Dialog
      title={title}
      onClose={onClose}
      foot={
        <>
          <Button variant="default" onClick={onClose} data-autofocus>
            {safe}
          </Button>
          <Button color="red" loading={busy} onClick={() => send()}>
            {danger}
          </Button>
        </>
      }
    >
      <p className="dialog-text">{text}</p>
      <TroubleLine error={error} />
    </Dialog>
  );
}
