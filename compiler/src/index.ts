export {
  type CountedSending,
  type JourneyCosts,
  journeyCosts,
  type PathCost,
} from "./analyses/journey-costs.ts";
export { CATALOGUE, type Code, isCode } from "./catalogue/catalogue.ts";
export type { Entry, Example } from "./catalogue/entry.ts";
export { catalogue, type Explanation, explain } from "./catalogue/explain.ts";
export { catalogueMarkdown, pageAnchor } from "./catalogue/markdown.ts";
export { legible } from "./catalogue/words.ts";
export {
  type CheckedProject,
  checkProject,
  createChecker,
} from "./checks/check-project.ts";
export type { Diagnostic, DiagnosticCode, Edit, Fix, Related, Severity } from "./diagnostics/diagnostic.ts";
export { quote } from "./diagnostics/fixes.ts";
export { visible } from "./diagnostics/frame.ts";
export { type JsonDiagnostic, type JsonRange, rangeIn, toJson } from "./diagnostics/json.ts";
export { type LetterOptions, renderFrame, renderLetter } from "./diagnostics/letter.ts";
export { nearest } from "./diagnostics/nearest.ts";
export {
  type Exploration,
  type ExploredPath,
  exploreJourney,
  USUAL_PATHS,
} from "./explore/explore.ts";
export { pathTaken, type TakenEntry } from "./explore/path-taken.ts";
export { compileProject, type LeftOut } from "./lower/compile.ts";
export { compileTests, type TestLeftOut } from "./lower/tests/compile-tests.ts";
export { type FlowEdge, type FlowGraph, type FlowNode, flowGraph } from "./map/flow-graph.ts";
export { type JourneyMap, journeyMap, type MapOptions } from "./map/journey-map.ts";
export { mermaidOf } from "./map/mermaid.ts";
export { type ProjectMap, projectMap } from "./map/project-map.ts";
export { type Scene, type SceneNode, sceneOf } from "./map/scene.ts";
export { svgOf } from "./map/svg.ts";
export { categoriesOf, fieldsOf, groupsOf, tagsOf } from "./model/audience.ts";
export { symbolKindOf } from "./model/bind.ts";
export {
  CONTACT_FIELDS,
  cartType,
  ORDER_STATUSES,
  orderType,
  productType,
  WRITABLE_CONTACT_FIELDS,
} from "./model/builtin-types.ts";
export { type PropertyPlace, propertyPlaces } from "./model/json-schema/property-places.ts";
export type { Model, ModelFile } from "./model/model.ts";
export type { ProjectTypes } from "./model/project-types.ts";
export { currencyOf, goodsOf } from "./model/stores.ts";
export type { SymbolKind, Symbols } from "./model/symbols.ts";
export { describe, elementOf, optional, required, type Type } from "./model/types.ts";
export { canonicalJson } from "./program/canonical.ts";
export * from "./program/types.ts";
export { type Cap, DEFAULT_CONFIG, type Limits, type ProjectConfig } from "./project/config.ts";
export type { JourneyFile, Omitted, ProjectFiles } from "./project/files.ts";
export { readPlacedJson } from "./project/json-places.ts";
export type { CompiledMarkup } from "./project/markup.ts";
export { CONFIG_FILE, readConfig } from "./project/read-config.ts";
export { proseOf } from "./prose/journey.ts";
export { projectProse } from "./prose/project.ts";
export { signatureOf, TEMPLATE_HELPERS, type TemplateHelper, templateHelper } from "./templates/helpers.ts";
export { type TemplateName, templateNames } from "./templates/names.ts";
export { findPartial } from "./templates/partial-files.ts";
export { protectMarkup } from "./templates/protected-markup.ts";
export { isTemplated, type Templated, textsOf } from "./templates/texts.ts";
export { type TemplateVariable, templateVariables } from "./templates/variables.ts";
