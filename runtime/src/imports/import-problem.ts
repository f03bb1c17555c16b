/** Nothing of a file can be imported; the message says why, and what to do. Nothing was written. */
export class ImportProblem extends Error {
  override readonly name = "ImportProblem";
}
