import { mkdirSync, mkdtempSync, readFileSync, realpathSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import type { Disk } from "../../cli/src/disk.ts";
import { main } from "../../cli/src/main.ts";
import type { Terminal } from "../../cli/src/terminal.ts";
import { type FakeTerminal, fakeTerminal } from "./fake-terminal.ts";

export interface TemporaryProject {
  readonly folder: string;
  readonly read: (path: string) => string;
  readonly write: (path: string, text: string) => void;
  /** Runs a command line in the folder. */
  readonly run: (
    line: readonly string[],
    given?: Parameters<typeof fakeTerminal>[0] & { readonly disk?: Disk },
  ) => Promise<Ran>;
  readonly remove: () => void;
}

export interface Ran {
  readonly code: number;
  readonly out: string;
  readonly err: string;
}

/** A project in a folder of its own, with these files. */
export function temporaryProject(files: Readonly<Record<string, string>>): TemporaryProject {
  const folder = realpathSync(mkdtempSync(join(tmpdir(), "trajet-cli-")));
  const write = (path: string, text: string) => {
    mkdirSync(dirname(join(folder, path)), { recursive: true });
    writeFileSync(join(folder, path), text);
  };
  for (const [path, text] of Object.entries(files)) write(path, text);
  return {
    folder,
    write,
    read: (path) => readFileSync(join(folder, path), "utf8"),
    run: (line, given) => runIn(folder, line, given),
    remove: () => rmSync(folder, { recursive: true, force: true }),
  };
}

async function runIn(
  folder: string,
  line: readonly string[],
  given: Partial<Terminal> & { readonly input?: string; readonly disk?: Disk } = {},
): Promise<Ran> {
  const { disk, ...terminalGiven } = given;
  const terminal: FakeTerminal = fakeTerminal({ cwd: folder, ...terminalGiven });
  const code = await main(line, terminal, disk);
  return { code, out: terminal.output(), err: terminal.errors() };
}
