import type { Shapes } from "../../../runtime/src/imports/shapes/shapes.ts";

/** What a checked project tells the doors, for one shop. */
export const SHOP: Shapes = {
  timezone: "Europe/Paris",
  audiences: {
    Newsletter: {
      fields: {
        firstName: { type: { type: "text", optional: true }, wireName: "firstName" },
        birthday: { type: { type: "date", optional: true }, wireName: "birthday" },
        plan: { type: { type: "enum", values: ["free", "pro"] }, wireName: "plan", default: "free" },
        points: { type: { type: "number" }, wireName: "points", default: 0 },
        spent: { type: { type: "money", optional: true }, wireName: "spent" },
        vegetarian: { type: { type: "boolean", optional: true }, wireName: "vegetarian" },
        favorites: { type: { type: "text", list: true }, wireName: "favorites" },
        pushToken: { type: { type: "text", optional: true }, wireName: "push-token" },
        lastVisit: { type: { type: "moment", optional: true }, wireName: "lastVisit" },
      },
      tags: ["vip", "engaged", "farmers-market"],
      groups: { Interests: ["Pottery", "Baking"] },
    },
  },
  coupons: { Thanks10: { pool: true }, Spring: { code: "SPRING" } },
  stores: { Boutique: { currency: "EUR" }, Atelier: { currency: "JPY" } },
  events: {
    TicketPurchased: {
      wireName: "Ticket Purchased",
      type: {
        type: "record",
        fields: {
          // Declared as `flight`: a compiled project has the names on the wire.
          "flight-no": { type: "text" },
          departure: { type: "moment" },
          seats: { type: "number", optional: true },
        },
      },
    },
  },
};
