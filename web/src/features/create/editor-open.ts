import { autocompletion, closeBrackets, closeBracketsKeymap, completionKeymap } from "@codemirror/autocomplete";
import { defaultKeymap, indentWithTab } from "@codemirror/commands";
import { yaml } from "@codemirror/lang-yaml";
import { bracketMatching, indentOnInput, indentUnit } from "@codemirror/language";
import { lintGutter, lintKeymap, setDiagnostics } from "@codemirror/lint";
import { Compartment, EditorState } from "@codemirror/state";
import {
  drawSelection,
  EditorView,
  highlightActiveLine,
  highlightActiveLineGutter,
  keymap,
  lineNumbers,
} from "@codemirror/view";
import { completeSchema } from "./complete.ts";
import { editorLook } from "./editor-look.ts";
import type { Problem, Span } from "../../preview/protocol.ts";
import type { TypeInfo } from "../../preview/builder-protocol.ts";

/** An editor on the page. */
export interface OpenEditor {
  /** Makes the document this text, changing as little as possible. */
  write(text: string): void;
  mark(problems: readonly Problem[]): void;
  teach(types: readonly TypeInfo[]): void;
  /** Selects a piece, scrolls it into sight and takes the focus. */
  jump(span: Span): void;
  close(): void;
}

interface Options {
  readonly text: string;
  readonly label: string;
  readonly onChange: (text: string) => void;
  readonly onUndo: () => void;
  readonly onRedo: () => void;
}

/** The smallest single change from one text to another. */
function difference(old: string, text: string): { from: number; to: number; insert: string } {
  let from = 0;
  while (from < old.length && from < text.length && old[from] === text[from]) from++;
  let tail = 0;
  const most = Math.min(old.length, text.length) - from;
  while (tail < most && old[old.length - 1 - tail] === text[text.length - 1 - tail]) tail++;
  return { from, to: old.length - tail, insert: text.slice(from, text.length - tail) };
}

/** Opens an editor in `parent`. Tab indents; Escape and then Tab leaves, as CodeMirror documents for keyboard users. */
export function openEditor(parent: HTMLElement, { text, label, onChange, onUndo, onRedo }: Options): OpenEditor {
  const completion = new Compartment();
  const complete = (types: readonly TypeInfo[]) =>
    autocompletion({ override: [completeSchema(types)], icons: false, activateOnTyping: true });
  let writing = false;
  const view = new EditorView({
    parent,
    state: EditorState.create({
      doc: text,
      extensions: [
        lineNumbers(),
        lintGutter(),
        drawSelection(),
        indentOnInput(),
        indentUnit.of("  "),
        bracketMatching(),
        closeBrackets(),
        highlightActiveLine(),
        highlightActiveLineGutter(),
        yaml(),
        completion.of(complete([])),
        editorLook,
        EditorState.tabSize.of(2),
        EditorView.contentAttributes.of({ "aria-label": label, spellcheck: "false", tabindex: "0" }),
        keymap.of([
          { key: "Mod-z", preventDefault: true, run: () => (onUndo(), true) },
          { key: "Mod-Shift-z", preventDefault: true, run: () => (onRedo(), true) },
          { key: "Mod-y", preventDefault: true, run: () => (onRedo(), true) },
          ...closeBracketsKeymap,
          ...completionKeymap,
          ...lintKeymap,
          indentWithTab,
          ...defaultKeymap,
        ]),
        EditorView.updateListener.of((update) => {
          if (update.docChanged && !writing) onChange(update.state.doc.toString());
        }),
      ],
    }),
  });
  return {
    write(next) {
      const old = view.state.doc.toString();
      if (old === next) return;
      writing = true;
      view.dispatch({ changes: difference(old, next) });
      writing = false;
    },
    mark(problems) {
      const { length } = view.state.doc;
      const diagnostics = problems.map(({ from, to, message, hint, code }) => ({
        from: Math.min(from, length),
        to: Math.min(Math.max(to, from), length),
        severity: "error" as const,
        source: code,
        message: hint === undefined ? message : `${message} ${hint}`,
      }));
      view.dispatch(setDiagnostics(view.state, diagnostics));
    },
    teach: (types) => view.dispatch({ effects: completion.reconfigure(complete(types)) }),
    jump({ from, to }) {
      const { length } = view.state.doc;
      const anchor = Math.min(from, length);
      view.dispatch({
        selection: { anchor, head: Math.min(to, length) },
        effects: EditorView.scrollIntoView(anchor, { y: "center" }),
      });
      view.focus();
    },
    close: () => view.destroy(),
  };
}
