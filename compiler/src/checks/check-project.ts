import type { Expression } from "@trajet/grammar";
import type { Diagnostic } from "../diagnostics/diagnostic.ts";
import { collect, type Report } from "../diagnostics/report.ts";
import { inReadingOrder, withSeverity } from "../diagnostics/severity.ts";
import { suppress } from "../diagnostics/suppression.ts";
import { bind } from "../model/bind.ts";
import type { Model } from "../model/model.ts";
import { createProjectTypes } from "../model/project-types.ts";
import type { Type } from "../model/types.ts";
import type { ProjectConfig } from "../project/config.ts";
import type { JourneyFile, ProjectFiles } from "../project/files.ts";
import { readConfig } from "../project/read-config.ts";
import { checkMessageTemplates } from "../templates/check.ts";
import { type CheckedFile, checkFile } from "./check-file.ts";
import { type ParsedFile, parseFile } from "./parse-file.ts";
import { RUN_CODES, reportNotRun } from "./run/needs.ts";
import { reportUnused } from "./unused.ts";

/** A project after all checks. The model is there even where much is wrong. */
export interface CheckedProject {
  readonly model: Model;
  /** In reading order: by file, then by place; a trajet.json that cannot be read comes first. */
  readonly diagnostics: readonly Diagnostic[];
}

/** What is asked of a check beside the mistakes. */
export interface CheckOptions {
  /** Says also what this version's runtime does not run yet: for hosts that are about to run the project. */
  readonly toRun?: boolean;
}

/** Checks a project once. A host that checks again and again takes `createChecker`. */
export function checkProject(files: ProjectFiles, options: CheckOptions = {}): CheckedProject {
  return createChecker(options)(files);
}

interface Memory {
  readonly file: ParsedFile;
  /** Of the whole project, as it was when the file was checked. */
  readonly signature: string;
  readonly checked: CheckedFile;
}

/**
 * A checker that remembers: a file is parsed again only when its text changed, and checked again only when its text or
 * something declared in the project changed.
 */
export function createChecker(options: CheckOptions = {}): (files: ProjectFiles) => CheckedProject {
  const types = new WeakMap<Expression, Type>();
  const config = createConfigReader();
  /** Schemas and product lists that were read: their contents count as declared. */
  const paths = new Set<string>();
  let memory: ReadonlyMap<string, Memory> = new Map();
  return (project) => {
    const files = project.journeys.map((file) => parsedFile(file, memory.get(file.path)?.file));
    const read = config(project.config);
    const bound = collect();
    const readFile = (path: string): string | undefined => {
      paths.add(path);
      return project.readFile(path);
    };
    const model = createModel(files, read.config, readFile, bound.report);
    const signature = (): string => projectSignature(project, files, paths);
    const before = signature();
    const checked = files.map((file) => {
      const last = memory.get(file.path);
      return last?.file === file && last.signature === before ? last.checked : checkFile(file, model, types);
    });
    const after = signature();
    memory = new Map(
      files.map((file, index) => [
        file.path,
        { file, signature: after, checked: checked[index] ?? { diagnostics: [], used: new Set() } },
      ]),
    );
    const whole: Model = {
      ...model,
      readFile: project.readFile,
      typeOf: (expression) => types.get(expression),
    };
    return {
      model: whole,
      diagnostics: allDiagnostics(
        whole,
        files,
        checked,
        [...read.diagnostics, ...bound.diagnostics],
        options,
      ),
    };
  };
}

function parsedFile(file: JourneyFile, before: ParsedFile | undefined): ParsedFile {
  return before?.text === file.text ? before : parseFile(file);
}

/** What all files have in common: as long as it is the same, an edit of one leaves the others as they were checked. */
function projectSignature(
  project: ProjectFiles,
  files: readonly ParsedFile[],
  paths: ReadonlySet<string>,
): string {
  const read = [...paths].sort().map((path) => `${path} ${project.readFile(path) ?? ""}`);
  return [project.config ?? "", ...files.map((file) => file.signature), ...read].join("\u0000");
}

function createModel(
  files: readonly ParsedFile[],
  config: ProjectConfig,
  readFile: ProjectFiles["readFile"],
  report: Report,
): Omit<Model, "typeOf"> {
  const symbols = bind(files, report);
  const owners = new Map(
    files.flatMap((file) => file.tree.declarations.map((each) => [each, file] as const)),
  );
  return {
    config,
    files,
    symbols,
    types: createProjectTypes(symbols, readFile),
    fileOf: (declaration) => {
      const file = owners.get(declaration);
      if (file === undefined)
        throw new Error("This declaration is of another project, or of an older state of this one.");
      return file;
    },
    readFile,
  };
}

/** Everything that is said of a project, with the severities that it wishes and without what it silences. */
function allDiagnostics(
  model: Model,
  files: readonly ParsedFile[],
  checked: readonly CheckedFile[],
  first: readonly Diagnostic[],
  { toRun = false }: CheckOptions,
): readonly Diagnostic[] {
  const late = collect();
  reportUnused(files, new Set(checked.flatMap(({ used }) => [...used])), late.report);
  checkMessageTemplates(model, late.report);
  if (toRun) reportNotRun(files, model.symbols, late.report);
  const said = [
    ...first.filter(({ code }) => toRun || !RUN_CODES.has(code)),
    ...files.flatMap((file) => file.problems),
    ...checked.flatMap(({ diagnostics }) => diagnostics),
    ...late.diagnostics,
  ];
  const severe = said.flatMap((each) => withSeverity(each, model.config.severity) ?? []);
  const suppressions = collect();
  const kept = files.reduce<readonly Diagnostic[]>(
    (rest, file) => suppressIn(file, rest, suppressions.report, toRun),
    severe,
  );
  const about = suppressions.diagnostics.flatMap((each) => withSeverity(each, model.config.severity) ?? []);
  return wholeProjectFirst(inReadingOrder([...kept, ...about]));
}

/** A trajet.json that cannot be read says nothing to the whole project: that comes before all else. */
function wholeProjectFirst(diagnostics: readonly Diagnostic[]): readonly Diagnostic[] {
  const first = diagnostics.filter(({ code }) => code === "TJ6001");
  return [...first, ...diagnostics.filter(({ code }) => code !== "TJ6001")];
}

function suppressIn(
  file: ParsedFile,
  all: readonly Diagnostic[],
  report: Report,
  toRun: boolean,
): readonly Diagnostic[] {
  if (!file.text.includes("trajet-ignore")) return all;
  const [own, others] = [
    all.filter((each) => each.file === file.path),
    all.filter((each) => each.file !== file.path),
  ];
  const isSaid = (code: string): boolean => toRun || !RUN_CODES.has(code);
  return [...others, ...suppress(own, file, file.isInText, isSaid, report)];
}

/** Reads trajet.json again only when its text changed. */
function createConfigReader(): (text: string | undefined) => ReturnType<typeof readConfig> {
  let last: { readonly text: string | undefined; readonly read: ReturnType<typeof readConfig> } | undefined;
  return (text) => {
    if (last === undefined || last.text !== text) last = { text, read: readConfig(text) };
    return last.read;
  };
}
