import type { Diagnostic } from "vscode-languageserver";
import type { ProjectSnapshot, SnapshotFile } from "../workspace/snapshot.ts";
import type { Workspace } from "../workspace/workspace.ts";
import { diagnosticsOf } from "./convert.ts";
import { createResults, type Report } from "./results.ts";

/** What the reporter does with the world outside. */
export interface ReporterPorts {
  readonly publish: (uri: string, version: number | undefined, diagnostics: Diagnostic[]) => void;
  /** Asks the editor to pull again; `undefined` where it does not know how. */
  readonly refresh: (() => void) | undefined;
  /** Runs an action a little later, once; a second call before that moves it. */
  readonly later: (action: () => void) => void;
  readonly nextTurn: () => Promise<void>;
  /** Tells how far a look at everything has come. */
  readonly progress: (done: number, of: number) => void;
  readonly failed: (what: string, problem: unknown) => void;
}

/** A file of a report on the whole workspace. */
export type FileReport = Report & { readonly uri: string; readonly version: number | null };

/**
 * Tells the editor what is wrong. Files are pushed to it whenever what is known of them changes. An editor that pulls is
 * pushed only the files that it has not open, and asks for the others itself; one that asks for the whole workspace is
 * pushed nothing any more. So nothing is shown twice.
 */
export interface Reporter {
  /** Something changed; all that follows from it is reported a little later. */
  readonly changed: () => void;
  readonly pull: (path: string, previousResultId: string | undefined) => Report;
  readonly pullAll: (previous: ReadonlyMap<string, string>) => readonly FileReport[];
}

export function createReporter(workspace: Workspace, pulls: boolean, ports: ReporterPorts): Reporter {
  /** What the editor has been told last, by URI. Nothing stands here for a file of which there is nothing to say. */
  const pushed = new Map<string, string>();
  const results = createResults();
  const reported = new Map<string, ProjectSnapshot>();
  let pullsAll = false;

  const push = (uri: string, version: number | undefined, items: Diagnostic[]): void => {
    // An editor that knows the version of a report drops one that is out of date, so each version of a buffer has its own.
    const said = items.length === 0 && version === undefined ? undefined : JSON.stringify([version, items]);
    if (pushed.get(uri) === said) return;
    if (said === undefined) pushed.delete(uri);
    else pushed.set(uri, said);
    ports.publish(uri, version, items);
  };

  /** @returns whether the editor must pull this file again */
  const report = (project: ProjectSnapshot, file: SnapshotFile): boolean => {
    if (pullsAll || (pulls && file.open)) {
      push(file.uri, undefined, []);
      return results.isStale(file.uri, () => diagnosticsOf(project, file));
    }
    results.forget(file.uri);
    push(file.uri, file.open ? file.document.version : undefined, diagnosticsOf(project, file));
    return false;
  };

  /** One project that cannot be checked leaves the others as they are. */
  const reportProject = (key: string): boolean => {
    try {
      const project = workspace.project(key);
      if (reported.get(key) === project) return false;
      // An editor may write the address of a file that it opens in another way than the disk's: `%28` for `(`. What it takes for
      // one file must be taken back before it is told anew.
      for (const file of reported.get(key)?.files.values() ?? []) {
        if (project.files.get(file.path)?.uri !== file.uri) push(file.uri, undefined, []);
      }
      const stale = [...project.files.values()].map((file) => report(project, file));
      reported.set(key, project);
      return stale.includes(true);
    } catch (problem) {
      ports.failed(`the check of ${key}`, problem);
      return false;
    }
  };

  const withdrawGone = (keys: readonly string[]): void => {
    for (const [key, project] of reported) {
      if (keys.includes(key)) continue;
      reported.delete(key);
      for (const file of project.files.values()) push(file.uri, undefined, []);
    }
  };

  /** Project by project, so that requests are answered in between. */
  const reportAll = async (): Promise<void> => {
    const keys = workspace.keys();
    withdrawGone(keys);
    let stale = false;
    for (const [index, key] of keys.entries()) {
      if (index > 0) await ports.nextTurn();
      ports.progress(index, keys.length);
      stale = reportProject(key) || stale;
    }
    ports.progress(keys.length, keys.length);
    if (stale) ports.refresh?.();
  };

  let running: Promise<void> = Promise.resolve();
  const inTurn = (): void => {
    running = running.then(reportAll).catch((problem) => ports.failed("the report", problem));
  };

  return {
    changed: () => ports.later(inTurn),
    pull: (path, previousResultId) => {
      const snapshot = workspace.snapshot(path);
      const items = snapshot === undefined ? [] : diagnosticsOf(snapshot.project, snapshot.file);
      return results.report(snapshot?.file.uri ?? path, items, previousResultId);
    },
    pullAll: (previous) => {
      pullsAll = true;
      for (const uri of [...pushed.keys()]) push(uri, undefined, []);
      const files = workspace.keys().flatMap((key) => {
        const project = workspace.project(key);
        reported.set(key, project);
        return [...project.files.values()].map((file) => ({ project, file }));
      });
      const found = files.map(({ project, file }) => ({
        ...results.report(file.uri, diagnosticsOf(project, file), previous.get(file.uri)),
        uri: file.uri,
        version: file.open ? file.document.version : null,
      }));
      return [...found, ...goneSince(previous, new Set(files.map(({ file }) => file.uri)))];
    },
  };
}

/** What an editor still shows of files that are not there any more is taken back. */
function goneSince(previous: ReadonlyMap<string, string>, there: ReadonlySet<string>): FileReport[] {
  return [...previous.keys()]
    .filter((uri) => !there.has(uri))
    .map((uri) => ({ kind: "full", resultId: "", items: [], uri, version: null }));
}
