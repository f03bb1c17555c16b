import type { Span } from "@trajet/grammar";
import type { Code, ParamsOf } from "../catalogue/catalogue.ts";
import type { Fix, Related } from "../diagnostics/diagnostic.ts";
import type { Report } from "../diagnostics/report.ts";
import type { SentModel } from "../model/model.ts";
import { type Type, UNKNOWN } from "../model/types.ts";
import type { Check, OpenPartial, PartialProblem, SeenName, TemplateFix } from "./context.ts";
import { type Given, givenBy } from "./given.ts";
import { parseTemplate } from "./parse.ts";
import { findPartial } from "./partial-files.ts";
import type { TemplateScope } from "./scope.ts";
import { type Sending, sendingKey } from "./sendings.ts";
import { isText, type MessageText, type Templated } from "./texts.ts";

/** What the check of a message's templates looks at beside them. */
export interface Surroundings {
  readonly model: SentModel;
  readonly owner: Templated;
  readonly scope: TemplateScope;
  readonly use: (name: string) => void;
  readonly report: Report;
  /** Told of each name that is found, with its place in the project. */
  readonly see?: (found: SeenName, file: string) => void;
}

/** A text of the project with the partials around it, from the outermost. */
interface Opened {
  readonly text: Pick<MessageText, "file" | "place" | "format">;
  readonly around: readonly string[];
  readonly related: readonly Related[];
}

/** The check of one template: its findings are reported at their places in the project. */
export function checkOf(text: MessageText, surroundings: Surroundings): Check {
  return checkIn({ text, around: [], related: [] }, surroundings);
}

function checkIn(opened: Opened, surroundings: Surroundings): Check {
  const { text, around, related } = opened;
  const report = <C extends Code>(
    code: C,
    span: Span,
    params: ParamsOf<C>,
    fixes: readonly TemplateFix[] = [],
    more: readonly Related[] = [],
  ): void => {
    const additions = { fixes: fixes.map((fix) => placed(fix, text)), related: [...more, ...related] };
    surroundings.report(code, text.place(span), text.file, params, additions);
  };
  return {
    scope: surroundings.scope,
    place: around.at(-1) ?? "",
    html: text.format !== "text",
    use: surroundings.use,
    report,
    ...(surroundings.see && {
      see: (found: SeenName) => surroundings.see?.({ ...found, span: text.place(found.span) }, text.file),
    }),
    given: (name, span) => {
      const { message } = surroundings.scope;
      const sendings = surroundings.model.sendings(sendingKey(surroundings.owner));
      const given = givenBy(sendings, name);
      if (given === undefined)
        return notGiven(name, sendings, () =>
          report("TJ5016", span, { name, message, sent: false, types: [] }),
        );
      if ("type" in given) return given.type;
      report(
        "TJ5016",
        span,
        { name, message, sent: true, types: "types" in given ? given.types : [] },
        [],
        placesOf(given),
      );
      return UNKNOWN;
    },
    partial: (name, at) => openPartial(name, at, opened, surroundings),
  };
}

/** `entry` is a word of the language: where nobody sends the message, that is what is wrong. */
function notGiven(name: string, sendings: readonly Sending[], report: () => void): Type | undefined {
  if (name !== "entry" || sendings.length > 0) return undefined;
  report();
  return UNKNOWN;
}

function placesOf(given: Exclude<Given, { readonly type: Type }>): readonly Related[] {
  if ("lacking" in given)
    return given.lacking.map(({ file, span }) => ({ file, span, message: "It is not known here." }));
  return given.unlike.map(({ file, span }, index) => ({
    file,
    span,
    message: `Here it is of type ${given.types[index]}.`,
  }));
}

function openPartial(
  name: string,
  at: Span,
  { text, around, related }: Opened,
  surroundings: Surroundings,
): OpenPartial | PartialProblem {
  const found = findPartial(name, text.file, surroundings.model.readFile, surroundings.model.paths);
  const seen = {
    kind: "partial",
    name,
    span: text.place(at),
    leadsTo: "path" in found ? found.path : undefined,
  } as const;
  surroundings.see?.(seen, text.file);
  if ("expected" in found) return { problem: "unknown", nearest: found.nearest, path: found.expected };
  const { path, source } = found;
  if (around.includes(path) || path === text.file)
    return { problem: "circle", circle: [...around.slice(around.indexOf(path)), path] };
  if (!isText(source)) {
    surroundings.report("TJ5022", text.place(at), text.file, { path });
    return { problem: "said" };
  }
  const parsed = parseTemplate(source);
  const here: Related = { file: text.file, span: text.place(at), message: "It is put in here." };
  if ("problem" in parsed) {
    const { span, problem } = parsed.problem;
    surroundings.report("TJ5001", span, path, { problem }, { related: [here, ...related] });
    return { problem: "said" };
  }
  const inner = { file: path, format: text.format, place: (span: Span) => span };
  const check = checkIn(
    { text: inner, around: [...around, path], related: [here, ...related] },
    surroundings,
  );
  return { template: parsed.template, check };
}

function placed(fix: TemplateFix, text: Pick<MessageText, "file" | "place">): Fix {
  const edits = fix.edits.map((edit) => ({ file: text.file, span: text.place(edit.span), text: edit.text }));
  return { id: fix.id, title: fix.title, edits };
}
