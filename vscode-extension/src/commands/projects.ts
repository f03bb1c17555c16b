import { RelativePattern, Uri, type WorkspaceFolder, window, workspace } from "vscode";

/** A folder with a trajet.json, by its path in a workspace folder: `.` is the folder itself. */
export interface OpenProject {
  readonly folder: WorkspaceFolder;
  readonly path: string;
  readonly uri: Uri;
}

/** All projects in a workspace folder. */
export async function projectsIn(folder: WorkspaceFolder): Promise<readonly OpenProject[]> {
  const files = await workspace.findFiles(
    new RelativePattern(folder, "**/trajet.json"),
    "**/{node_modules,.*}/**",
  );
  return files
    .map((file) => Uri.joinPath(file, ".."))
    .map((uri) => ({ folder, uri, path: uri.path.slice(folder.uri.path.length).replace(/^\//, "") || "." }))
    .toSorted((one, other) => (one.path < other.path ? -1 : 1));
}

export async function allProjects(): Promise<readonly OpenProject[]> {
  return (await Promise.all((workspace.workspaceFolders ?? []).map(projectsIn))).flat();
}

/** The project around the file in front; else the only one; else one of them is chosen. */
export async function chooseProject(): Promise<OpenProject | undefined> {
  const projects = await allProjects();
  const inFront = window.activeTextEditor?.document.uri.toString() ?? "";
  const around = projects.filter(({ uri }) => inFront.startsWith(`${uri}/`));
  const nearest = around.toSorted((one, other) => other.path.length - one.path.length)[0];
  if (nearest !== undefined || projects.length === 1) return nearest ?? projects[0];
  if (projects.length === 0) {
    window.showInformationMessage("No project is open: a project is a folder with a trajet.json.");
    return undefined;
  }
  const chosen = await window.showQuickPick(
    projects.map((project) => ({ label: project.path, description: project.folder.name, project })),
    { title: "Which project?" },
  );
  return chosen?.project;
}
