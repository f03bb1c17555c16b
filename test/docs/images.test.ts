import { expect, test } from "vitest";
import { DRAWN, drawing } from "../../scripts/draw-images.ts";
import { read } from "./manual.ts";

test.each([...DRAWN])("%s is as `node scripts/draw-images.ts` draws it", async (path, line) => {
  expect(read(path)).toBe(await drawing(line));
});
