import { type Model, signatureOf, TEMPLATE_HELPERS, templateVariables } from "@trajet/compiler";
import type { Email } from "@trajet/grammar";
import { CompletionItemKind } from "vscode-languageserver";
import type { SnapshotFile } from "../workspace/snapshot.ts";
import type { Candidate } from "./candidates.ts";

/** What may stand in an expression of a template, and how much of it is typed. */
export interface InTemplate {
  readonly candidates: readonly Candidate[];
  readonly typed: string;
}

const LOOK_BACK = 500;
/** An expression that is open at the cursor; its first group is the sign of a block. */
const OPEN_EXPRESSION = /\{\{\{?~?([#^/]?)([^{}]*)$/;
const PATH = /[\p{L}\p{Nd}_.@]*$/u;

/** What the expression of a template takes at an offset; `undefined` where no expression of a message stands. */
export function inTemplate(file: SnapshotFile, offset: number, model: Model): InTemplate | undefined {
  const before = file.document.getText().slice(Math.max(0, offset - LOOK_BACK), offset);
  const open = OPEN_EXPRESSION.exec(before);
  if (open === null) return undefined;
  const emails = emailsAt(file, offset, model);
  const [, sign, content = ""] = open;
  if (emails.length === 0) return undefined;
  if (sign === "/") return { candidates: [], typed: "" };
  const string = /(\w*)\s*\\?["']([^"'\\]*)$/.exec(content);
  if (string !== null && isOpenString(content)) {
    const [, helper, typed = ""] = string;
    return { candidates: helper === "link" ? links(emails) : [], typed };
  }
  const typed = PATH.exec(content)?.[0] ?? "";
  const isFirst = content.trimStart() === typed;
  const candidates = [
    ...(sign !== "" && isFirst ? [] : variables(emails, model)),
    ...(isFirst ? helpers(sign !== "") : []),
  ];
  return { candidates, typed };
}

const isOpenString = (content: string): boolean => content.replace(/[^"']/g, "").length % 2 === 1;

/** The emails whose body a template is, or the one in whose text the cursor stands. */
function emailsAt({ path }: SnapshotFile, offset: number, model: Model): readonly Email[] {
  if (path.endsWith(".journey")) {
    const { tree } = model.files.find((file) => file.path === path) ?? {};
    const around = tree?.declarations.findLast(({ span }) => span.start <= offset);
    return around?.kind === "Email" ? [around] : [];
  }
  return [...model.symbols.messages.values()]
    .filter((message) => message.kind === "Email")
    .filter((email) => isBodyOf(email, path));
}

const isBodyOf = ({ items }: Email, path: string): boolean =>
  items.some((item) => item.kind === "Body" && item.file && item.text?.value === path);

function variables(emails: readonly Email[], model: Model): readonly Candidate[] {
  const found = new Map<string, Candidate>();
  for (const { path, detail } of emails.flatMap((email) => templateVariables(model, email))) {
    found.set(path, { label: path, detail, kind: CompletionItemKind.Variable });
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

function links(emails: readonly Email[]): readonly Candidate[] {
  return emails.flatMap(({ items }) =>
    items.flatMap((item) =>
      item.kind === "Link" && item.name !== undefined
        ? [{ label: item.name.value, detail: item.url?.value ?? "link", kind: CompletionItemKind.EnumMember }]
        : [],
    ),
  );
}
