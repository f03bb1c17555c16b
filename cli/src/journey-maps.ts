import { type JourneyMap, journeyMap, type Model } from "@trajet/compiler";

/** The maps of a project's journeys, drawn when they are asked for; `trajet dev` replaces the project. */
export interface JourneyMaps {
  readonly map: (journey: string) => JourneyMap | undefined;
  readonly replace: (model: Model) => void;
}

export function createMaps(first: Model): JourneyMaps {
  let model = first;
  return {
    map(name) {
      const journey = model.symbols.journeys.get(name);
      return journey && journeyMap(model, journey);
    },
    replace(next) {
      model = next;
    },
  };
}
