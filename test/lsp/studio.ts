/** A project that has all that the requests speak of: templates with partials, a schema, fragments, splits, tests. */
export const STUDIO = {
  "trajet.json": '{ "name": "studio" }\n',
  "people.journey": `/// Those who write to us.
audience Guests {
  field firstName: text?
  field plan: "free" | "pro" = "free"
  tags "vip", "warm"
}

/// A visit that was booked.
event Booked from "schemas/booked.json"

record Line {
  field title: text
}

webhook Crm(reason: text) for Guests {
  url "https://crm.example/hook"
  secret env CRM_SECRET
  send { reason: reason }
  receive {
    field score: number
  }
}

segment Pros for Guests where contact.plan == "pro"
`,
  "mails.journey": `/// Says hello.
email Hello(seats: number, code: text) for Guests {
  from "Ana <ana@studio.example>"
  subject "{{seats}} seats for you"
  body file "mails/hello.hbs"
  link "door" "https://studio.example/"
}
`,
  "visits.journey": `/// After a visit was booked.
journey Visits for Guests {
  start when contact does Booked
  reenter always

  pause1: delay 1 day
  remember limit = 3
  split {
    50% "mail" {
      split {
        50% "early" { send email Hello(seats: 2, code: "a") }
        50% "late" { run Nudge(patience: 2 days) }
      }
    }
    50% "none" { tag "warm" }
  }
  delay 2 hours
  if entry.event.seats > limit { start journey Care }
}

journey Care for Guests {
  start manually

  delay 1 week
  call webhook Crm(reason: "care") as crm otherwise { exit }
  tag "vip"
}

fragment Nudge(patience: duration) for Guests {
  delay patience
  tag "warm"
}

test "a visit" for Visits {
  given contact { firstName: "Ada" }
  on 2026-03-02 at 10:00  contact does Booked with { seats: 2 }
  take "none"
  after 1 day             expect contact has tag "warm"
}
`,
  "mails/hello.hbs": `{{> greeting}}
<p>{{seats}} seats are yours{{#if contact.firstName}}, {{contact.firstName}}{{/if}}.</p>
<a href="{{link "door"}}">{{upper code}}</a>
`,
  "mails/partials/greeting.hbs": `<p>Hi {{default contact.firstName "you"}}</p>
`,
  "schemas/booked.json": `{
  "type": "object",
  "properties": {
    "seats": { "type": "integer", "description": "How many." },
    "startsAt": { "type": "string", "format": "date-time" }
  },
  "required": ["seats"]
}
`,
} as const;

export type StudioFile = keyof typeof STUDIO;
