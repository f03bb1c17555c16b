import type { Program } from "@trajet/compiler/program";
import { delay, inARow, program, send, tag } from "../../test/runtime/store/programs.ts";

/** A journey to be run by the real engine, and how many delays it has. */
export interface Shape {
  readonly name: string;
  readonly program: Program;
  readonly delays: number;
}

export const SHAPES: readonly Shape[] = [
  {
    name: "tags: three segments, two delays",
    program: program({
      journey: "Tags",
      steps: inARow({ a: tag("a"), one: delay(1), b: tag("b"), two: delay(1), c: tag("c") }),
    }),
    delays: 2,
  },
  {
    name: "mails: two mails and a delay",
    program: program({
      journey: "Mails",
      steps: inARow({ first: send(), one: delay(1), second: send() }),
    }),
    delays: 1,
  },
];
