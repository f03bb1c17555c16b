/** What the stand-ins of the outside listen on. */
export interface Outside {
  readonly webhooks: string;
  readonly twilio: string;
  readonly meta: string;
  readonly account: string;
}

/**
 * A project whose journeys use every action, on seconds instead of days. What each leaves on a contact can be counted.
 *
 * @param outside `host:port` of each stand-in, and the account with Twilio's
 * @returns texts by the names of their files
 */
export function chaosProject({ webhooks, twilio, meta, account }: Outside): Readonly<Record<string, string>> {
  const settings = {
    name: "chaos",
    timezone: "Europe/Paris",
    url: "https://journeys.shop.example",
    database: "env:DATABASE_URL",
    temporal: { address: "nowhere.invalid:7233" },
    limits: "none",
    channels: {
      email: { smtp: "env:SMTP_URL", from: "Ana <ana@shop.example>" },
      sms: { account, token: "env:SMS_TOKEN", from: "+33612345678", url: `http://${twilio}` },
    },
    adNetworks: { meta: { token: "env:META_TOKEN", audiences: { Buyers: "23850" }, url: `http://${meta}` } },
    outgoing: { allow: [webhooks, twilio, meta] },
  };
  return {
    "trajet.json": JSON.stringify(settings),
    "people.journey": PEOPLE,
    "outside.journey": OUTSIDE.replaceAll("WEBHOOKS", `http://${webhooks}`),
    "journeys.journey": JOURNEYS,
  };
}

/** Those that a sign-up starts, by itself or by what follows from it; each contact is once in each. */
export const EVERYBODYS = [
  "Welcome",
  "Gift",
  "Turns",
  "Choices",
  "Nudges",
  "Ads",
  "Texts",
  "Asks",
  "Lingers",
] as const;

const PEOPLE = `audience People {
  field plan: "free" | "pro" = "free"
  field points: number = 0
  field turns: number = 0
  field score: number = 0
  field nudges: number = 0
  field code: text?
  field draft: text?
  field favorites: list of text
  field pushToken: text?
  group "Interests": "Baking", "Pottery"
  tags "welcomed", "new", "left", "right", "free", "pro", "nudged", "quiet", "lingered", "texted", "asked", "gone"
}
event Nudged { field by: text }
event SaidGoodbye { }
coupon Single { pool }
custom audience Buyers { network "meta" }
`;

const OUTSIDE = `webhook Score(reason: text) for People {
  url "WEBHOOKS/score"
  secret env HOOK_SECRET
  send { id: contact.id, reason: reason }
  receive { field score: number }
}
webhook PushGateway(to: text, title: text) {
  url "WEBHOOKS/push"
  secret env HOOK_SECRET
  send { to: to, title: title }
}
channel push { to contact.pushToken  through PushGateway }
message Alert for People by push { title "Here we are" }
sms Hi for People { text "Hello" }
email Hello for People { subject "Hello"  body "Hello" }
email Code(code: text) for People { subject "Your code"  body "It is [{{code}}]" }
survey Nps for People {
  subject "One question"
  body "How was it? {{survey.url}}"
  question score "How likely?": 0 to 10
}
`;

const JOURNEYS = `journey Welcome for People {
  start when contact signs up
  send email Hello
  tag "welcomed", "new"
  update contact { 
    set points = contact.points + 1
    set draft = "written"
    add "mug" to favorites
    add "plate" to favorites
  }
  join "Interests"."Baking"
  join "Interests"."Pottery"
  delay 2 seconds
  untag "new"
  leave "Interests"."Pottery"
  update contact {
    set points = contact.points + 10
    clear draft
    remove "plate" from favorites
  }
  call webhook Score(reason: "new") as crm otherwise { exit }
  update contact { set score = contact.score + crm.score }
  start journey Gift
  milestone "welcomed"
}
journey Gift for People {
  start manually
  give coupon Single as gift otherwise { exit }
  update contact { set code = gift }
  delay 1 second
  send email Code(code: gift)
}
journey Turns for People {
  start when contact signs up
  repeat up to 5 times {
    delay 1 second
    update contact { set turns = contact.turns + 1 }
    if contact.turns >= 3 { break }
  }
}
journey Choices for People {
  start when contact signs up
  remember before = contact.plan
  delay 1 second
  offer: split {
    50% "left" { tag "left" }
    50% "right" { tag "right" }
  }
  match before {
    "free" { tag "free" }
    "pro" { tag "pro" }
  }
}
journey Nudges for People {
  start when contact gets tag "welcomed"
  wait up to 8 seconds {
    when contact does Nudged { 
      tag "nudged"
      update contact { set nudges = contact.nudges + 1 }
    }
    otherwise { tag "quiet" }
  }
}
journey Ads for People {
  start when contact gets tag "welcomed"
  add to Buyers
  delay 2 seconds
  if contact.plan == "free" { remove from Buyers }
}
journey Texts for People {
  start when contact signs up
  send sms Hi
  send message Alert
  tag "texted"
}
fragment Ask(pause: duration) for People {
  delay pause
  send survey Nps
  wait up to 2 seconds until contact answers Nps
}
journey Asks for People {
  start when contact signs up
  run Ask(pause: 1 second)
  tag "asked"
  leave journey Lingers
}
journey Lingers for People {
  start when contact signs up
  delay 1 hour
  tag "lingered"
}
journey Goodbye for People {
  start when contact does SaidGoodbye
  unsubscribe
  unsubscribe from sms
  tag "gone"
  archive contact
}
`;
