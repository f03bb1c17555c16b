import { readdirSync, readFileSync, statSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { checkProject, type Diagnostic, type Model, type ProjectFiles } from "@trajet/compiler";

/** A sound project, whose files are changed by the mutations. */
export interface Source {
  readonly name: string;
  readonly config: string | undefined;
  readonly files: ReadonlyMap<string, string>;
  readonly model: Model;
  /** What is said of the project as it is: warnings that it lives with. */
  readonly said: readonly Diagnostic[];
}

const EXAMPLES = fileURLToPath(new URL("../../examples/", import.meta.url));
const WHOLE = fileURLToPath(new URL("../compiler/checks/whole-language.journey", import.meta.url));

export function diagnosticsOf(config: string | undefined, files: ReadonlyMap<string, string>) {
  const journeys = [...files].filter(([path]) => path.endsWith(".journey"));
  const project: ProjectFiles = {
    folder: "/project",
    config,
    journeys: journeys.map(([path, text]) => ({ path, text })),
    readFile: (path) => files.get(path),
  };
  return checkProject(project);
}

function source(name: string, config: string | undefined, files: ReadonlyMap<string, string>): Source {
  const { model, diagnostics } = diagnosticsOf(config, files);
  return { name, config, files, model, said: diagnostics };
}

function fromFolder(name: string): Source {
  const folder = join(EXAMPLES, name);
  const paths = readdirSync(folder, { recursive: true, encoding: "utf8" }).filter(
    (path) => /\.(journey|hbs|html|txt|mjml|json)$/.test(path) && statSync(join(folder, path)).isFile(),
  );
  const files = new Map(
    paths.sort().map((path) => [path.replaceAll("\\", "/"), readFileSync(join(folder, path), "utf8")]),
  );
  return source(name, files.get("trajet.json"), files);
}

function wholeLanguage(): Source {
  const files = new Map([
    ["main.journey", readFileSync(WHOLE, "utf8")],
    ["products.json", '["mug-01", { "sku": "mug-02", "title": "A mug" }]'],
    ["emails/welcome.hbs", '<p>Come in: {{link "shop"}}</p>'],
    [
      "schemas/trial-started.json",
      '{ "type": "object", "properties": { "plan": { "enum": ["free", "pro"] } }, "required": ["plan"] }',
    ],
    ["schemas/push-answer.json", '{ "type": "object", "properties": { "id": { "type": "string" } } }'],
  ]);
  const config = '{ "name": "shop", "channels": { "email": { "from": "Ana <ana@shop.example>" } } }';
  return source("the whole language", config, files);
}

/** The shop, the prebuilt journeys, and the project that uses all of the language. */
export function sources(): readonly Source[] {
  const prebuilt = readdirSync(join(EXAMPLES, "prebuilt"), { withFileTypes: true }).filter((entry) =>
    entry.isDirectory(),
  );
  return [wholeLanguage(), fromFolder("shop"), ...prebuilt.map(({ name }) => fromFolder(`prebuilt/${name}`))];
}
