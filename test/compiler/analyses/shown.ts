import { check } from "../checks/project-of.ts";

/** Declarations that the cases share; what a case leaves unused is not what it is about. */
export const DECLARATIONS = `labels "promotional"
audience Newsletter {
  field city: text?
  field plan: "free" | "pro" | "team" = "free"
  field points: number = 0
  field pushToken: text?
  group "Interests": "Pottery", "Baking"
  tags "vip", "engaged", "lapsing"
}
store Boutique { currency EUR }
event Booked { field startsAt: moment }
email Hello for Newsletter {
  from "Ana <ana@shop.example>"  subject "Hello"  body "Welcome: {{link 'shop'}}"  link "shop" "https://shop.example/"
}
email Offer for Newsletter { from "Ana <ana@shop.example>"  label "promotional"  subject "Offer"  body "See https://shop.example/." }
email Bye for Newsletter { from "Ana <ana@shop.example>"  subject "Bye"  body "See you." }
email Receipt for Newsletter { kind transactional  from "Ana <ana@shop.example>"  subject "Receipt"  body "Thanks." }
sms Nudge for Newsletter { text "Your cart is waiting." }
survey Nps for Newsletter {
  from "Ana <ana@shop.example>"  subject "One question"  body "How was it? {{survey.url}}"
  question score "How likely are you to recommend us?": 0 to 10
}
webhook PushGateway(to: text, title: text, text: text) { url "https://push.example/"  send { to: to, title: title, text: text } }
channel push { to contact.pushToken  through PushGateway }
message Alert for Newsletter by push { title "Hello"  text "Come and see." }
`;

const SETTINGS = { name: "shop", severity: { TJ2030: "off", TJ4054: "off" } };

/** What the analyses say of declarations beside the shared ones: `TJ4200 the text that is marked`. */
export function said(declarations: string, settings: object = {}): readonly string[] {
  const text = DECLARATIONS + declarations;
  const config = JSON.stringify({ ...SETTINGS, ...settings });
  return check(text, { config }).map(({ code, span }) => `${code} ${text.slice(span.start, span.end)}`);
}

/** What is said of a journey that has these lines behind its start. */
export function saidOf(
  lines: string,
  settings: object = {},
  start = "start when contact signs up",
): readonly string[] {
  return said(`journey Case for Newsletter {\n  ${start}\n  ${lines}\n}\n`, settings);
}

/** The places beside the one finding that a project has: `message: the line that is marked`. */
export function trail(declarations: string, settings: object = {}): readonly string[] {
  const text = DECLARATIONS + declarations;
  const config = JSON.stringify({ ...SETTINGS, ...settings });
  const [finding, ...others] = check(text, { config });
  if (finding === undefined || others.length > 0)
    throw new Error(`one finding, not ${JSON.stringify([finding, ...others])}`);
  return (finding.related ?? []).map(
    ({ message, span }) => `${message} ${text.slice(span.start, span.end).split("\n")[0]}`,
  );
}
