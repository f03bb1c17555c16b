import { journeys } from "trajet/vitest";

// The tests of the shop, as a team that runs vitest would have them.
await journeys("examples/shop");
