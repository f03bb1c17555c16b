import type { CompiledLine } from "@trajet/compiler/program";

/** A test cannot go on: a line of it makes no sense where it stands. The message is for its author. */
export class TestStopped extends Error {
  override readonly name = "TestStopped";
  readonly line: CompiledLine | undefined;
  constructor(message: string, line?: CompiledLine) {
    super(message);
    this.line = line;
  }
}
