import { afterAll, expect, test } from "vitest";
import { temporaryProject } from "../cli/temporary-project.ts";
import { read } from "./manual.ts";

/*
 * The tutorial is played: a block with `file=PATH` writes that file, the lines of a `sh` block are run in the project, and
 * a `text` block behind it is what the last of them answered. `vitest -u` writes the answers anew; read them.
 */

const PAGE = "docs/tutorial.md";
const FENCE = /^```([^\n]*)\n([\s\S]*?)^```$/gm;

const project = temporaryProject({});
afterAll(project.remove);

/** Runs the lines of a block, and gives what the last one printed; all of them but a check and a test are to succeed. */
async function answerTo(block: string): Promise<string> {
  let answer = "";
  for (const line of block.trim().split("\n")) {
    const words = [...line.matchAll(/"([^"]*)"|(\S+)/g)].map(([, quoted, plain]) => quoted ?? plain ?? "");
    expect(words.slice(0, 2), line).toEqual(["npx", "trajet"]);
    const { code, out, err } = await project.run(words.slice(2));
    expect(code, `${line}\n${err}`).toBeLessThan(words[2] === "check" || words[2] === "test" ? 2 : 1);
    answer = err + out;
  }
  return answer;
}

test("the tutorial does what it says", async () => {
  const page = read(PAGE);
  const parts: string[] = [];
  let at = 0;
  let answer: string | undefined;
  for (const match of page.matchAll(FENCE)) {
    const [whole, info = "", text = ""] = match;
    const file = /\bfile=(\S+)/.exec(info)?.[1];
    if (file !== undefined) project.write(file, text);
    if (info === "sh") answer = await answerTo(text);
    const played = info === "text" ? `\`\`\`text\n${(answer ?? "").trimEnd()}\n\`\`\`` : whole;
    parts.push(page.slice(at, match.index), played);
    at = match.index + whole.length;
  }
  parts.push(page.slice(at));
  await expect(parts.join("")).toMatchFileSnapshot(`../../${PAGE}`);
});

test("nothing is wrong in the end", async () => {
  const { code, err } = await project.run(["check", "--max-warnings", "0"]);
  expect(err).toContain("nothing is wrong");
  expect(code).toBe(0);
});
