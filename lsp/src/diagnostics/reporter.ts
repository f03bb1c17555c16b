import type { Diagnostic } from "vscode-languageserver";
import type { ProjectSnapshot, SnapshotFile } from "../workspace/snapshot.ts";
import type { Workspace } from "../workspace/workspace.ts";
import { diagnosticsOf } from "./convert.ts";

/** What the reporter does with the world outside. */
export interface ReporterPorts {
  readonly publish: (uri: string, version: number | undefined, diagnostics: Diagnostic[]) => void;
  /** Asks the editor to pull again; `undefined` where it does not know how. */
  readonly refresh: (() => void) | undefined;
  /** Runs an action a little later, once; a second call before that moves it. */
  readonly later: (action: () => void) => void;
  readonly failed: (what: string, problem: unknown) => void;
}

export type Report =
  | { readonly kind: "full"; readonly resultId: string; readonly items: Diagnostic[] }
  | { readonly kind: "unchanged"; readonly resultId: string };

/**
 * Tells the editor what is wrong. Files are pushed to it whenever what is known of them changes. An editor that pulls is
 * pushed only the files that it has not open, and asks for the others itself, so that nothing is shown twice.
 */
export interface Reporter {
  /** Something changed; all that follows from it is reported a little later. */
  readonly changed: () => void;
  readonly pull: (path: string, previousResultId: string | undefined) => Report;
}

export function createReporter(workspace: Workspace, pulls: boolean, ports: ReporterPorts): Reporter {
  /** What the editor has been told last, by URI. Nothing stands here for a file of which there is nothing to say. */
  const pushed = new Map<string, string>();
  const pulled = new Map<string, { readonly said: string; readonly id: string }>();
  const reported = new Map<string, ProjectSnapshot>();
  let results = 0;

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
    const items = diagnosticsOf(project, file);
    if (!pulls || !file.open) {
      pulled.delete(file.uri);
      push(file.uri, file.open ? file.document.version : undefined, items);
      return false;
    }
    push(file.uri, undefined, []);
    const last = pulled.get(file.uri);
    return last !== undefined && last.said !== JSON.stringify(items);
  };

  /** One project that cannot be checked leaves the others as they are. */
  const reportProject = (key: string): boolean => {
    try {
      const project = workspace.project(key);
      if (reported.get(key) === project) return false;
      const stale = [...project.files.values()].map((file) => report(project, file));
      for (const file of reported.get(key)?.files.values() ?? []) {
        if (!project.files.has(file.path)) push(file.uri, undefined, []);
      }
      reported.set(key, project);
      return stale.includes(true);
    } catch (problem) {
      ports.failed(`the check of ${key}`, problem);
      return false;
    }
  };

  const reportAll = (): void => {
    const keys = workspace.keys();
    for (const [key, project] of reported) {
      if (keys.includes(key)) continue;
      reported.delete(key);
      for (const file of project.files.values()) push(file.uri, undefined, []);
    }
    const stale = keys.map(reportProject);
    if (stale.includes(true)) ports.refresh?.();
  };

  return {
    changed: () => ports.later(reportAll),
    pull: (path, previousResultId) => {
      const snapshot = workspace.snapshot(path);
      const items = snapshot === undefined ? [] : diagnosticsOf(snapshot.project, snapshot.file);
      const uri = snapshot?.file.uri ?? path;
      const said = JSON.stringify(items);
      const last = pulled.get(uri);
      if (last?.said === said && last.id === previousResultId)
        return { kind: "unchanged", resultId: last.id };
      const id = last?.said === said ? last.id : `${++results}`;
      pulled.set(uri, { said, id });
      return { kind: "full", resultId: id, items };
    },
  };
}
