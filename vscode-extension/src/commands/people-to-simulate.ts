import { window, workspace } from "vscode";

const WAYS = [
  { label: "People from a file", detail: "as trajet import reads them", option: "--contacts" },
  { label: "People made up", detail: "by the rates of a file", option: "--population" },
  { label: "The project's database", detail: "as it stands", option: "--database" },
] as const;

/** Which people a simulation plays, as arguments of `trajet simulate`; `undefined` where the question is left. */
export async function askForPeople(): Promise<readonly string[] | undefined> {
  const way = await window.showQuickPick(WAYS, { title: "Whom does the simulation play?" });
  if (way === undefined) return undefined;
  if (way.option === "--database") return [way.option];
  const file = await pickFile(way.label);
  return file === undefined ? undefined : [way.option, file];
}

async function pickFile(title: string): Promise<string | undefined> {
  const files = await workspace.findFiles("**/*.{csv,ndjson,json}", "**/{node_modules,.*}/**", 500);
  const names = files.map((file) => workspace.asRelativePath(file, false)).toSorted();
  if (names.length === 0) window.showInformationMessage("There is no .csv, .ndjson or .json file here.");
  return names.length === 0 ? undefined : window.showQuickPick(names, { title });
}
