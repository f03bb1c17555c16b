import { entry } from "./entry.ts";
import { example, inJourney, withEmail, withEmails } from "./examples.ts";

const BY_PHONE = (lines: string) =>
  example(`audience Newsletter { tags "vip" }
sms Nudge for Newsletter { text "Your cart is waiting." }
journey Cart for Newsletter {
  start when contact signs up
  ${lines}
}`);

const WITH_SURVEY = (lines: string) =>
  example(`audience Newsletter { tags "vip" }
survey Nps for Newsletter {
  from "Ana <ana@shop.example>"  subject "One question"  body "How was it? {{survey.url}}"
  question score "How likely are you to recommend us?": 0 to 10
}
journey Ask for Newsletter {
  start when contact signs up
  ${lines}
}`);

const WITH_BODY = (body: string) =>
  example(`audience Newsletter { tags "vip" }
email Hello for Newsletter { from "Ana <ana@shop.example>"  subject "Hello"  body "${body}" }
journey Welcome for Newsletter {
  start when contact signs up
  send email Hello
  wait up to 3 days until contact clicks Hello
  tag "vip"
}`);

const REPLIES = (lines: string) =>
  example(`audience Newsletter { tags "vip" }
email Hello for Newsletter { from "Ana <ana@shop.example>"  subject "Hello"  body "Welcome." }
journey Join for Newsletter {
  start when contact texts "JOIN"
  ${lines}
}`);

/** TJ4220 to TJ4229: whether what is sent can arrive, and what is waited for can happen. */
export const PATH_REACH = {
  TJ4220: entry({
    name: "text-without-phone",
    severity: "warning",
    message: (p: { message: string }) =>
      `Nothing before asks whether there is a phone to send ${p.message} to: who has none is passed over in silence.`,
    help: "Ask before: if contact is subscribed to sms { … }; or say what follows: otherwise { send email … }.",
    explanation:
      "A contact need not have a phone, nor have agreed to texts. A sending without either is refused, and the run goes on.",
    bad: BY_PHONE("send sms Nudge"),
    good: BY_PHONE("if contact is subscribed to sms { send sms Nudge }"),
  }),
  TJ4221: entry({
    name: "address-missing",
    severity: "warning",
    message: (p: { message: string; address: string }) =>
      `${p.message} can never be sent here: on every path ${p.address} is missing.`,
    help: "Send it on the other branch, or by another channel.",
    explanation: "A message needs an address. Here it is known that there is none.",
    bad: BY_PHONE("if contact.phone is not set { send sms Nudge }"),
    good: BY_PHONE("if contact.phone is set { send sms Nudge }"),
  }),
  TJ4222: entry({
    name: "marketing-that-never-leaves",
    severity: "warning",
    message: (p: { message: string; why: string }) => `${p.message} can never be sent here: ${p.why}.`,
    help: "Send it earlier, or make it transactional if it is.",
    explanation: "Unsubscribed and archived contacts get no marketing message, whatever a journey says.",
    bad: withEmail("archive contact\nsend email Hello"),
    good: withEmail("send email Hello\narchive contact"),
  }),
  TJ4224: entry({
    name: "email-to-who-texted",
    severity: "info",
    message: (p: { message: string }) =>
      `Everybody here came by a text message, and may have left no email address: ${p.message} is refused then, and nothing follows.`,
    help: "Say what follows: otherwise { … }; or ask: if contact.email is set { … }.",
    explanation:
      "A contact who texts a keyword is known by the phone. An email address is there only if it was given before.",
    bad: REPLIES("send email Hello"),
    good: REPLIES('send email Hello otherwise { tag "vip" }'),
  }),
  TJ4225: entry({
    name: "exit-by-own-step",
    severity: "warning",
    message: (p: { rule: string }) =>
      `This makes the contact leave: \`${p.rule}\` ends the run here, and what stands behind is only for those for whom this step changes nothing.`,
    help: "Put it last, or change the rule.",
    explanation:
      "What a step does to a contact is an event like any other, and exit rules are looked at right behind it.",
    bad: inJourney('exit when contact gets tag "vip"\ntag "vip"\ndelay 1 day\ntag "engaged"'),
    good: inJourney('exit when contact gets tag "vip"\ndelay 1 day\ntag "engaged"\ntag "vip"'),
  }),
  TJ4226: entry({
    name: "open-of-a-text",
    severity: "warning",
    message: (p: { message: string }) =>
      `${p.message} is a text message, and nobody can tell whether one was opened: this never happens.`,
    help: "Ask for a click on a link in it, or for a reply: contact texts.",
    explanation: "An open is seen by a picture in a mail. Texts have none.",
    bad: BY_PHONE(
      'send sms Nudge otherwise { exit }\n  wait up to 1 day until contact opens Nudge\n  tag "vip"',
    ),
    good: BY_PHONE(
      'send sms Nudge otherwise { exit }\n  wait up to 1 day until contact texts "YES"\n  tag "vip"',
    ),
  }),
  TJ4227: entry({
    name: "click-without-links",
    severity: "warning",
    message: (p: { message: string }) =>
      `${p.message} has no link, so nobody can click it: this never happens.`,
    help: 'Give it one: link "shop" "https://…", printed by {{link "shop"}}; or ask for an open.',
    explanation: "A click is one on a link of the message. The link to unsubscribe is not counted.",
    bad: WITH_BODY("Welcome."),
    good: WITH_BODY("Welcome: https://shop.example/."),
  }),
  TJ4228: entry({
    name: "answer-before-survey",
    severity: "warning",
    message: (p: { survey: string }) =>
      `No path before this wait sends ${p.survey}, which the journey sends only later: nobody can answer it yet.`,
    help: "Send the survey first.",
    explanation: "A wait for an answer belongs behind the sending of the survey.",
    bad: WITH_SURVEY("wait up to 3 days until contact answers Nps\n  send survey Nps"),
    good: WITH_SURVEY("send survey Nps\n  wait up to 3 days until contact answers Nps"),
  }),
} as const;

