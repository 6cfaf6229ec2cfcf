import { ActionIcon, Tooltip } from "@mantine/core";
import { IconArrowBackUp } from "@tabler/icons-react";
import { useCallback, useEffect, useRef, useState, type ReactNode } from "react";
import { Actions } from "./actions.tsx";
import { Editor, type EditorHandle } from "./editor.tsx";
import { IssueList } from "./issue-list.tsx";
import { toCount } from "../../ui/numbers.ts";
import { Preview } from "../../preview/preview.tsx";
import type { Ready, Span, TypeInfo } from "../../preview/protocol.ts";
import { SeedField } from "./seed-field.tsx";
import { TemplatePicker } from "./template-picker.tsx";
import { previewTexts as texts } from "../../texts/preview.ts";
import { useEngine } from "../../preview/use-engine.ts";
import { usePageDocument } from "./use-document.ts";
import { useTable } from "../../preview/use-table.ts";
import { Blank, Blocked, Failed, Skeleton } from "./states.tsx";
import "./playground.css";

const SAID_MS = 5000;

interface Failure {
  readonly of: Ready | undefined;
  readonly reason: string;
}

/** One page: write a schema at the left, see any rows of it at the right, made by the engine in this browser. */
export function Playground() {
  const page = usePageDocument();
  const { engine, ready, problems, problemsOf, fatal } = useEngine(page.text, page.typed);
  const [tableName, setTableName] = useState(() => new URLSearchParams(location.search).get("table") ?? "");
  const [failure, setFailure] = useState<Failure | undefined>(undefined);
  const [said, setSaid] = useState("");
  const [types, setTypes] = useState<readonly TypeInfo[]>([]);
  const [formats, setFormats] = useState<readonly string[]>([]);
  const sight = useRef({ from: 0, to: 40 });
  const editor = useRef<EditorHandle>(null);

  const onError = useCallback(
    (error: unknown) => setFailure({ of: ready, reason: error instanceof Error ? error.message : String(error) }),
    [ready],
  );
  const data = useTable(engine, ready, tableName, sight, onError);
  const shown = data !== undefined;

  useEffect(() => {
    if (!shown) return;
    // After the first rows, for they are what the page is for.
    engine.call("offers", null).then((offers) => {
      setTypes(offers.types);
      setFormats(offers.formats);
    }, onError);
  }, [engine, shown, onError]);
  useEffect(() => {
    if (said === "") return undefined;
    const timer = setTimeout(() => setSaid(""), SAID_MS);
    return () => clearTimeout(timer);
  }, [said]);

  const chooseTable = useCallback((name: string) => {
    sight.current = { from: 0, to: 40 };
    setTableName(name);
    const url = new URL(location.href);
    if (name === "") url.searchParams.delete("table");
    else url.searchParams.set("table", name);
    history.replaceState(null, "", url);
  }, []);
  const choose = (template: string): void => {
    chooseTable("");
    page.choose(template);
  };
  const jump = useCallback((span: Span) => editor.current?.jump(span), []);

  const current = problemsOf === page.text ? problems : [];
  const empty = page.loaded && page.text.trim() === "";
  const stale = problems.length > 0 || empty ? texts.staleNote : "";
  const broken = fatal ?? (failure?.of === ready ? failure?.reason : undefined);
  const right = (): ReactNode => {
    if (broken !== undefined) return <Failed reason={broken} />;
    if (data !== undefined && !(empty && page.templates.length > 0))
      return <Preview {...{ engine, data, stale, sight, onError }} onTable={chooseTable} onShow={jump} />;
    if (empty) return <Blank onStart={() => choose(page.templates[0]?.name ?? "")} />;
    return problems.length > 0 ? <Blocked /> : <Skeleton />;
  };

  return (
    <>
      <header className="bar">
        <h1>{texts.page}</h1>
        <TemplatePicker templates={page.templates} value={page.template} onChoose={choose} />
        <span className="bar-space" />
        <Actions
          {...{ engine, formats }}
          ready={empty ? undefined : ready}
          sound={problems.length === 0}
          table={data?.table.name ?? ""}
          template={page.template}
          text={page.text}
          changed={page.changed}
          onSay={setSaid}
        />
      </header>
      <div className="rooms" data-stale={stale !== "" || undefined}>
        <section className="write" aria-labelledby="write-title">
          <div className="write-bar">
            <h2 id="write-title">{texts.schema}</h2>
            {page.changed && page.template !== "" && (
              <>
                <span className="edited">{texts.edited}</span>
                <Tooltip label={texts.reset}>
                  <ActionIcon aria-label={texts.reset} onClick={page.reset}>
                    <IconArrowBackUp size={16} aria-hidden />
                  </ActionIcon>
                </Tooltip>
              </>
            )}
            <span className="bar-space" />
            <SeedField seed={page.seed} onSeed={page.setSeed} />
          </div>
          <Editor ref={editor} text={page.text} {...{ problems, problemsOf, types }} onChange={page.type} />
          <IssueList problems={current.length > 0 ? current : problems} onJump={jump} />
        </section>
        <section className="data" aria-label={texts.data} id="data">
          {right()}
        </section>
      </div>
      <output className="said" data-on={said !== "" || undefined}>
        {said}
      </output>
      <p className="sr" aria-live="polite">
        {problems.length > 0
          ? texts.issues(problems.length)
          : data && texts.updated(data.table.name, toCount(data.table.rows))}
      </p>
    </>
  );
}
