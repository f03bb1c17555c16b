import type { ProjectSnapshot, TestsRun } from "@trajet/lsp";
import type { Disk } from "../disk.ts";
import { pretty } from "../output/for-people.ts";
import { inProject, reportOf } from "../output/report.ts";
import { projectPath } from "../project.ts";
import { testJson } from "./json.ts";
import { prettyTests } from "./pretty.ts";
import { failedOf, testReport } from "./report.ts";
import { runProject } from "./run.ts";
import { type Selected, selectTests } from "./select.ts";

/** Runs the tests of a file of a project, or the one of a title, on the texts that an editor has. New snapshots are written. */
export async function runInEditor(
  disk: Disk,
  project: ProjectSnapshot,
  file: string,
  title: string | undefined,
): Promise<TestsRun> {
  const began = performance.now();
  const selected = await selectTests(
    { folder: project.key, wanted: [file] },
    undefined,
    asOpen(disk, project),
  );
  const tests = selected.tests.filter(({ name }) => title === undefined || name === title);
  const run = await runProject(
    { ...selected, tests },
    { keeping: { update: false, writeNew: true }, machinery: undefined, jobs: 1 },
    disk,
  );
  const report = testReport([run], inProject, performance.now() - began);
  return {
    passed: selected.errors.length === 0 && tests.length > 0 && failedOf(report).length === 0,
    report: testJson(report, false),
    text:
      textOf(selected, tests.length, title) ??
      prettyTests(report, { color: false, isTerminal: false }, false),
  };
}

/** What keeps tests from running. */
function textOf({ checked, errors }: Selected, found: number, title: string | undefined): string | undefined {
  if (errors.length > 0) return pretty(reportOf([{ checked, shown: errors }], inProject), false);
  if (found > 0) return undefined;
  return title === undefined ? "There is no test in this file." : `There is no test "${title}" in this file.`;
}

/** The disk, but with what an editor has open as it stands there. */
function asOpen(disk: Disk, { key, files }: ProjectSnapshot): Disk {
  return {
    ...disk,
    read: (path) => {
      const file = files.get(projectPath(key, path));
      return file?.open ? Buffer.from(file.document.getText()) : disk.read(path);
    },
  };
}
