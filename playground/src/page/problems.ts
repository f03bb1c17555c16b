import { editor, MarkerSeverity } from "monaco-editor";
import { pathOf } from "../editor/open-files.ts";
import type { Show } from "../tests/results.ts";
import { element, made } from "./elements.ts";

/** More are counted, and not listed. */
const MOST_LISTED = 200;

const KINDS = {
  [MarkerSeverity.Error]: "error",
  [MarkerSeverity.Warning]: "warning",
  [MarkerSeverity.Info]: "info",
  [MarkerSeverity.Hint]: "hint",
} as const;

/** Lists what the server found in all files, worst first; a click goes to the place. */
export function showProblems(show: Show): void {
  const found = editor
    .getModelMarkers({ owner: "lsp" })
    .toSorted((one, other) => other.severity - one.severity || one.startLineNumber - other.startLineNumber);
  element("problems-title").textContent = found.length === 0 ? "Problems: none" : `Problems: ${found.length}`;
  const items = found.slice(0, MOST_LISTED).map((marker) => itemOf(marker, show));
  const left = found.length - items.length;
  element("problems").replaceChildren(...items, ...(left > 0 ? [made("li", `… and ${left} more`)] : []));
}

function itemOf(marker: editor.IMarker, show: Show): HTMLElement {
  const { severity, code, message, resource, startLineNumber, startColumn } = marker;
  const kind = KINDS[severity];
  const path = pathOf(resource.toString(true));
  const button = made("button", `${path}:${startLineNumber}:${startColumn} `);
  button.type = "button";
  button.append(
    made("span", `${kind} ${typeof code === "object" ? code.value : (code ?? "")}`, kind),
    ` ${message}`,
  );
  button.addEventListener("click", () => show(path, marker));
  const item = made("li", "");
  item.append(button);
  return item;
}
