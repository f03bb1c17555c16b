import { editor } from "monaco-editor";

/** JSON, with what may stand in `trajet.json`: loaded when such a file is shown for the first time. */
export async function readAsJson(model: editor.ITextModel): Promise<void> {
  if (model.getLanguageId() === "json") return;
  const [{ jsonDefaults }, { default: schema }] = await Promise.all([
    import("monaco-editor/languages/features/json/register"),
    import("../../../compiler/schemas/trajet.schema.json"),
  ]);
  jsonDefaults.setDiagnosticsOptions({
    // Mistakes are told by our own server, which knows more of them.
    validate: false,
    schemas: [{ uri: schema.$id, fileMatch: ["*/trajet.json"], schema }],
  });
  if (!model.isDisposed()) editor.setModelLanguage(model, "json");
}
