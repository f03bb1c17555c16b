import { marks } from "./project-of.ts";

/** Declarations that the cases of the tests below share. */
export const SHOP = `audience Newsletter {
  field city: text?
  field birthday: date?
  field renewal: date?
  field plan: "free" | "pro" = "free"
  field points: number = 0
  field member: boolean = false
  field favorites: list of text
  group "Interests": "Pottery", "Baking"
  tags "vip", "engaged"
}
store Boutique { platform "shopify"  currency EUR }
store London { platform "shopify"  currency GBP }
event Booked { field price: money  field startsAt: moment  field place: text? }
email Hello(city: text, at: moment?) for Newsletter {
  from "Ana <ana@shop.example>"  subject "Hello"  body "How is {{city}}?{{#if at}} {{at}}{{/if}}"
}
email Bye for Newsletter { from "Ana <ana@shop.example>"  subject "Bye"  body "See you." }
`;
/** What the shared declarations leave unused is not what the cases are about; nor is that a journey waits for nothing. */
const CONFIG = '{ "name": "shop", "severity": { "TJ2030": "off", "TJ4054": "off" } }';

/** Marks of a project with these declarations beside the shared ones. */
export function inShop(declarations: string): readonly string[] {
  return marks(SHOP + declarations, { config: CONFIG });
}

/** Marks of a journey with these lines behind `start when contact signs up`. */
export function inJourney(lines: string, start = "start when contact signs up"): readonly string[] {
  return inShop(`journey Case for Newsletter {\n  ${start}\n  ${lines}\n}\n`);
}

/** Marks of a rule `exit if` with this condition. */
export function inCondition(condition: string): readonly string[] {
  return inJourney(`exit if ${condition}`);
}
