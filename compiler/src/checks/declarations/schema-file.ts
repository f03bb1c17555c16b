import type { TextLiteral } from "@trajet/grammar";
import type { Additions } from "../../diagnostics/report.ts";
import type { SchemaProblem } from "../../model/json-schema/problems.ts";
import { readSchema } from "../../model/json-schema/read-schema.ts";
import type { Check } from "../check.ts";

/** Checks the JSON Schema that describes an event or an answer. What is wrong is said at its place in the schema. */
export function checkSchemaFile(path: TextLiteral, check: Check): void {
  const read = readSchema(path.value, path.value, check.readFile);
  if (read === undefined) check.report("TJ6013", path.span, { path: path.value, what: "JSON Schema" });
  for (const problem of read?.problems ?? []) reportProblem(problem, path, check);
}

function reportProblem(problem: SchemaProblem, path: TextLiteral, check: Check): void {
  const { file, span } = problem;
  const named = { related: [{ file: check.file, span: path.span, message: "The schema is used here." }] };
  switch (problem.kind) {
    case "no-json":
      check.report("TJ6014", path.span, { path: path.value, problem: problem.problem });
      return;
    case "no-object": {
      const what = problem.inCircle
        ? 'it refers to itself, and so never comes to an object with "properties"'
        : 'it does not describe an object with "properties"';
      check.report("TJ6014", path.span, { path: path.value, problem: what });
      return;
    }
    case "invalid":
      check.reportIn("TJ3023", span, file, { keyword: problem.keyword, needs: problem.needs }, named);
      return;
    case "unknown-keyword":
      check.reportIn(
        "TJ3024",
        span,
        file,
        { keyword: problem.keyword, nearest: problem.nearest },
        {
          ...named,
          ...useNearest(problem, file),
        },
      );
      return;
    case "unread-keyword":
      check.reportIn("TJ3025", span, file, { keyword: problem.keyword }, named);
      return;
    case "unread-draft":
      check.reportIn("TJ3026", span, file, { draft: problem.draft }, named);
      return;
    case "network":
    case "no-such-ref":
      check.reportIn("TJ3027", span, file, { ref: problem.ref, network: problem.kind === "network" }, named);
      return;
    case "recursive":
      check.reportIn("TJ3028", span, file, { ref: problem.ref }, named);
      return;
    default:
      problem satisfies never;
  }
}

function useNearest(problem: Extract<SchemaProblem, { kind: "unknown-keyword" }>, file: string): Additions {
  const near = problem.nearest;
  if (near === undefined) return {};
  const edits = [{ file, span: problem.span, text: JSON.stringify(near) }];
  return { fixes: [{ id: "use-nearest", title: `Change it to "${near}"`, edits }] };
}
