import { Button } from "@mantine/core";
import type { ReactNode } from "react";
import { words } from "../texts/words.ts";
import { Dialog } from "./dialog.tsx";
import { TroubleLine } from "./trouble.tsx";
import type { Sending } from "./use-sending.ts";

interface Props {
  readonly title: string;
  /** What the button that sends says. */
  readonly verb: string;
  /** What it sends, and why that failed; an error that is told elsewhere is left out. */
  readonly sending: Pick<Sending, "busy" | "error" | "send">;
  readonly onClose: () => void;
  readonly children: ReactNode;
}

/** A form over the page, while it is rendered. */
export function SendDialog({ title, verb, sending: { busy, error, send }, onClose, children }: Props) {
  return (
    <Dialog
      title={title}
      onClose={onClose}
      onSubmit={send}
      foot={
        <>
          <Button variant="default" onClick={onClose}>
            {words.cancel}
          </Button>
          <Button type="submit" loading={busy}>
            {verb}
          </Button>
        </>
      }
    >
      {children}
      <TroubleLine error={error} />
    </Dialog>
  );
}
