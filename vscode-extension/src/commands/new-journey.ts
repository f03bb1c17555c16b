import { commands, type ExtensionContext, FileType, Uri, window, workspace } from "vscode";
import { allProjects } from "./projects.ts";

/** A prebuilt journey, as `generated/prebuilt.json` has it: texts by their paths in a project. */
interface Prebuilt {
  readonly name: string;
  readonly description: string;
  /** All that a project of its own needs. */
  readonly files: Readonly<Record<string, string>>;
  /** Those of the files that it brings to a project that is there already. */
  readonly brought: readonly string[];
}

export function registerNewJourney({ subscriptions, extensionUri }: ExtensionContext): void {
  const read = async (): Promise<readonly Prebuilt[]> => {
    const file = Uri.joinPath(extensionUri, "generated/prebuilt.json");
    return JSON.parse(new TextDecoder().decode(await workspace.fs.readFile(file)));
  };
  subscriptions.push(commands.registerCommand("trajet.newJourney", async () => newJourney(await read())));
}

async function newJourney(all: readonly Prebuilt[]): Promise<void> {
  const chosen = await window.showQuickPick(
    all.map((prebuilt) => ({ label: prebuilt.name, detail: prebuilt.description, prebuilt })),
    { title: "New journey", placeHolder: "Which one do you want to begin with?", matchOnDetail: true },
  );
  if (chosen === undefined) return;
  const { prebuilt } = chosen;
  const place = await askWhere(prebuilt);
  if (place === undefined) return;
  const taken = await takenIn(place);
  if (taken.length > 0) {
    window.showErrorMessage(`Nothing was written: ${taken.join(", ")} is there already.`);
    return;
  }
  for (const path of place.files) {
    const text = new TextEncoder().encode(prebuilt.files[path] ?? "");
    await workspace.fs.writeFile(Uri.joinPath(place.folder, path), text);
  }
  const journey = place.files.find((path) => path.endsWith(`${prebuilt.name}.journey`)) ?? place.files[0];
  if (journey !== undefined) await window.showTextDocument(Uri.joinPath(place.folder, journey));
}

interface Place {
  readonly folder: Uri;
  readonly files: readonly string[];
}

async function askWhere(prebuilt: Prebuilt): Promise<Place | undefined> {
  const { name, files, brought } = prebuilt;
  const existing = (await allProjects()).map(({ uri, path, folder }) => ({
    label: `$(folder) Into the project ${path === "." ? folder.name : path}`,
    detail: "its journey and messages; what of it your project lacks is shown as a problem",
    place: { folder: uri, files: brought },
  }));
  const fresh = (workspace.workspaceFolders ?? []).map((folder) => ({
    label: `$(new-folder) A project of its own: ${folder.name}/${name}`,
    detail: "with people, tests and made-up happenings to play with",
    place: { folder: Uri.joinPath(folder.uri, name), files: Object.keys(files) },
  }));
  if (existing.length + fresh.length === 0) {
    window.showInformationMessage("Open a folder first: the journey is written into it.");
    return undefined;
  }
  return (await window.showQuickPick([...existing, ...fresh], { title: "Where to?" }))?.place;
}

/** Those of the files that exist: nothing is written over. */
async function takenIn({ folder, files }: Place): Promise<readonly string[]> {
  const found = await Promise.all(
    files.map((path) =>
      workspace.fs.stat(Uri.joinPath(folder, path)).then(
        ({ type }) => type !== FileType.Unknown,
        () => false,
      ),
    ),
  );
  return files.filter((_, index) => found[index]);
}
