import { keptProject } from "./kept.ts";
import { type Example, type Files, firstFile } from "./project.ts";
import { projectIn } from "./share.ts";

/** The project with which the page opens. */
export interface Beginning {
  /** Of the example that it began as; empty for one that came by a link. */
  readonly name: string;
  readonly files: Files;
  readonly shown: string;
  /** Why the link was not taken. */
  readonly unread?: string;
}

const FIRST = "welcome";

/** What was open before a reload, or what the link holds, or the first example. */
export async function beginning(hash: string, examples: readonly Example[]): Promise<Beginning> {
  const kept = keptProject(hash);
  if (kept !== undefined) return kept;
  try {
    const files = await projectIn(hash);
    if (files !== undefined) return { name: "", files, shown: firstFile(files, "") };
  } catch (problem) {
    return {
      ...ofExample(FIRST, examples),
      unread: problem instanceof Error ? problem.message : String(problem),
    };
  }
  return ofExample(FIRST, examples);
}

export function ofExample(name: string, examples: readonly Example[]): Beginning {
  const files = examples.find((example) => example.name === name)?.files ?? {};
  return { name, files, shown: firstFile(files, name) };
}
