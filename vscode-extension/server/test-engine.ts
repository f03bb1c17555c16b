// What runs tests, in a file of its own: the server loads it when the first one runs.
import { testEngine } from "@trajet/runtime/testing";
import { lineDifferences } from "../../cli/src/test/line-differences.ts";

export const engine = testEngine(lineDifferences);
