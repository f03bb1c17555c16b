import type { CompiledProject } from "@trajet/compiler";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { reload, reloadOnChange } from "../../../cli/src/dev/reload.ts";
import type { Runtime } from "../../../cli/src/runtime.ts";
import { type TemporaryProject, temporaryProject } from "../temporary-project.ts";

const SOUND = `audience Newsletter { tags "vip" }
journey Hello for Newsletter {
  start when contact signs up
  tag "vip"
}
`;

let project: TemporaryProject;
beforeEach(() => {
  project = temporaryProject({ "trajet.json": '{ "name": "shop" }\n', "a.journey": SOUND });
});
afterEach(() => project.remove());

/** A runtime that notes what it is given. Its journeys are drafts, but for those that are paused. */
function fakeRuntime(paused: readonly string[] = []) {
  const updates: (readonly string[])[] = [];
  const activated: string[] = [];
  const names = () => updates.at(-1) ?? [];
  const runtime = {
    update: async (compiled: CompiledProject) =>
      void updates.push(compiled.journeys.map(({ program }) => program.journey)),
    store: {
      gateway: {
        journeys: async () =>
          names().map((name) => ({ name, status: paused.includes(name) ? "paused" : "draft" })),
        setStatus: async (name: string) => void activated.push(name),
      },
    },
  } as unknown as Runtime;
  return { runtime, updates, activated };
}

describe("taking over changed files", () => {
  it("gives the runtime the new journeys, and lets people into them", async () => {
    const { runtime, updates, activated } = fakeRuntime();
    project.write(
      "b.journey",
      'journey Second for Newsletter {\n  start when contact gets tag "vip"\n  exit\n}\n',
    );
    expect(await reload(project.folder, runtime)).toEqual([]);
    expect(updates).toEqual([["Hello", "Second"]]);
    expect(activated).toEqual(["Hello", "Second"]);
  });

  it("leaves a paused journey paused", async () => {
    const { runtime, activated } = fakeRuntime(["Hello"]);
    await reload(project.folder, runtime);
    expect(activated).toEqual([]);
  });

  it("lets the last good version go on while there are errors, and says so", async () => {
    const { runtime, updates } = fakeRuntime();
    project.write("a.journey", SOUND.replace('  tag "vip"', '  tag "vipp"'));
    const [note, ...more] = await reload(project.folder, runtime);
    expect(note).toMatch(
      /^The files have 1 error; the last good version goes on\. The first, in a\.journey: .*vipp/,
    );
    expect(more).toEqual([]);
    expect(updates).toEqual([]);
  });
});

describe("watching the files", () => {
  it("notices a change of a journey", async () => {
    const { runtime, updates } = fakeRuntime();
    const stop = new AbortController();
    const changed = Promise.withResolvers<readonly string[]>();
    reloadOnChange(project.folder, runtime, stop.signal, changed.resolve, changed.reject);
    project.write("a.journey", SOUND.replace("Hello", "Renamed"));
    expect(await changed.promise).toEqual([]);
    expect(updates).toEqual([["Renamed"]]);
    stop.abort();
  });
});
