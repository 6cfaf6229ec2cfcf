import { useEffect, useImperativeHandle, useRef, useState, type Ref } from "react";
import type { OpenEditor } from "./editor-open.ts";
import type { Problem, Span } from "../../preview/protocol.ts";
import type { TypeInfo } from "../../preview/builder-protocol.ts";
import { previewTexts as texts } from "../../texts/preview.ts";

/** What the editor can be told to do. */
export interface EditorHandle {
  jump(span: Span): void;
}

interface Props {
  readonly ref?: Ref<EditorHandle>;
  readonly text: string;
  readonly problems: readonly Problem[];
  /** The text that the problems are about; while another is on the page they are not marked. */
  readonly problemsOf: string;
  readonly types: readonly TypeInfo[];
  readonly onChange: (text: string) => void;
  /** The editor's text is one state with the builder, and so is its past. */
  readonly onUndo: () => void;
  readonly onRedo: () => void;
}

/** The YAML editor. The text is there at once; the editor proper, which is large, takes its place when it has come. */
export function Editor({ ref, text, problems, problemsOf, types, onChange, onUndo, onRedo }: Props) {
  const box = useRef<HTMLDivElement>(null);
  const [editor, setEditor] = useState<OpenEditor | undefined>(undefined);
  const latest = useRef(text);
  const label = texts.editorLabel;

  useEffect(() => {
    latest.current = text;
  }, [text]);
  useEffect(() => {
    let opened: OpenEditor | undefined;
    let gone = false;
    void (async () => {
      const { openEditor } = await import("./editor-open.ts");
      if (gone || box.current === null) return;
      opened = openEditor(box.current, { text: latest.current, label, onChange, onUndo, onRedo });
      setEditor(opened);
    })();
    return () => {
      gone = true;
      opened?.close();
    };
  }, [label, onChange, onUndo, onRedo]);

  useEffect(() => editor?.write(text), [editor, text]);
  useEffect(() => editor?.teach(types), [editor, types]);
  useEffect(() => {
    if (text === problemsOf) editor?.mark(problems);
  }, [editor, problems, problemsOf, text]);
  useImperativeHandle(ref, () => ({ jump: (span) => editor?.jump(span) }), [editor]);

  return (
    <div className="editor" ref={box} data-ready={editor !== undefined || undefined}>
      {editor === undefined && (
        <pre className="editor-still" aria-label={label}>
          {text}
        </pre>
      )}
    </div>
  );
}
