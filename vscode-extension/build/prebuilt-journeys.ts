import { nodeDisk } from "../../cli/src/disk.ts";
import { copiesOf, prebuiltProjects } from "../../cli/src/prebuilt.ts";

/** What `trajet init` copies, for the command that does so in the editor: texts by their paths. */
export function prebuiltJourneys() {
  return prebuiltProjects(nodeDisk).map((prebuilt) => ({
    name: prebuilt.name,
    description: prebuilt.description,
    files: Object.fromEntries(
      copiesOf(prebuilt, nodeDisk, "new").map(({ path, content }) => [
        path,
        Buffer.from(content).toString("utf8"),
      ]),
    ),
    brought: copiesOf(prebuilt, nodeDisk, "existing").map(({ path }) => path),
  }));
}
