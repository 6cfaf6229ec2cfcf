import { ActionIcon } from "@mantine/core";
import { useHotkeys, useMediaQuery } from "@mantine/hooks";
import { IconArrowBackUp, IconArrowForwardUp } from "@tabler/icons-react";
import { Link } from "@tanstack/react-router";
import { lazy, Suspense, useCallback, useEffect, useMemo, useRef, useState, type ReactNode } from "react";
import type { KeptDraft } from "../../draft/keep.ts";
import type { TypeInfo } from "../../preview/builder-protocol.ts";
import type { Engine } from "../../preview/engine.ts";
import { Preview } from "../../preview/preview.tsx";
import type { Offers, Ready, Span } from "../../preview/protocol.ts";
import { useCompiled } from "../../preview/use-engine.ts";
import { useTable } from "../../preview/use-table.ts";
import { createTexts as texts } from "../../texts/create.ts";
import { jobTitle } from "../../texts/titles.ts";
import { previewTexts } from "../../texts/preview.ts";
import { toCount } from "../../ui/numbers.ts";
import { Segments } from "../../ui/segments.tsx";
import { Brief } from "./brief.tsx";
import { BuilderContext, type Builder } from "./builder-context.ts";
import { ChangeBox } from "./change-box.tsx";
import { Editor, type EditorHandle } from "./editor.tsx";
import { FieldList } from "./field-list.tsx";
import { Generate } from "./generate.tsx";
import { IssueList } from "./issue-list.tsx";
import { RunBar } from "./run-bar.tsx";
import { SeedField } from "./seed-field.tsx";
import { Blank, Blocked, Failed, Skeleton } from "./states.tsx";
import { TableBar } from "./table-bar.tsx";
import { useDraft } from "./use-draft.ts";
import { useDescribed } from "./way-describe.tsx";

const Diagram = lazy(async () => ({ default: (await import("./diagram.tsx")).Diagram }));
const RulesView = lazy(async () => ({ default: (await import("./rules-view.tsx")).RulesView }));

const SAID_MS = 5000;
const LEFT = ["fields", "rules", "yaml"] as const;
const RIGHT = ["data", "diagram"] as const;
/** As layout.css has it: where both sides do not fit, the data are one more view. */
const NARROW = "(max-width: 860px)";
type Left = (typeof LEFT)[number];
type Right = (typeof RIGHT)[number];
const NO_TYPES: ReadonlyMap<string, TypeInfo> = new Map();

/** What of the page stands in its address. */
export interface Place {
  readonly table?: string | undefined;
  readonly view?: string | undefined;
  readonly side?: string | undefined;
}

interface Props {
  readonly engine: Engine;
  readonly fatal: string | undefined;
  readonly opened: KeptDraft;
  readonly notes: readonly { readonly path: string; readonly text: string }[];
  readonly place: Place;
  readonly onPlace: (place: Place) => void;
  /** The first change of a draft: from now on this browser keeps it. */
  readonly onFirst: () => void;
  readonly original: string | undefined;
}

interface Failure {
  readonly of: Ready | undefined;
  readonly reason: string;
}

