import { Button } from "@mantine/core";
import type { ReactNode } from "react";
import { problemTexts as texts } from "../texts/problems.ts";
import { Notice } from "./notice.tsx";

/** What is known of a failure; an error of the API has all of it. */
interface Failure {
  readonly message: string;
  readonly hint?: string | undefined;
  readonly code?: string | undefined;
  readonly requestId?: string | undefined;
}

interface Props {
  readonly title: string;
  readonly error: unknown;
  /** What is not lost. */
  readonly safe?: string;
  readonly onRetry?: () => void;
  readonly action?: ReactNode;
  readonly alone?: boolean;
}

const toFailure = (error: unknown): Failure => (error instanceof Error ? error : { message: String(error) });

/** Something failed: what happened, what is safe, what to do; code and request behind "Details". */
export function Trouble({ title, error, safe, onRetry, action, alone = false }: Props) {
  const { message, hint, code, requestId } = toFailure(error);
  const retry = onRetry && (
    <Button variant="default" onClick={onRetry}>
      {texts.tryAgain}
    </Button>
  );
  return (
    <Notice alert alone={alone} title={title} action={action ?? retry}>
      <p>{message}</p>
      {safe !== undefined && <p>{safe}</p>}
      {hint !== undefined && <p>{hint}</p>}
      {((code ?? "") !== "" || requestId !== undefined) && (
        <details>
          <summary>{texts.details}</summary>
          {code !== undefined && texts.code(code)}
          {requestId !== undefined && ` · ${texts.request(requestId)}`}
        </details>
      )}
    </Notice>
  );
}

/** The same in one line, for a dialog. */
export function TroubleLine({ error }: { readonly error: unknown }) {
  if (error === null || error === undefined) return null;
  const { message, hint } = toFailure(error);
  return (
    <p className="trouble-line" role="alert">
      {message} {hint}
    </p>
  );
}
