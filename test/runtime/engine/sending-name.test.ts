import { expect, test } from "vitest";
import { sendingNamed, sendingOf } from "../../../runtime/src/engine/sending-name.ts";

test.each(["send:Hello", "run:Later/2/send:Hello"])(
  "the name of a sending of %s says which it is",
  (step) => {
    expect(sendingNamed(sendingOf("run-1", { step, visit: 3 }))).toEqual({ run: "run-1", step, visit: 3 });
  },
);

test.each(["", "run-1", "run-1/3", "run-1/send:Hello", "run-1/send:Hello/x", "run-1/send:Hello/1.5"])(
  '"%s" names none',
  (name) => {
    expect(sendingNamed(name)).toBeUndefined();
  },
);
