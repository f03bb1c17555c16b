/** A small project without a mistake: the tests break it. */
export const SHOP = {
  "trajet.json": '{ "name": "shop" }\n',
  "shop.journey": `labels "promotional"
objectives "onboarding", "win back"

/// The shop's mailing list.
audience Newsletter {
  field firstName: text?
  /// Where the parcels go.
  field city: text?
  field plan: "free" | "pro" = "free"
  field points: number = 0
  group "Interests": "Pottery", "Baking"
  tags "vip", "engaged"
}

store Boutique {
  platform "shopify"
  currency EUR
}

event Booked {
  field seats: number
  field startsAt: moment
}

/// Says hello.
email Welcome for Newsletter {
  from "Ana <ana@shop.example>"
  subject "Welcome"
  body file "emails/welcome.hbs"
  link "shop" "https://shop.example/"
}

email Reminder(seats: number) for Newsletter {
  from "Ana <ana@shop.example>"
  subject "Soon"
  body "{{seats}} seats are yours."
}

segment Locals for Newsletter where contact.city == "Lyon"
`,
  "welcome.journey": `/// Greets a new subscriber.
journey WelcomeSeries for Newsletter {
  title "Welcome"  objective "onboarding"
  start when contact signs up

  hello: send email Welcome
  delay 1 day
  if contact.points > 10 {
    tag "engaged"
  }
}
`,
  "booked.journey": `journey Workshops for Newsletter {
  start when contact does Booked
  reenter always

  delay 1 day
  send email Reminder(seats: entry.event.seats)
  if contact in Locals {
    tag "engaged"
  }
}
`,
  "emails/welcome.hbs": `<p>Hello {{default contact.city "you"}}, here is the <a href="{{link "shop"}}">shop</a>.</p>
`,
} as const;

/** Line and column, from 0, of a text in another; `more` characters further on. */
export function placeOf(
  text: string,
  wanted: string,
  more = 0,
): { readonly line: number; readonly character: number } {
  const offset = text.indexOf(wanted);
  if (offset < 0) throw new Error(`no ${JSON.stringify(wanted)} in the text`);
  const before = text.slice(0, offset + more);
  const line = before.split("\n").length - 1;
  return { line, character: before.length - (before.lastIndexOf("\n") + 1) };
}

/** The text that a range covers. */
export function textIn(
  text: string,
  range: {
    readonly start: { line: number; character: number };
    readonly end: { line: number; character: number };
  },
): string {
  const starts = [0];
  for (let at = text.indexOf("\n"); at >= 0; at = text.indexOf("\n", at + 1)) starts.push(at + 1);
  const offset = (place: { line: number; character: number }): number =>
    (starts[place.line] ?? 0) + place.character;
  return text.slice(offset(range.start), offset(range.end));
}
