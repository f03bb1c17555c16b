import {
  isTemplated,
  type Model,
  signatureOf,
  TEMPLATE_HELPERS,
  type Templated,
  templateHelper,
  templateVariables,
} from "@trajet/compiler";
import { templateOccurrences } from "../names/templates.ts";
import { CompletionItemKind } from "../protocol.ts";
import type { ProjectSnapshot, Snapshot, SnapshotFile } from "../workspace/snapshot.ts";
import type { Candidate } from "./candidates.ts";
import { openHelper } from "./open-call.ts";

/** What may stand in an expression of a template, and how much of it is typed. */
export interface InTemplate {
  readonly candidates: readonly Candidate[];
  readonly typed: string;
}

const LOOK_BACK = 500;
/** An expression that is open at the cursor; its first group is the sign of a block or a partial. */
const OPEN_EXPRESSION = /\{\{\{?~?([#^/]?>?)([^{}]*)$/;
const PATH = /[\p{L}\p{Nd}_.@]*$/u;
const PARTIAL = /[\p{L}\p{Nd}_./-]*$/u;

/** What the expression of a template takes at an offset; `undefined` where no expression of a message stands. */
export function inTemplate({ file, project }: Snapshot, offset: number): InTemplate | undefined {
  const { model } = project;
  const text = file.document.getText();
  const before = text.slice(Math.max(0, offset - LOOK_BACK), offset);
  const open = OPEN_EXPRESSION.exec(before);
  if (open === null) return undefined;
  const owners = ownersAt(file, offset, model);
  const [, sign = "", content = ""] = open;
  if (owners.length === 0) return undefined;
  if (sign === "/")
    return { candidates: openBlocks(text.slice(0, offset)), typed: PATH.exec(content)?.[0] ?? "" };
  const string = /([^"'\\]*)$/.exec(content);
  if (string !== null && isOpenString(content))
    return { candidates: choices(text, offset - (string[1]?.length ?? 0), owners), typed: string[1] ?? "" };
  const name = PARTIAL.exec(content)?.[0] ?? "";
  if (sign.endsWith(">") && content.trimStart() === name)
    return { candidates: partials(file.path, project), typed: name };
  const typed = PATH.exec(content)?.[0] ?? "";
  const isFirst = content.trimStart() === typed;
  const isNested = /\(\s*$/.test(content.slice(0, content.length - typed.length));
  const candidates = [
    ...(sign.startsWith("#") && isFirst ? [] : variables(owners, model)),
    ...(isFirst || isNested ? helpers(sign.startsWith("#") && isFirst) : []),
  ];
  return { candidates, typed };
}

const isOpenString = (content: string): boolean => content.replace(/[^"']/g, "").length % 2 === 1;

/** The messages and webhooks whose template stands at a place: that of a file, also as a partial, or the one around the cursor. */
function ownersAt({ path }: SnapshotFile, offset: number, model: Model): readonly Templated[] {
  if (path.endsWith(".journey")) {
    const { tree } = model.files.find((file) => file.path === path) ?? {};
    const around = tree?.declarations.findLast(({ span }) => span.start <= offset);
    return around !== undefined && isTemplated(around) ? [around] : [];
  }
  const all = model.files.flatMap(({ tree }) => tree.declarations.filter(isTemplated));
  const bodies = all.filter((owner) => isBodyOf(owner, path));
  return bodies.length > 0 ? bodies : puttingIn(path, model);
}

function isBodyOf(owner: Templated, path: string): boolean {
  if (owner.kind === "Webhook") return false;
  return owner.items.some((item) => item.kind === "Body" && item.file && item.text?.value === path);
}

/** Those whose templates put a file in. */
function puttingIn(path: string, model: Model): readonly Templated[] {
  const found = [...templateOccurrences(model).values()].flat();
  const owners = found.filter((each) => each.found.kind === "partial" && each.found.leadsTo === path);
  return [...new Set(owners.map(({ owner }) => owner))];
}

function variables(owners: readonly Templated[], model: Model): readonly Candidate[] {
  const found = new Map<string, Candidate>();
  for (const { path, detail, type } of owners.flatMap((owner) => templateVariables(model, owner))) {
    found.set(path, { label: path, detail, type, kind: CompletionItemKind.Variable });
  }
  return [...found.values()];
}

function helpers(blocks: boolean): readonly Candidate[] {
  return TEMPLATE_HELPERS.filter(({ use }) => (use === "block") === blocks).map((helper) => ({
    label: helper.name,
    detail: signatureOf(helper),
    doc: helper.doc,
    kind: CompletionItemKind.Function,
  }));
}

/** The texts from which an argument of a helper chooses: the links of the message, or a style. */
function choices(text: string, quote: number, owners: readonly Templated[]): readonly Candidate[] {
  const call = openHelper(text, quote - 1);
  const helper = call && templateHelper(call.name);
  const oneOf = helper?.parameters[Math.min(call?.index ?? 0, helper.parameters.length - 1)]?.oneOf;
  if (oneOf === "links") return links(owners);
  return (oneOf ?? []).map((label) => ({ label, kind: CompletionItemKind.EnumMember }));
}

function links(owners: readonly Templated[]): readonly Candidate[] {
  return owners.flatMap((owner) =>
    owner.kind === "Webhook"
      ? []
      : owner.items.flatMap((item) =>
          item.kind === "Link" && item.name !== undefined
            ? [
                {
                  label: item.name.value,
                  detail: item.url?.value ?? "link",
                  kind: CompletionItemKind.EnumMember,
                },
              ]
            : [],
        ),
  );
}

/** The files that can be put in: by their name alone from a folder `partials` beside the template or around it. */
function partials(from: string, { files }: ProjectSnapshot): readonly Candidate[] {
  return [...files.keys()].flatMap((path) => {
    const found = /^(?:(.*)\/)?partials\/([^/]+)\.hbs$/.exec(path);
    if (found === null || path === from) return [];
    const [, folder = "", name = ""] = found;
    const isAround = folder === "" || from.startsWith(`${folder}/`);
    const label = isAround ? name : path.replace(/\.hbs$/, "");
    return [{ label, detail: path, kind: CompletionItemKind.File }];
  });
}

/** The innermost block that is not closed yet. */
function openBlocks(before: string): readonly Candidate[] {
  const open: string[] = [];
  for (const [, sign, name = ""] of before.matchAll(/\{\{~?([#/])>?\s*([\w./-]+)/g)) {
    if (sign === "#") open.push(name);
    else open.pop();
  }
  const label = open.at(-1);
  return label === undefined ? [] : [{ label, kind: CompletionItemKind.Function }];
}
