import type { CompiledProject } from "@trajet/compiler/program";

/** The project of a shop that is filled for a benchmark. */
export const SHOP: CompiledProject = {
  name: "shop",
  timezone: "Europe/Paris",
  journeys: [],
  loyalty: [],
  audiences: { Newsletter: { fields: {}, tags: [], groups: {} } },
  stores: { Boutique: { currency: "EUR" }, Atelier: { currency: "EUR" } },
  coupons: {},
  events: {},
};
