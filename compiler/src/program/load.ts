import { Ajv, type ErrorObject } from "ajv";
import schema from "../../schemas/program.schema.json" with { type: "json" };
import { programHash } from "./hash.ts";
import { danglingReferences } from "./references.ts";
import { PROGRAM_VERSION, type Program } from "./types.ts";

/** Why a text is not a program that can be run. */
export type ProgramProblem = "not JSON" | "version" | "shape" | "references" | "hash";

/** A program was refused. The message says what is wrong and what to do; `problem` is for code. */
export class ProgramError extends Error {
  override readonly name = "ProgramError";
  readonly problem: ProgramProblem;

  constructor(problem: ProgramProblem, message: string) {
    super(message);
    this.problem = problem;
  }
}

const validate = new Ajv({ allErrors: false, discriminator: true, strict: true }).compile<Program>(schema);

/**
 * Reads a program from its JSON text, and checks everything that a runtime relies on: the version, the shape (by
 * `schemas/program.schema.json`), that each name inside it leads somewhere, and, with `expectedHash`, that it is the
 * program which that hash addresses.
 *
 * @throws ProgramError
 */
export function loadProgram(json: string, expectedHash?: string): Program {
  const program = validated(parsed(json));
  const dangling = danglingReferences(program)[0];
  if (dangling !== undefined) {
    throw new ProgramError("references", `The program of ${program.journey} is damaged: ${dangling}.`);
  }
  const hash = programHash(program);
  if (expectedHash !== undefined && hash !== expectedHash) {
    throw new ProgramError(
      "hash",
      `The program of ${program.journey} was changed after it was built: its hash is ${hash}, expected is ${expectedHash}. Build it again.`,
    );
  }
  return program;
}

function parsed(json: string): unknown {
  try {
    return JSON.parse(json);
  } catch (cause) {
    const reason = cause instanceof Error ? cause.message : String(cause);
    throw new ProgramError("not JSON", `A program must be JSON, and this is not: ${reason}.`);
  }
}

function validated(value: unknown): Program {
  refuseOtherVersions(value);
  if (validate(value)) return value;
  throw new ProgramError(
    "shape",
    `The program does not have the shape of version ${PROGRAM_VERSION}: ${explain(validate.errors)}.`,
  );
}

function refuseOtherVersions(value: unknown): void {
  const version =
    typeof value === "object" && value !== null && "version" in value ? value.version : undefined;
  if (version === PROGRAM_VERSION) return;
  throw new ProgramError(
    "version",
    typeof version === "number" && version > PROGRAM_VERSION
      ? `The program is of version ${version}, and this Trajet reads up to version ${PROGRAM_VERSION}: update Trajet, or build the program with this one.`
      : `The program says version ${JSON.stringify(version) ?? "nothing"}; this Trajet reads version ${PROGRAM_VERSION}.`,
  );
}

/** Of all variants that were tried, the error that is furthest inside says most; of several there, the last. */
function explain(errors: readonly ErrorObject[] | null | undefined): string {
  const depth = ({ instancePath }: ErrorObject) => instancePath.split("/").length;
  const deepest = Math.max(...(errors ?? []).map(depth));
  const error = errors?.findLast((one) => depth(one) === deepest && one.keyword !== "if");
  if (error === undefined) return "it is refused without a reason";
  const detail = Object.values(error.params)
    .map((value) => JSON.stringify(value))
    .join(", ");
  return `${error.instancePath === "" ? "the program" : error.instancePath} ${error.message ?? "is wrong"} (${detail})`;
}
