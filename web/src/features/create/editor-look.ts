import { HighlightStyle, syntaxHighlighting } from "@codemirror/language";
import { EditorView } from "@codemirror/view";
import { tags } from "@lezer/highlight";

const MONO = "var(--mono)";

const theme = EditorView.theme({
  "&": { height: "100%", fontSize: "12.5px", backgroundColor: "var(--surface)", color: "var(--ink)" },
  "&.cm-focused": { outline: "0" },
  ".cm-scroller": {
    fontFamily: MONO,
    lineHeight: "20px",
    fontFeatureSettings: "'calt' 0",
    scrollbarColor: "var(--line-2) transparent",
  },
  ".cm-content": { padding: "10px 0", caretColor: "var(--accent)" },
  ".cm-line": { padding: "0 12px 0 6px" },
  ".cm-gutters": { backgroundColor: "var(--surface)", color: "var(--ink-3)", border: "0", fontSize: "11.5px" },
  ".cm-lineNumbers .cm-gutterElement": { padding: "0 6px 0 10px", minWidth: "34px" },
  ".cm-gutter-lint": { width: "14px" },
  ".cm-gutter-lint .cm-gutterElement": { padding: "0 1px" },
  ".cm-lint-marker": { width: "10px", height: "10px" },
  ".cm-lint-marker-error": { content: "''", borderRadius: "50%", backgroundColor: "var(--bad)", marginTop: "5px" },
  ".cm-activeLine, .cm-activeLineGutter": { backgroundColor: "var(--line-on)" },
  ".cm-activeLineGutter": { color: "var(--ink)" },
  ".cm-cursor": { borderLeftColor: "var(--accent)", borderLeftWidth: "2px" },
  "&.cm-focused > .cm-scroller > .cm-selectionLayer .cm-selectionBackground, .cm-selectionBackground": {
    backgroundColor: "var(--select)",
  },
  ".cm-lintRange-error": {
    backgroundImage: "none",
    textDecoration: "underline wavy var(--bad)",
    textDecorationThickness: "1px",
    textUnderlineOffset: "4px",
  },
  ".cm-matchingBracket, &.cm-focused .cm-matchingBracket": { backgroundColor: "var(--accent-soft)", outline: "0" },
  ".cm-tooltip": {
    backgroundColor: "var(--surface)",
    color: "var(--ink)",
    border: "1px solid var(--line-2)",
    borderRadius: "8px",
    boxShadow: "var(--float)",
    overflow: "hidden",
  },
  ".cm-tooltip-autocomplete > ul": { fontFamily: MONO, fontSize: "12px", maxHeight: "260px" },
  ".cm-tooltip-autocomplete > ul > li": { padding: "3px 10px", lineHeight: "20px", display: "flex", gap: "12px" },
  ".cm-tooltip-autocomplete ul li[aria-selected]": { backgroundColor: "var(--accent-soft)", color: "var(--ink)" },
  ".cm-completionMatchedText": { textDecoration: "none", color: "var(--accent-ink)", fontWeight: "640" },
  ".cm-completionDetail": {
    fontFamily: "var(--mantine-font-family)",
    fontStyle: "normal",
    color: "var(--ink-2)",
    marginLeft: "auto",
    maxWidth: "300px",
    overflow: "hidden",
    textOverflow: "ellipsis",
  },
  ".cm-diagnostic": {
    fontFamily: "var(--mantine-font-family)",
    fontSize: "12.5px",
    padding: "6px 10px",
    maxWidth: "420px",
  },
  ".cm-diagnostic-error": { borderLeft: "3px solid var(--bad)" },
});

const colors = HighlightStyle.define([
  { tag: [tags.definition(tags.propertyName), tags.propertyName], color: "var(--ink)", fontWeight: "560" },
  { tag: [tags.string, tags.special(tags.string), tags.content], color: "var(--accent-ink)" },
  { tag: [tags.number, tags.bool, tags.null], color: "var(--ai)" },
  { tag: tags.comment, color: "var(--ink-3)", fontStyle: "italic" },
  { tag: [tags.punctuation, tags.separator, tags.bracket, tags.squareBracket, tags.brace], color: "var(--ink-3)" },
  { tag: [tags.typeName, tags.labelName, tags.keyword, tags.meta], color: "var(--warn)" },
]);

/** How the editor looks; all colours are the page's tokens, so light and dark need no second theme. */
export const editorLook = [theme, syntaxHighlighting(colors)];
