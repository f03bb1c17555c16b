import { type JourneyMap, journeyMap, type Model, type Scene, sceneOf } from "@trajet/compiler";

export interface DrawnJourney {
  readonly scene: Scene;
  readonly source: { readonly file: string; readonly text: string };
}

/** The maps of a project's journeys, drawn when they are asked for; `trajet dev` replaces the project. */
export interface JourneyMaps {
  readonly map: (journey: string) => JourneyMap | undefined;
  /** The map with a place for everything, and the file in which the journey stands. */
  readonly drawing: (journey: string) => DrawnJourney | undefined;
  readonly replace: (model: Model) => void;
}

export function createMaps(first: Model): JourneyMaps {
  let model = first;
  // Laying out takes longer than looking, and a page looks every second.
  let drawn = new Map<string, DrawnJourney | undefined>();
  return {
    drawing(name) {
      if (!drawn.has(name)) drawn.set(name, drawingIn(model, name));
      return drawn.get(name);
    },
    map(name) {
      const journey = model.symbols.journeys.get(name);
      return journey && journeyMap(model, journey);
    },
    replace(next) {
      model = next;
      drawn = new Map();
    },
  };
}

/** The picture of a journey of a project. */
export function drawingIn(model: Model, name: string): DrawnJourney | undefined {
  const journey = model.symbols.journeys.get(name);
  if (journey === undefined) return undefined;
  const { path, text } = model.fileOf(journey);
  return { scene: sceneOf(journeyMap(model, journey)), source: { file: path, text } };
}
