export { type JourneysOptions, journeys } from "@trajet/cli/vitest";
