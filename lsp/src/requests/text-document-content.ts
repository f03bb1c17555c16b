import { compileProject } from "@trajet/compiler";
import type { TextDocumentContentResult } from "vscode-languageserver";
import type { ProjectSnapshot } from "../workspace/snapshot.ts";

/** Documents that are not files: `trajet-program:/shop/journeys/welcome.journey?WelcomeSeries.json`. */
export const PROGRAM_SCHEME = "trajet-program";

/** The URI under which the program of a journey can be read. */
export function programUri(fileUri: string, journey: string): string {
  return `${PROGRAM_SCHEME}:${fileUri.replace(/^file:/, "")}?${encodeURIComponent(journey)}.json`;
}

/** The file and the journey of such a URI; `undefined` for one that is not of this form. */
export function programOf(uri: string): { readonly fileUri: string; readonly journey: string } | undefined {
  const found = /^trajet-program:(.*)\?(.+)\.json$/.exec(uri);
  if (found === null) return undefined;
  const [, path = "", journey = ""] = found;
  return { fileUri: path.startsWith("/") ? `file:${path}` : path, journey: decodeURIComponent(journey) };
}

/** The compiled program of a journey as text; where there is none, why. */
export function programText(project: ProjectSnapshot, journey: string): TextDocumentContentResult {
  const reasons: string[] = [];
  const diagnostics = [...project.diagnostics.values()].flat();
  const { journeys } = compileProject(project.model, diagnostics, ({ kind, name, reason }) => {
    if (kind === "journey" && name === journey) reasons.push(reason);
  });
  const compiled = journeys.find(({ program }) => program.journey === journey);
  if (compiled !== undefined) return { text: `${JSON.stringify(compiled.program, null, 2)}\n` };
  const reason = reasons[0] ?? "the project has no journey of that name";
  return { text: `// There is no program of ${journey}: ${reason}.\n` };
}
