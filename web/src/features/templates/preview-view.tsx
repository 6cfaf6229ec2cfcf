import { useRef, useState } from "react";
import type { Template } from "../../api/library.ts";
import { Preview } from "../../preview/preview.tsx";
import { useEngine } from "../../preview/use-engine.ts";
import { useTable } from "../../preview/use-table.ts";
import { templatesTexts as texts } from "../../texts/templates.ts";
import { Skeleton } from "../../ui/skeleton.tsx";
import { Trouble } from "../../ui/trouble.tsx";

/** Any row of a template's data, made by the engine in this browser. */
export function PreviewView({ template }: { readonly template: Template }) {
  const { engine, ready, problems, fatal } = useEngine(template.text, false);
  const [table, setTable] = useState("");
  const [error, setError] = useState<unknown>(undefined);
  const sight = useRef({ from: 0, to: 40 });
  const data = useTable(engine, ready, table, sight, setError);
  const fault = fatal ?? error ?? problems[0];
  return (
    <>
      {template.summary !== "" && <p className="template-about">{template.summary}</p>}
      <section className="data template-data" aria-label={texts.views.data}>
        {data !== undefined && (
          <Preview
            {...{ engine, data, sight }}
            stale=""
            onTable={(name) => {
              sight.current = { from: 0, to: 40 };
              setTable(name);
            }}
            onError={setError}
          />
        )}
        {data === undefined && fault === undefined && (
          <div className="scroll">
            <Skeleton rows={12} heightPx={30} label={texts.starting} />
          </div>
        )}
        {data === undefined && fault !== undefined && (
          <Trouble title={texts.broken} error={fault instanceof Error ? fault : new Error(faultText(fault))} />
        )}
      </section>
    </>
  );
}

const faultText = (fault: unknown): string =>
  typeof fault === "string" ? fault : ((fault as { readonly message?: string }).message ?? "");
