import { Button } from "@mantine/core";
import type { ErrorComponentProps } from "@tanstack/react-router";
import { shellTexts as texts } from "../texts/shell.ts";
import { Notice } from "../ui/notice.tsx";

/** What stands in place of a page that threw: what happened, what is safe, what to do. */
export function Crash({ error }: ErrorComponentProps) {
  return (
    <Notice
      alert
      alone
      title={texts.crashTitle}
      action={<Button onClick={() => location.reload()}>{texts.crashAction}</Button>}
    >
      <p>{texts.crashHelp}</p>
      <details>
        <summary>{texts.details}</summary>
        {error instanceof Error ? error.message : String(error)}
      </details>
    </Notice>
  );
}
