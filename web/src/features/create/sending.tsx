import { useState } from "react";
import { ApiError } from "../../api/http.ts";
import { createTexts as texts } from "../../texts/create.ts";

/** Sends something to the server: whether it is on its way, and what went wrong. */
export function useSending(): {
  readonly busy: boolean;
  readonly fault: unknown;
  readonly send: (work: () => Promise<void>) => Promise<void>;
} {
  const [busy, setBusy] = useState(false);
  const [fault, setFault] = useState<unknown>(undefined);
  const send = async (work: () => Promise<void>): Promise<void> => {
    setBusy(true);
    setFault(undefined);
    try {
      await work();
    } catch (error) {
      setFault(error);
    } finally {
      setBusy(false);
    }
  };
  return { busy, fault, send };
}

/** What the server complains of, with every issue and what to do. */
export function Fault({ fault }: { readonly fault: unknown }) {
  if (fault === undefined) return null;
  const said = fault instanceof Error ? fault.message : texts.unknownFault;
  // One that is all that the message says is not said twice.
  const issues = fault instanceof ApiError ? fault.issues.filter(({ message }) => !said.includes(message)) : [];
  return (
    <div className="well" data-bad role="alert">
      <p>{said}</p>
      {issues.length > 0 && (
        <ul>
          {issues.slice(0, 6).map(({ path, message, hint }) => (
            <li key={path + message}>
              {path !== "" && <code>{path}</code>} {message} {hint}
            </li>
          ))}
        </ul>
      )}
      {fault instanceof ApiError && fault.hint !== undefined && <p>{fault.hint}</p>}
      <p>{texts.nothingLost}</p>
    </div>
  );
}
