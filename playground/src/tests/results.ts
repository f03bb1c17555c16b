import type { RanFailure } from "@trajet/lsp";
import { editor, type IRange, MarkerSeverity, Uri } from "monaco-editor";
import { pathOf } from "../editor/open-files.ts";
import { rangeOf } from "../editor/ranges.ts";
import { element, made } from "../page/elements.ts";
import { outcomeOf, type Ran, type TestRun } from "./run-tests.ts";

export type Show = (path: string, at: IRange) => void;

/** Lists how tests went: the letter of each failure with what happened before it; a click goes to its line. */
export function showResults({ tests }: Ran, show: Show): void {
  const passed = tests.filter((test) => outcomeOf(test) === "passed").length;
  const others = tests.length - passed;
  element("tests-sum").textContent =
    tests.length === 0
      ? "The project has no tests."
      : `${passed} passed${others === 0 ? "" : `, ${others} did not`}.`;
  element("tests-sum").className = others === 0 ? "passed" : "failed";
  element("tests").replaceChildren(...tests.map((test) => itemOf(test, show)));
  markFailures(tests);
}

/** What tests said of a text that is another by now is no longer said of its lines. */
export function dropResults(): void {
  element("tests-sum").textContent = BEFORE;
  element("tests-sum").className = "quiet";
  element("tests").replaceChildren();
  editor.removeAllMarkers(OWNER);
}

const OWNER = "tests";
const BEFORE =
  "Run tests (Ctrl+Enter) plays them here, a month in a moment. Make a delay longer, and see which line decided.";
const MARKS = { passed: "✓", failed: "✗", "cannot run": "!" } as const;

function itemOf(test: TestRun, show: Show): HTMLElement {
  const outcome = outcomeOf(test);
  const item = made("li", "", outcome === "passed" ? "passed" : "failed");
  item.append(
    buttonTo({ uri: test.uri, range: test.range }, `${MARKS[outcome]} ${outcome}: ${test.name}`, show),
  );
  if (outcome === "cannot run")
    item.append(made("p", "Something in it, or in what it names, is wrong: see Problems.", "quiet"));
  for (const { row, failures } of test.rows)
    for (const failure of failures) item.append(letterOf(failure, row, show));
  return item;
}

function letterOf(failure: RanFailure, row: string | undefined, show: Show): HTMLElement {
  const { message, expected, actual, timeline, location } = failure;
  const lines = [
    row === undefined ? message : `${row}: ${message}`,
    ...(expected === undefined ? [] : [`expected: ${expected}`]),
    ...(actual === undefined || actual === message ? [] : [`but came: ${actual}`]),
    ...timeline.map(({ local, person, text }) => `  ${local}  ${person}: ${text}`),
  ];
  return buttonTo(location, lines.join("\n"), show, "letter");
}

function buttonTo(
  { uri, range }: RanFailure["location"],
  text: string,
  show: Show,
  kind?: string,
): HTMLElement {
  const button = made("button", text, kind);
  button.type = "button";
  button.addEventListener("click", () => show(pathOf(uri), rangeOf(range)));
  return button;
}

function markFailures(tests: readonly TestRun[]): void {
  editor.removeAllMarkers(OWNER);
  const failures = tests.flatMap(({ rows }) => rows.flatMap((row) => row.failures));
  for (const [uri, own] of Map.groupBy(failures, ({ location }) => location.uri)) {
    const model = editor.getModel(Uri.parse(uri));
    if (model === null) continue;
    const markers = own.map(({ message, location }) => ({
      ...rangeOf(location.range),
      message,
      severity: MarkerSeverity.Error,
      source: "test",
    }));
    editor.setModelMarkers(model, OWNER, markers);
  }
}
