import {
  commands,
  type ExtensionContext,
  ShellExecution,
  Task,
  type TaskDefinition,
  TaskGroup,
  TaskScope,
  tasks,
  type WorkspaceFolder,
  workspace,
} from "vscode";
import { ownProgram } from "../server/own-program.ts";
import { askForPeople } from "./people-to-simulate.ts";
import { chooseProject, projectsIn } from "./projects.ts";

/** A task of type `trajet` in tasks.json. */
interface TrajetTask extends TaskDefinition {
  readonly type: "trajet";
  readonly command: "check" | "test" | "build" | "simulate";
  readonly project?: string;
  readonly args?: readonly string[];
}

/** Tasks that run the command line, for every project that is open; and the commands that run one of them at once. */
export function registerTasks({ subscriptions }: ExtensionContext): void {
  const run = async (command: TrajetTask["command"], args: readonly string[] = []): Promise<void> => {
    const project = await chooseProject();
    if (project === undefined) return;
    await tasks.executeTask(taskOf({ type: "trajet", command, project: project.path, args }, project.folder));
  };
  // Not “!isWeb”: the window of a remote machine may be in a browser, too, and tasks run there.
  commands.executeCommand("setContext", "trajet.runsTasks", true);
  subscriptions.push(
    tasks.registerTaskProvider("trajet", { provideTasks, resolveTask }),
    commands.registerCommand("trajet.check", () => run("check")),
    commands.registerCommand("trajet.simulate", async () => {
      const args = await askForPeople();
      if (args !== undefined) await run("simulate", args);
    }),
  );
}

async function provideTasks(): Promise<Task[]> {
  if (!workspace.isTrusted) return [];
  const found = await Promise.all((workspace.workspaceFolders ?? []).map(tasksOf));
  return found.flat();
}

async function tasksOf(folder: WorkspaceFolder): Promise<readonly Task[]> {
  const projects = await projectsIn(folder);
  return projects.flatMap(({ path }) =>
    (["check", "test", "build"] as const).map((command) =>
      taskOf({ type: "trajet", command, project: path }, folder),
    ),
  );
}

/** A task of the user's own: its definition is the user's object, which the editor wants back as it is. */
function resolveTask(task: Task): Task | undefined {
  const { definition, scope } = task;
  if (!isTrajetTask(definition) || scope === undefined) return undefined;
  return taskOf(definition, typeof scope === "object" ? scope : undefined);
}

const isTrajetTask = (definition: TaskDefinition): definition is TrajetTask =>
  ["check", "test", "build", "simulate"].includes(definition.command);

function taskOf(definition: TrajetTask, folder: WorkspaceFolder | undefined): Task {
  const { command, project = ".", args = [] } = definition;
  const words = [...argumentsOf(command, project), ...args];
  const program = ownProgram();
  // `--no`: nothing is downloaded that the project does not have.
  const execution =
    program === undefined
      ? new ShellExecution("npx", ["--no", "--", "trajet", ...words])
      : new ShellExecution(program, words);
  const name = project === "." ? command : `${command} ${project}`;
  const task = new Task(definition, folder ?? TaskScope.Workspace, name, "trajet", execution, "$trajet");
  if (command === "check" || command === "build") task.group = TaskGroup.Build;
  if (command === "test") task.group = TaskGroup.Test;
  return task;
}

/** Paths are from the workspace folder, and so are those of the problems. */
function argumentsOf(command: TrajetTask["command"], project: string): readonly string[] {
  switch (command) {
    case "check":
      return ["check", "--format", "compact", project];
    case "test":
    case "build":
      return [command, project];
    case "simulate":
      return ["--project", project, "simulate"];
    default:
      return command satisfies never;
  }
}
