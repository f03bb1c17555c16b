import examples from "virtual:examples";
import { editor, type IRange, KeyCode, KeyMod } from "monaco-editor";
import "monaco-editor/languages/definitions/handlebars/register";
import { createCodeEditor } from "./editor/code-editor.ts";
import { openFilesIn, pathOf } from "./editor/open-files.ts";
import { asRange } from "./editor/ranges.ts";
import { showTheme } from "./editor/themes.ts";
import { createMapView } from "./map/map-view.ts";
import { askName } from "./page/ask-name.ts";
import { element, made } from "./page/elements.ts";
import { notice } from "./page/notice.ts";
import { showProblems } from "./page/problems.ts";
import { drawTabs } from "./page/tabs.ts";
import { chooseTheme, followTheme, storedTheme, type Theme } from "./page/theme.ts";
import { type Beginning, beginning, ofExample } from "./project/begin.ts";
import { keepProject } from "./project/kept.ts";
import { hashOf } from "./project/share.ts";
import { startServer } from "./server/server.ts";
import { coveredBy } from "./tests/coverage.ts";
import { dropResults, showResults } from "./tests/results.ts";
import { runTests } from "./tests/run-tests.ts";

followTheme(themeChanged);
const begun = await beginning(location.hash, examples);
let { name } = begun;
/** The address of what is open: that of the page is another already when a person goes to another link. */
let hash = location.hash;
let hasDied = false;
/** How often a text has become another: what tests say is of one of them. */
let edition = 0;
const code = createCodeEditor(element("editor"));
const server = startServer(begun.files, { died, silent });
const files = openFilesIn(
  code,
  (what) => {
    if (what === "text") forgetTests();
    else drawTabs(files.paths(), files.shown(), files.show);
    map.refresh();
  },
  failed,
);
const show = (path: string, at: IRange): void => {
  files.show(path, at);
  code.focus();
};
const map = createMapView({ server, code, shown: files.shown, show: files.show, failed });

listen();
open(begun);
showProblems(show);

function open(project: Beginning): void {
  name = project.name;
  const choice = element<HTMLSelectElement>("examples");
  choice.value = name;
  choice.title = examples.find((example) => example.name === name)?.description ?? "A project from a link";
  files.open(project.files, project.shown);
  forgetTests();
  notice(
    project.unread &&
      `The link could not be read: ${project.unread}. Here is an example instead; ask for the link again.`,
  );
}

function listen(): void {
  code.onDidChangeCursorPosition(map.follow);
  editor.onDidChangeMarkers(() => showProblems(show));
  editor.registerEditorOpener({
    openCodeEditor: (_from, uri, at) => {
      files.show(pathOf(uri.toString(true)), at && asRange(at));
      return true;
    },
  });
  editor.registerCommand("trajet.runTest", (_, uri: string, test: string) => run({ uri, name: test }));
  editor.registerCommand("trajet.showMap", map.focus);
  const keybindings = [KeyMod.CtrlCmd | KeyCode.Enter];
  code.addAction({ id: "trajet.runTests", label: "Run Tests", keybindings, run: () => run() });
  element("run").addEventListener("click", () => run());
  element("format").addEventListener("click", () => code.getAction("editor.action.formatDocument")?.run());
  element("share").addEventListener("click", () => share().catch(failed));
  element("add").addEventListener("click", () => addFile().catch(failed));
  element("remove").addEventListener("click", removeFile);
  listenToChoices();
  addEventListener("pagehide", keep);
  addEventListener("hashchange", () => location.reload());
}

function listenToChoices(): void {
  const choice = element<HTMLSelectElement>("examples");
  choice.append(...examples.map(({ name: title }) => made("option", title)));
  choice.addEventListener("change", () => {
    const chosen = ofExample(choice.value, examples);
    hash = "";
    history.replaceState(null, "", location.pathname);
    server.open(chosen.files);
    open(chosen);
  });
  const theme = element<HTMLSelectElement>("theme");
  theme.value = storedTheme();
  theme.addEventListener("change", () => {
    chooseTheme(theme.value as Theme);
    showTheme();
  });
}

function themeChanged(): void {
  element<HTMLSelectElement>("theme").value = storedTheme();
  showTheme();
}

async function addFile(): Promise<void> {
  const path = await askName(files.paths());
  if (path === undefined) return;
  files.add(path);
  server.open(files.files());
  code.focus();
}

function removeFile(): void {
  const path = files.shown();
  if (files.paths().length === 1) {
    notice("A project has at least one file.");
    return;
  }
  if (!confirm(`Delete ${path}? What is in it is gone then.`)) return;
  files.remove(path);
  server.open(files.files());
}

async function run(only?: { readonly uri: string; readonly name: string }): Promise<void> {
  const button = element<HTMLButtonElement>("run");
  const tested = edition;
  button.disabled = true;
  try {
    const ran = await runTests(server, only);
    if (tested !== edition) return;
    showResults(ran, show);
    map.cover(coveredBy(ran.parts));
  } catch (problem) {
    failed(problem);
  } finally {
    button.disabled = false;
  }
}

/** What tests said of a text that is another by now is no longer said of it. */
function forgetTests(): void {
  edition += 1;
  dropResults();
  map.cover(undefined);
}

async function share(): Promise<void> {
  hash = await hashOf(files.files());
  history.replaceState(null, "", hash);
  await navigator.clipboard.writeText(location.href);
  notice(
    `The link is copied: it holds the whole project, ${location.href.length} characters, and nothing was sent.`,
  );
}

function keep(): void {
  keepProject({ hash, name, files: files.files(), shown: files.shown() });
}

function failed(problem: unknown): void {
  // That the server has ended is told already, and is why.
  if (hasDied) return;
  notice(`That did not work: ${problem instanceof Error ? problem.message : String(problem)}`);
}

const RESTART = { label: "Start it again", act: () => location.reload() };

function died(reason: string): void {
  hasDied = true;
  notice(
    `The language server has ended: ${reason}. The text is still here, without checks, map and tests.`,
    RESTART,
  );
}

function silent(isSilent: boolean): void {
  if (isSilent) notice("The language server does not answer. The text is still here.", RESTART);
  else notice(undefined);
}