/** A schema at the left as fields, rules or text; its data, diagram or text at the right; all of them one state. */
export function Workbench({ engine, fatal: died, opened, notes, place, onPlace, onFirst, original }: Props) {
  const draft = useDraft(opened, onFirst);
  const { ready, problems, problemsOf, fatal } = useCompiled(engine, draft.text, draft.typed);
  const described = useDescribed(engine, opened.words === "" ? "" : draft.words);
  const [failure, setFailure] = useState<Failure | undefined>(undefined);
  const [said, setSaid] = useState("");
  const [offers, setOffers] = useState<Offers | undefined>(undefined);
  const [openField, setOpenField] = useState("");
  const [format, setFormat] = useState("csv");
  const sight = useRef({ from: 0, to: 40 });
  const editor = useRef<EditorHandle>(null);
  const narrow = useMediaQuery(NARROW, undefined, { getInitialValueInEffect: false });
  const onData = narrow && place.view === "data";
  const left: Left = LEFT.find((name) => name === place.view) ?? "fields";
  const right: Right = RIGHT.find((name) => name === place.side) ?? "data";
  const { outline } = draft;
  const table =
    outline.tables.find(({ name }) => name === place.table) ??
    outline.tables.find(({ hidden }) => !hidden) ??
    outline.tables[0];

  const onError = useCallback(
    (error: unknown) => setFailure({ of: ready, reason: error instanceof Error ? error.message : String(error) }),
    [ready],
  );
  const data = useTable(engine, ready, table?.name ?? "", sight, onError);
  const shown = data !== undefined;
  useEffect(() => {
    // After the first rows, for they are what the page is for; at once where there will be none.
    if (!shown && problems.length === 0 && outline.tables.length > 0) return;
    engine.call("offers", null).then(setOffers, onError);
    // oxlint-disable-next-line react-hooks/exhaustive-deps -- once
  }, [engine, shown || problems.length > 0 || outline.tables.length === 0]);
  useEffect(() => {
    if (said === "") return undefined;
    const timer = setTimeout(() => setSaid(""), SAID_MS);
    return () => clearTimeout(timer);
  }, [said]);
  useHotkeys(
    [
      ["mod+z", draft.undo],
      ["mod+shift+z", draft.redo],
      ["mod+y", draft.redo],
    ],
    ["INPUT", "TEXTAREA", "SELECT"],
  );

  const chooseTable = useCallback(
    (name: string, field = "") => {
      sight.current = { from: 0, to: 40 };
      onPlace({ ...place, table: name === "" ? undefined : name, ...(field === "" ? {} : { view: undefined }) });
      setOpenField(field);
      if (field !== "")
        requestAnimationFrame(() => document.getElementById(`field-${field}`)?.scrollIntoView({ block: "nearest" }));
    },
    [onPlace, place],
  );
  const types = useMemo(
    () => (offers === undefined ? NO_TYPES : new Map(offers.types.map((type) => [type.name, type]))),
    [offers],
  );
  const rowsBy = useMemo(() => new Map(ready?.tables.map(({ name, rows }) => [name, rows])), [ready]);
  const summaries = useMemo(
    () =>
      new Map(
        data !== undefined && data.table.name === table?.name
          ? data.table.columns.map(({ name }, c) => [name, data.summary.columns[c]!])
          : [],
      ),
    [data, table?.name],
  );
  const builder: Builder = {
    draft,
    engine,
    types,
    rules: offers?.rules ?? [],
    functions: offers?.functions ?? [],
    problems: draft.readable ? problems : [],
    table,
    rowsOf: (name) => {
      const rows = outline.tables.find((one) => one.name === name)?.rows;
      return rowsBy.get(name) ?? (typeof rows === "number" ? rows : undefined);
    },
    summaryOf: (field) => summaries.get(field),
    open: openField,
    setOpen: setOpenField,
    chooseTable,
    say: setSaid,
  };

  const jump = useCallback(
    (span: Span) => {
      if (editor.current !== null) editor.current.jump(span);
      else onPlace({ ...place, view: "yaml" });
    },
    [onPlace, place],
  );
  /** From a cell or an issue to where it is described. */
  const showField = (path: string, span: Span): void => {
    const [, inTable, part, field] = path.split(".");
    if (left === "yaml") jump(span);
    else if (part === "fields" && inTable !== undefined && field !== undefined && draft.readable)
      chooseTable(inTable, field);
    else onPlace({ ...place, view: part === "rules" && draft.readable ? "rules" : "yaml" });
  };

  const current = problemsOf === draft.text ? problems : [];
  const listed = current.length > 0 ? current : problems;
  const empty = draft.text.trim() === "";
  const stale = problems.length > 0 || empty ? previewTexts.staleNote : "";
  const broken = died ?? fatal ?? (failure?.of === ready ? failure?.reason : undefined);
  const blocked =
    broken !== undefined
      ? previewTexts.failedTitle
      : empty || outline.tables.length === 0
        ? texts.blockedEmpty
        : problems.length > 0
          ? texts.blockedIssues(problems[0]!.path, problems[0]!.message)
          : "";
  const pristine = original !== undefined && draft.text === original && opened.template !== "";
  const yaml = (
    <Editor
      ref={editor}
      text={draft.text}
      {...{ problems, problemsOf }}
      types={offers?.types ?? []}
      onChange={draft.type}
      onUndo={draft.undo}
      onRedo={draft.redo}
    />
  );
  const seed = (
    <SeedField
      seed={outline.seed}
      disabled={!draft.readable}
      onSeed={(value) =>
        draft.apply([{ do: "set", at: ["seed"], value: /^-?\d{1,15}$/.test(value) ? Number(value) : value }])
      }
    />
  );
  const dataView = (): ReactNode => {
    if (broken !== undefined) return <Failed reason={broken} />;
    if (empty) return <Blank onStart={() => onPlace({ view: undefined })} />;
    if (data !== undefined)
      return (
        <Preview
          {...{ engine, data, stale, sight, onError }}
          title={
            <h2>
              {texts.preview} <code>{data.table.name}</code>
            </h2>
          }
          tools={seed}
          onShow={(column) => showField(`tables.${data.table.name}.fields.${column.name}`, column.span)}
        />
      );
    return problems.length > 0 ? <Blocked /> : <Skeleton />;
  };
  const named = outline.name || opened.template || texts.untitled;
  const name = jobTitle({ name: named, template: opened.template });

  return (
    <BuilderContext value={builder}>
      <header className="bar work-bar">
        <Link to="/new" search={{}} className="crumb">
          {texts.page}
        </Link>
        <span className="bar-slash" aria-hidden>
          /
        </span>
        <h1 title={name}>{name}</h1>
        <output className="saved">
          {!draft.changed && !draft.kept ? "" : draft.kept ? texts.keptHere : texts.notKeptHere}
        </output>
        <span className="bar-space" />
        <ActionIcon aria-label={texts.undo} title={texts.undo} disabled={!draft.canUndo} onClick={draft.undo}>
          <IconArrowBackUp size={18} aria-hidden />
        </ActionIcon>
        <ActionIcon aria-label={texts.redo} title={texts.redo} disabled={!draft.canRedo} onClick={draft.redo}>
          <IconArrowForwardUp size={18} aria-hidden />
        </ActionIcon>
        <Generate
          ready={empty ? undefined : ready}
          format={format}
          pristine={pristine}
          blocked={blocked}
          onBlocked={() => {
            const [first] = problems;
            setSaid(blocked);
            if (first !== undefined) showField(first.path, first);
          }}
        />
      </header>
      <div className="rooms" data-stale={stale !== "" || undefined} data-shown={onData ? "data" : "schema"}>
        <section className="write" aria-label={texts.schema}>
          <Brief described={described} notes={notes} />
          <ChangeBox />
          <TableBar />
          <div className="write-bar">
            <Segments
              label={texts.schemaAs}
              value={onData ? "data" : left}
              options={[...LEFT, ...(narrow ? (["data"] as const) : [])].map((value) => ({
                value,
                label: texts.left[value],
              }))}
              onChange={(view) => onPlace({ ...place, view: view === "fields" ? undefined : view })}
            />
            <span className="bar-space" />
            <span className="write-count">
              {left === "rules" && table !== undefined
                ? texts.ruleCount(table.rules.length)
                : left === "fields" && table !== undefined
                  ? texts.fieldCount(table.fields.length)
                  : ""}
            </span>
          </div>
          {!draft.readable && left !== "yaml" && (
            <p className="stale">
              {texts.unreadable}{" "}
              <button type="button" className="link" onClick={() => onPlace({ ...place, view: "yaml" })}>
                {texts.openYaml}
              </button>
            </p>
          )}
          {left === "yaml" ? (
            yaml
          ) : (
            // What scrolls must be reachable by keyboard.
            // oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex
            <div className="write-body" inert={!draft.readable} tabIndex={-1}>
              {left === "fields" ? (
                <FieldList />
              ) : (
                <Suspense>
                  <RulesView />
                </Suspense>
              )}
            </div>
          )}
          <IssueList
            looked={ready !== undefined || problemsOf === draft.text}
            problems={listed}
            onJump={(problem) => (left === "yaml" ? jump(problem) : showField(problem.path, problem))}
          />
        </section>
        <section className="data" id="table-panel" role="tabpanel" aria-label={previewTexts.data}>
          <div className="side-bar">
            <Segments
              label={texts.beside}
              value={right}
              options={RIGHT.map((value) => ({ value, label: texts.right[value] }))}
              onChange={(side) => onPlace({ ...place, side: side === "data" ? undefined : side })}
            />
          </div>
          {right === "data" && dataView()}
          {right === "diagram" && (
            <Suspense fallback={<Skeleton />}>
              <Diagram />
            </Suspense>
          )}
          <RunBar
            ready={empty ? undefined : ready}
            format={format}
            formats={offers?.formats ?? []}
            onFormat={setFormat}
          />
        </section>
      </div>
      <output className="said" data-on={said !== "" || undefined}>
        {said}
      </output>
      <p className="sr" aria-live="polite">
        {problems.length > 0
          ? previewTexts.issues(problems.length)
          : data && previewTexts.updated(data.table.name, toCount(data.table.rows))}
      </p>
    </BuilderContext>
  );
}
