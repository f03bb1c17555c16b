import { editor } from "monaco-editor";
import EditorWorker from "monaco-editor/editor/editor.worker?worker";
import JsonWorker from "monaco-editor/languages/features/json/json.worker?worker";
import { registerLanguage } from "./language.ts";
import { defineThemes, showTheme } from "./themes.ts";

export function createCodeEditor(element: HTMLElement): editor.IStandaloneCodeEditor {
  self.MonacoEnvironment = {
    getWorker: (_, label) => (label === "json" ? new JsonWorker() : new EditorWorker()),
  };
  registerLanguage();
  defineThemes();
  showTheme();
  return editor.create(element, {
    model: null,
    automaticLayout: true,
    minimap: { enabled: false },
    "semanticHighlighting.enabled": true,
    quickSuggestions: { comments: false, strings: true, other: true },
    wordBasedSuggestions: "off",
    fixedOverflowWidgets: true,
    scrollBeyondLastLine: false,
    tabSize: 2,
    ariaLabel: "Text of the file",
  });
}
