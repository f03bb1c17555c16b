import { type CompiledMarkup, protectMarkup } from "@trajet/compiler";
import type { ProjectOnDisk } from "./project.ts";
import { UsageError } from "./usage-error.ts";

/** What `mjml` gives; the package brings no types of its own. */
interface Made {
  readonly html: string;
  readonly errors: readonly { readonly line: number; readonly message: string; readonly tagName?: string }[];
}
type ToHtml = (markup: string, options: object) => Promise<Made>;

/**
 * A project whose MJML bodies are made into HTML. `mjml` is loaded only for a project that has some; it reads neither
 * includes nor settings of its own.
 *
 * @throws UsageError if it is not installed
 */
export async function withMarkup(project: ProjectOnDisk): Promise<ProjectOnDisk> {
  const sources = [...project.files].filter(([path]) => path.endsWith(".mjml"));
  if (sources.length === 0) return project;
  const toHtml = await loadMjml(sources[0]?.[0] ?? "");
  const made = await Promise.all(
    sources.map(async ([, source]) => {
      const { markup } = protectMarkup(source);
      return [markup, await compiled(markup, toHtml)] as const;
    }),
  );
  return { ...project, markup: new Map(made) };
}

async function compiled(markup: string, toHtml: ToHtml): Promise<CompiledMarkup> {
  try {
    const { html, errors } = await toHtml(markup, {
      validationLevel: "soft",
      ignoreIncludes: true,
      keepComments: false,
    });
    return {
      html,
      problems: errors.map(({ line, message, tagName }) => ({ line, message: about(tagName, message) })),
    };
  } catch (error) {
    return {
      html: "",
      problems: [{ line: 1, message: error instanceof Error ? error.message : String(error) }],
    };
  }
}

const about = (tag: string | undefined, message: string): string =>
  tag === undefined || message.includes(tag) ? message : `<${tag}>: ${message}`;

async function loadMjml(path: string): Promise<ToHtml> {
  // Named by a variable, since it brings no types.
  const name = "mjml";
  try {
    const { default: toHtml } = (await import(name)) as { readonly default: ToHtml };
    return toHtml;
  } catch (error) {
    if (!(error instanceof Error && "code" in error && error.code === "ERR_MODULE_NOT_FOUND")) throw error;
    throw new UsageError(
      `${path} is MJML, and the package "mjml" that makes HTML of it is not installed: run npm install mjml, or write the body as .hbs.`,
    );
  }
}
