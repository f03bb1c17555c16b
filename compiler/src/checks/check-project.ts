import { type Expression, originalOf } from "@trajet/grammar";
import { analyseProject } from "../analyses/analyse-project.ts";
import { type AskedSegments, createSegments, type KeptSegments } from "../analyses/segments.ts";
import type { Code } from "../catalogue/catalogue.ts";
import type { Diagnostic } from "../diagnostics/diagnostic.ts";
import { collect, type Report } from "../diagnostics/report.ts";
import { inReadingOrder, withSeverity } from "../diagnostics/severity.ts";
import { suppress } from "../diagnostics/suppression.ts";
import { askedAudiences } from "../model/asked-audiences.ts";
import { bind } from "../model/bind.ts";
import { createFacts, type Facts, type Kept } from "../model/facts.ts";
import type { BoundModel, Model } from "../model/model.ts";
import { projectFacts } from "../model/project-facts.ts";
import { createProjectTypes, type KeptTypes } from "../model/project-types.ts";
import { trackedSymbols } from "../model/tracked-symbols.ts";
import type { Type } from "../model/types.ts";
import type { ProjectConfig } from "../project/config.ts";
import type { JourneyFile, ProjectFiles } from "../project/files.ts";
import { readConfig } from "../project/read-config.ts";
import { isWritten } from "../project/text.ts";
import { checkMessageTemplates } from "../templates/check.ts";
import { createSendings, type KeptSendings, type Sendings } from "../templates/sendings.ts";
import { checkCapNames, usedByCaps } from "./cap-names.ts";
import { type CheckedFile, checkFile, type KeptDeclarations } from "./check-file.ts";
import { isBroken, type ParsedFile, parseFile } from "./parse-file.ts";
import { checkFiles, withoutTooLarge } from "./texts.ts";
import { reportUnused } from "./unused.ts";

/**
 * A project after all checks. The model is there even where much is wrong. The files are read and bound at once; they are checked
 * when the diagnostics, the type of an expression or the sendings of a message are first asked for, so that who only looks
 * names up waits for less.
 */
export interface CheckedProject {
  readonly model: Model;
  /** In reading order: by file, then by place; a trajet.json that cannot be read comes first. */
  readonly diagnostics: readonly Diagnostic[];
}

/** Checks a project once. A host that checks again and again takes `createChecker`. */
export function checkProject(files: ProjectFiles): CheckedProject {
  return createChecker()(files);
}

/**
 * A checker that remembers: a file is parsed again only when its text changed, and checked again only when its text or
 * something that it asked for (a declaration, the names of a kind, another file) changed.
 */
export function createChecker(): (files: ProjectFiles) => CheckedProject {
  const types = new WeakMap<Expression, Type>();
  const config = createConfigReader();
  const facts = createFacts();
  const kept: Memory = {
    contacts: new WeakMap(),
    records: new WeakMap(),
    checked: new WeakMap(),
    declarations: new WeakMap(),
    templates: new WeakMap(),
    sendings: new Map(),
    segments: new Map(),
  };
  const readPaths = new Set<string>();
  let known: ReadonlyMap<string, ParsedFile> = new Map();
  let latest: BoundModel | undefined;
  return (given) => {
    const project = withoutTooLarge(given, readPaths);
    const files = project.journeys.map((file) => parsedFile(file, known.get(file.path)));
    known = new Map(files.map((file) => [file.path, file]));
    const read = config(project.config);
    const bound = collect();
    const sent = createSendings(facts, kept.sendings);
    const { model, begin } = createModel(project, files, read.config, facts, kept, sent, bound.report);
    latest = model;
    const typeOf = (expression: Expression): Type | undefined =>
      types.get(expression) ?? types.get(originalOf(expression) ?? expression);
    const check = once((): readonly Diagnostic[] => {
      // Another state may have been read since this one was.
      if (latest !== model) begin();
      latest = model;
      const checked = files.map((file) =>
        facts.keep(kept.checked, file, () => checkFile(file, model, types, kept.declarations)),
      );
      sent.keep(checked.flatMap(({ sendings }) => sendings));
      const tracked = { ...model, sendings: sent.of };
      const templates = files.map((file) =>
        facts.keep(kept.templates, file, () =>
          checkMessageTemplates(file, tracked, (span) => isBroken(file, span)),
        ),
      );
      const whole: Model = { ...tracked, readFile: project.readFile, typeOf };
      const caps = collect();
      checkCapNames(project.config, read.config, whole.symbols, caps.report);
      const first = [
        ...read.diagnostics,
        ...caps.diagnostics,
        ...checkFiles(given, readPaths),
        ...bound.diagnostics,
      ];
      return allDiagnostics(
        whole,
        files,
        checked,
        [...first, ...distinct(templates.flat())],
        readPaths,
      ).filter(namesReadFile(given, files));
    });
    return {
      model: {
        ...model,
        readFile: project.readFile,
        typeOf: (expression) => {
          check();
          return typeOf(expression);
        },
        sendings: (key) => {
          check();
          return sent.of(key);
        },
      },
      get diagnostics() {
        return check();
      },
    };
  };
}

