import { describe, type Model, signatureOf, templateHelper } from "@trajet/compiler";
import type { Parameter } from "@trajet/grammar";
import type { ParameterInformation, SignatureHelp, SignatureHelpParams } from "vscode-languageserver";
import { openCall, openHelper } from "../completion/open-call.ts";
import type { Snapshot } from "../workspace/snapshot.ts";

/** The parameters of the message, webhook, fragment or helper whose call the cursor is in. */
export function signatureHelp(snapshot: Snapshot, { position }: SignatureHelpParams): SignatureHelp | null {
  const { file, project } = snapshot;
  const offset = file.document.offsetAt(position);
  const text = file.document.getText();
  const helper = openHelper(text, offset);
  if (helper !== undefined) return helperHelp(helper);
  const call = file.path.endsWith(".journey") ? openCall(text, offset) : undefined;
  const declared = call && project.model.symbols[call.of].get(call.name);
  if (call === undefined || declared === undefined) return null;
  return help(call.name, parametersOf(declared.parameters, project.model), call.active, declared.doc);
}

type Shown = readonly { readonly name: string; readonly label: string }[];

function parametersOf(parameters: readonly Parameter[], model: Model): Shown {
  return [...model.types.parameters(parameters)].map(([name, type]) => ({
    name,
    label: `${name}: ${describe(type)}`,
  }));
}

function help(
  name: string,
  parameters: Shown,
  active: { readonly index: number; readonly name: string | undefined },
  doc: string | undefined,
): SignatureHelp {
  const named = parameters.findIndex((parameter) => parameter.name === active.name);
  const activeParameter = named >= 0 ? named : Math.min(active.index, Math.max(0, parameters.length - 1));
  const label = `${name}(${parameters.map((each) => each.label).join(", ")})`;
  const shown: ParameterInformation[] = parameters.map((each) => ({ label: each.label }));
  const documentation = doc === undefined ? {} : { documentation: { kind: "markdown" as const, value: doc } };
  return {
    signatures: [{ label, parameters: shown, activeParameter, ...documentation }],
    activeSignature: 0,
    activeParameter,
  };
}

function helperHelp({
  name,
  index,
}: {
  readonly name: string;
  readonly index: number;
}): SignatureHelp | null {
  const helper = templateHelper(name);
  if (helper === undefined) return null;
  const last = helper.parameters.length - 1;
  const activeParameter = Math.min(index, Math.max(0, last));
  const parameters = helper.parameters.map((each) => ({ label: each.name }));
  const documentation = { kind: "markdown" as const, value: helper.doc };
  return {
    signatures: [{ label: signatureOf(helper), parameters, activeParameter, documentation }],
    activeSignature: 0,
    activeParameter,
  };
}
