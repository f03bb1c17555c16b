import { describe, expect, it } from "vitest";
import { ask, studio } from "./in-studio.ts";

describe("what the server makes of a journey", () => {
  it("workspace/executeCommand", async () => {
    const uri = studio.uri("visits.journey");
    const run = <R>(command: string, argument: object): Promise<R> =>
      ask("workspace/executeCommand", { command, arguments: [argument] });
    const map: {
      svg: string;
      map: { nodes: { file: string; label: string }[] };
      uris: Record<string, string>;
    } = await run("trajet.server.map", { uri, journey: "Care" });
    expect(map.svg).toContain("<svg");
    expect(map.map.nodes.map(({ label }) => label).join()).toContain("1 week");
    expect(map.uris).toEqual({ "visits.journey": uri });
    expect(await run("trajet.server.prose", { uri })).toContain("Visits");
    expect(await run("trajet.server.program", { uri, journey: "Care" })).toContain('"journey": "Care"');
    await expect(run("trajet.server.map", { uri, journey: "Nobody" })).rejects.toThrow(
      "There is no journey Nobody",
    );
    await expect(run("trajet.server.map", {})).rejects.toThrow("uri");
    await expect(run("trajet.server.dance", { uri })).rejects.toThrow("There is no command");
  });

  it("workspace/textDocumentContent", async () => {
    const uri = `trajet-program:${studio.uri("visits.journey").slice("file:".length)}?Care.json`;
    const { text }: { text: string } = await ask("workspace/textDocumentContent", { uri });
    expect(JSON.parse(text)).toMatchObject({ journey: "Care" });
    const missing = uri.replace("Care", "Nobody");
    expect(await ask("workspace/textDocumentContent", { uri: missing })).toMatchObject({
      text: expect.stringContaining("no journey of that name"),
    });
  });
});
