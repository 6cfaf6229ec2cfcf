import { Button } from "@mantine/core";
import { previewTexts as texts } from "../../texts/preview.ts";

/** The engine died or an answer failed: what happened, what is safe, what to do. */
export function Failed({ reason }: { readonly reason: string }) {
  return (
    <div className="state" role="alert">
      <h2>{texts.failedTitle}</h2>
      <p>{texts.failedHelp}</p>
      {reason !== "" && <pre>{reason}</pre>}
      <Button onClick={() => location.reload()}>{texts.failedAction}</Button>
    </div>
  );
}

/** Nothing is written yet. */
export function Blank({ onStart }: { readonly onStart: () => void }) {
  return (
    <div className="state">
      <h2>{texts.emptyTitle}</h2>
      <p>{texts.emptyHelp}</p>
      <Button variant="default" onClick={onStart}>
        {texts.emptyAction}
      </Button>
    </div>
  );
}

const LINES = Array.from({ length: 14 }, (_, k) => k);

/** The first schema has issues, so there are no rows yet. */
export function Blocked() {
  return (
    <div className="state">
      <h2>{texts.blockedTitle}</h2>
      <p>{texts.blockedHelp}</p>
    </div>
  );
}

/** The shape of what is coming. */
export function Skeleton() {
  return (
    <div className="skeleton">
      <span className="sr">{texts.starting}</span>
      <i className="skeleton-head" />
      {LINES.map((k) => (
        <i key={k} />
      ))}
    </div>
  );
}
