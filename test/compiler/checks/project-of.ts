import { checkProject, type Diagnostic, type Omitted, type ProjectFiles } from "@trajet/compiler";

/** A project of one file, `main.journey`, with others beside it by their paths. */
export function projectOf(
  text: string,
  more: {
    readonly config?: string;
    readonly files?: Readonly<Record<string, string>>;
    readonly omitted?: readonly Omitted[];
  } = {},
): ProjectFiles {
  const files = new Map(Object.entries(more.files ?? {}));
  return {
    folder: "/shop",
    config: more.config,
    journeys: [{ path: "main.journey", text }],
    readFile: (path) => files.get(path),
    paths: [...files.keys()],
    omitted: more.omitted ?? [],
  };
}

/** What is said of a project of one file. */
export function check(text: string, more: Parameters<typeof projectOf>[1] = {}): readonly Diagnostic[] {
  return checkProject(projectOf(text, more)).diagnostics;
}

/** Each diagnostic as its code and the text that it underlines. */
export function marks(text: string, more: Parameters<typeof projectOf>[1] = {}): readonly string[] {
  return check(text, more).map(({ code, span, file }) =>
    file === "main.journey" ? `${code} ${text.slice(span.start, span.end)}` : `${code} in ${file}`,
  );
}