/** Computes a value when it is first asked for. What throws is tried again. */
function once<V extends object>(compute: () => V): () => V {
  let value: V | undefined;
  return () => {
    value ??= compute();
    return value;
  };
}

/** What a checker keeps from one state of the project to the next. */
interface Memory extends KeptTypes {
  readonly checked: WeakMap<ParsedFile, Kept<CheckedFile>>;
  readonly declarations: KeptDeclarations;
  readonly templates: WeakMap<ParsedFile, Kept<readonly Diagnostic[]>>;
  readonly sendings: KeptSendings;
  readonly segments: KeptSegments;
}

/** A partial that several messages put in says the same of each. */
function distinct(diagnostics: readonly Diagnostic[]): readonly Diagnostic[] {
  const said = new Map(
    diagnostics.map((each) => [`${each.code} ${each.file} ${each.span.start} ${each.span.end}`, each]),
  );
  return [...said.values()];
}

function parsedFile(file: JourneyFile, before: ParsedFile | undefined): ParsedFile {
  return before?.text === file.text ? before : parseFile(file, before);
}

function createModel(
  project: ProjectFiles,
  files: readonly ParsedFile[],
  config: ProjectConfig,
  facts: Facts,
  kept: Memory,
  sent: Sendings,
  report: Report,
): { readonly model: BoundModel; readonly begin: () => void } {
  const bound = bind(files, report);
  const inProject = projectFacts(project, bound, files);
  const segments: AskedSegments = createSegments(facts, kept.segments, () => model);
  const begin = (): void =>
    facts.begin((fact) =>
      fact === "config" ? config : (sent.fact(fact) ?? segments.fact(fact) ?? inProject(fact)),
    );
  begin();
  const symbols = trackedSymbols(bound, facts, "declared");
  const heads = trackedSymbols(bound, facts, "head");
  const readFile = (path: string): string | undefined => {
    facts.ask(`file ${path}`);
    return project.readFile(path);
  };
  const owners = new Map(
    files.flatMap((file) => file.tree.declarations.map((each) => [each, file] as const)),
  );
  const model: BoundModel = {
    config,
    files,
    symbols,
    heads,
    audiences: askedAudiences(heads, facts),
    segments,
    types: createProjectTypes({ symbols, heads }, readFile, facts, kept),
    fileOf: (declaration) => {
      const file = owners.get(declaration);
      if (file === undefined)
        throw new Error("This declaration is of another project, or of an older state of this one.");
      return file;
    },
    readFile,
    paths: project.paths ?? [],
    compileMarkup: (markup) => project.compileMarkup?.(markup),
    facts,
  };
  return { model, begin };
}