/** TJ4250 to TJ4269: what a journey does over and over. */
export const PATH_REPEATS = {
  TJ4250: entry({
    name: "same-message-again",
    severity: "warning",
    message: (p: { message: string }) => `A path sends ${p.message} here a second time, word for word.`,
    help: "Send another message, or ask first whether it is needed: if contact did not open … { }.",
    explanation:
      "The same mail twice looks like a mistake to its reader. Turns of a loop are meant, and so is a message that is sent again behind a wait, or a question about it.",
    bad: withEmails("send email Hello\ndelay 2 days\nsend email Bye\ndelay 2 days\nsend email Hello"),
    good: withEmails(
      "send email Hello\ndelay 2 days\nsend email Bye\nif contact did not open Hello { send email Hello }",
    ),
  }),
  TJ4260: entry({
    name: "loop-turns-once",
    severity: "warning",
    message: (_: Record<never, never>) => "This loop never turns a second time: every path in it leaves it.",
    help: "Put the break or exit into a branch, or take the loop away.",
    explanation: "`break` and `exit` leave a loop. Where each path ends in one, the steps are run once.",
    bad: inJourney('repeat up to 3 times { delay 1 day  tag "vip"  break }'),
    good: inJourney('repeat up to 3 times { delay 1 day  tag "vip"  if contact.points > 5 { break } }'),
  }),
  TJ4261: entry({
    name: "turn-without-time",
    severity: "warning",
    message: (_: Record<never, never>) =>
      "A turn of this loop can pass without any delay or wait: on that path all its turns come at once.",
    help: "Put the delay before the branch, so that each turn takes it.",
    explanation:
      "A loop is for doing something again later. What lets time pass has to stand on each path through it.",
    bad: inJourney('repeat up to 3 times { if contact.points > 5 { delay 1 day }  tag "vip" }'),
    good: inJourney('repeat up to 3 times { delay 1 day  if contact.points > 5 { tag "vip" } }'),
  }),
} as const;
