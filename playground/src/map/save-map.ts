import { made } from "../page/elements.ts";
import type { Server } from "../server/server.ts";

/** Saves the map as a picture that stands for itself: with its colours, light or dark as its reader likes. */
export async function saveMap(journey: string, uri: string, server: Server): Promise<void> {
  const { svg } = await server.ask<{ readonly svg: string }>("workspace/executeCommand", {
    command: "trajet.server.map",
    arguments: [{ uri, journey }],
  });
  const link = made("a", "");
  link.href = URL.createObjectURL(new Blob([svg], { type: "image/svg+xml" }));
  link.download = `${journey}.svg`;
  link.click();
  URL.revokeObjectURL(link.href);
}