/** Everything that is said of a project, with the severities that it wishes and without what it silences. */
function allDiagnostics(
  model: Model,
  files: readonly ParsedFile[],
  checked: readonly CheckedFile[],
  first: readonly Diagnostic[],
  readPaths: ReadonlySet<string>,
): readonly Diagnostic[] {
  const late = collect();
  reportUnused(
    files,
    new Set([...checked.flatMap(({ used }) => [...used]), ...usedByCaps(model.config)]),
    late.report,
  );
  analyseProject(
    checked.flatMap(({ summaries }) => summaries),
    model.config,
    late.report,
  );
  const said = [
    ...first,
    ...refine(
      files.flatMap((file) => file.problems),
      checked.flatMap(({ refined }) => refined),
    ),
    ...checked.flatMap(({ diagnostics }) => diagnostics),
    ...late.diagnostics,
  ];
  const severe = said.flatMap((each) => withSeverity(each, model.config.severity) ?? []);
  const suppressions = collect();
  const templates = [...readPaths].filter((path) => isWritten(path) && !path.endsWith(".journey"));
  const kept = [...files, ...templates.map((path) => ({ path, text: model.readFile(path) ?? "" }))].reduce<
    readonly Diagnostic[]
  >((rest, file) => suppressIn(file, rest, suppressions.report), saidOnce(severe));
  const about = suppressions.diagnostics.flatMap((each) => withSeverity(each, model.config.severity) ?? []);
  return wholeProjectFirst(inReadingOrder([...kept, ...about]));
}

/** Puts what the checks say of a mistake of form in the place of what the parser said of it, unless that has a fix already. */
function refine(problems: readonly Diagnostic[], refined: readonly Diagnostic[]): readonly Diagnostic[] {
  if (refined.length === 0) return problems;
  const placeOf = ({ file, code, span }: Diagnostic): string => `${file} ${code} ${span.start} ${span.end}`;
  const better = new Map(refined.map((each) => [placeOf(each), each]));
  return problems.map((each) => (each.fixes === undefined ? (better.get(placeOf(each)) ?? each) : each));
}

/** Letters that a file is not there. */
const NO_FILE: ReadonlySet<string> = new Set<Code>(["TJ5007", "TJ6013"]);

/** Of a file that could not be read that is said already: it is there. */
function namesReadFile(
  { omitted = [] }: ProjectFiles,
  files: readonly ParsedFile[],
): (diagnostic: Diagnostic) => boolean {
  const unread = new Set(omitted.flatMap(({ path, why }) => (why === "unreadable" ? [path] : [])));
  return ({ code, file, span }) => {
    if (unread.size === 0 || !NO_FILE.has(code)) return true;
    const text = files.find(({ path }) => path === file)?.text ?? "";
    return !unread.has(text.slice(span.start, span.end).replaceAll('"', ""));
  };
}

/** What several files say of one schema, or of one template, is said once. */
function saidOnce(diagnostics: readonly Diagnostic[]): readonly Diagnostic[] {
  const said = new Set<string>();
  return diagnostics.filter(({ file, code, span, message }) => {
    if (file.endsWith(".journey")) return true;
    const key = `${file} ${code} ${span.start} ${span.end} ${message}`;
    if (said.has(key)) return false;
    said.add(key);
    return true;
  });
}

/** A trajet.json that cannot be read says nothing to the whole project: that comes before all else. */
function wholeProjectFirst(diagnostics: readonly Diagnostic[]): readonly Diagnostic[] {
  const first = diagnostics.filter(({ code }) => code === "TJ6001");
  return [...first, ...diagnostics.filter(({ code }) => code !== "TJ6001")];
}

function suppressIn(
  file: Pick<ParsedFile, "path" | "text"> & Partial<Pick<ParsedFile, "isComment" | "tree">>,
  all: readonly Diagnostic[],
  report: Report,
): readonly Diagnostic[] {
  if (!file.text.includes("trajet-ignore")) return all;
  const [own, others] = [
    all.filter((each) => each.file === file.path),
    all.filter((each) => each.file !== file.path),
  ];
  // In a declaration with an error, what a comment silences may not have been looked for.
  const errors = own.filter(({ severity, code }) => severity === "error" && code !== "TJ2001");
  const wrong = (file.tree?.declarations ?? []).filter(({ span }) =>
    errors.some((each) => span.start <= each.span.start && each.span.end <= span.end),
  );
  const isSaid = (at: number): boolean => !wrong.some(({ span }) => span.start <= at && at <= span.end);
  return [...others, ...suppress(own, file, file.isComment ?? (() => true), isSaid, report)];
}

/** Reads trajet.json again only when its text changed. */
function createConfigReader(): (text: string | undefined) => ReturnType<typeof readConfig> {
  let last: { readonly text: string | undefined; readonly read: ReturnType<typeof readConfig> } | undefined;
  return (text) => {
    if (last === undefined || last.text !== text) last = { text, read: readConfig(text) };
    return last.read;
  };
}
