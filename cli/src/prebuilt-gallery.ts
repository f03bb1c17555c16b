import { checkFolder } from "./checking.ts";
import { nodeDisk } from "./disk.ts";
import { type DrawnJourney, drawingIn } from "./journey-maps.ts";
import { prebuiltProjects } from "./prebuilt.ts";

/** The prebuilt journeys, to look at before one is copied. */
export interface PrebuiltGallery {
  readonly list: () => readonly { readonly name: string; readonly description: string }[];
  /** The first journey of one of them. */
  readonly drawing: (name: string) => Promise<DrawnJourney | undefined>;
}

/** Each is checked when somebody looks at it first: all at once would hold everybody else up. */
export function createGallery(): PrebuiltGallery {
  const drawn = new Map<string, Promise<DrawnJourney | undefined>>();
  return {
    list: () => prebuiltProjects(nodeDisk).map(({ name, description }) => ({ name, description })),
    drawing(name) {
      const known = drawn.get(name) ?? firstDrawing(name);
      drawn.set(name, known);
      return known;
    },
  };
}

async function firstDrawing(name: string): Promise<DrawnJourney | undefined> {
  const found = prebuiltProjects(nodeDisk).find((one) => one.name === name);
  if (found === undefined) return undefined;
  const { model } = await checkFolder(found.folder);
  const [journey] = model.symbols.journeys.keys();
  return journey === undefined ? undefined : drawingIn(model, journey);
}
