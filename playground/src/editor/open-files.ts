import { editor, type IRange, Uri } from "monaco-editor";
import { type Files, inOrder } from "../project/project.ts";
import { readAsJson } from "./json.ts";
import { languageOf } from "./language.ts";

/** Where the project lies, for the server: there is no disk. */
export const FOLDER = "file:///project";

export const uriOf = (path: string): string => `${FOLDER}/${path}`;
export const pathOf = (uri: string): string => uri.slice(FOLDER.length + 1);

/** The files of the project as the editor holds them; one of them is shown. */
export interface OpenFiles {
  readonly open: (files: Files, shown: string) => void;
  /** A new file, which is empty, is shown. */
  readonly add: (path: string) => void;
  readonly remove: (path: string) => void;
  readonly show: (path: string, at?: IRange) => void;
  readonly files: () => Files;
  readonly paths: () => readonly string[];
  readonly shown: () => string;
}

export function openFilesIn(
  code: editor.IStandaloneCodeEditor,
  changed: (what: "files" | "shown" | "text") => void,
  failed: (problem: unknown) => void,
): OpenFiles {
  const states = new Map<string, editor.ICodeEditorViewState | null>();
  const models = new Map<string, editor.ITextModel>();
  let shown = "";

  const show = (path: string, at?: IRange): void => {
    const model = models.get(path);
    if (model === undefined) return;
    if (path !== shown) {
      if (models.has(shown)) states.set(shown, code.saveViewState());
      shown = path;
      code.setModel(model);
      code.restoreViewState(states.get(path) ?? null);
      if (path.endsWith(".json")) readAsJson(model).catch(failed);
      changed("shown");
    }
    if (at === undefined) return;
    code.setSelection(at);
    code.revealRangeInCenterIfOutsideViewport(at);
  };
  const add = (path: string, text: string): void => {
    const model = editor.createModel(text, languageOf(path), Uri.parse(uriOf(path)));
    model.onDidChangeContent(() => changed("text"));
    models.set(path, model);
  };
  const drop = (path: string): void => {
    const model = models.get(path);
    if (model === undefined) return;
    // The editor keeps them longer than the text of which they speak.
    for (const { owner } of editor.getModelMarkers({ resource: model.uri }))
      editor.setModelMarkers(model, owner, []);
    model.dispose();
    models.delete(path);
    states.delete(path);
  };
  const paths = (): readonly string[] => [...models.keys()].toSorted(inOrder);

  return {
    open: (files, first) => {
      code.setModel(null);
      for (const path of paths()) drop(path);
      shown = "";
      for (const [path, text] of Object.entries(files)) add(path, text);
      changed("files");
      show(first);
    },
    add: (path) => {
      add(path, "");
      changed("files");
      show(path);
    },
    remove: (path) => {
      const rest = paths().filter((each) => each !== path);
      if (path === shown) show(rest[0] ?? "");
      drop(path);
      changed("files");
    },
    show,
    files: () => Object.fromEntries(paths().map((path) => [path, models.get(path)?.getValue() ?? ""])),
    paths,
    shown: () => shown,
  };
}
