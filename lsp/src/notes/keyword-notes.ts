/** What a keyword does, in a sentence or two for people who meet it for the first time. */
const NOTES: Readonly<Record<string, string>> = {
  // Declarations
  audience:
    "A list of contacts: the fields that each of them has, the groups and the tags. Other names than these are mistakes.",
  field:
    "A named, typed value of a contact, an event or a record. A `?` after the type says that it may be missing.",
  group:
    'A set of names under a heading, which contacts join and leave: `group "Interests": "Baking", "Pottery"`.',
  tags: "The tags that contacts of this audience can have.",
  store:
    "A shop whose orders and carts arrive here, with its currency and, if they are to be checked, its products.",
  record: "A named set of fields, for lists of things inside events.",
  event:
    "Something that a contact does in your own systems, with its typed payload: `contact does TicketPurchased`.",
  coupon: "A discount code: one for all (`code`), or single ones that were imported (`pool`).",
  email:
    "An email with its sender, subject and body. Its texts are Handlebars templates, checked against the audience and the parameters.",
  sms: "A text message to the contact's phone.",
  survey: "Questions, sent by email, whose answers can be waited for and asked about.",
  message: "A message of a further channel, which says by which webhook it leaves.",
  channel: "A further way to reach people: where to, and through which webhook.",
  webhook: "A call of another system, with what it sends and what comes back.",
  segment: "A named condition: the contacts who meet it now. Use it as `contact in Lapsed`.",
  loyalty: "A ranking of customers, by what they ordered or read over a period.",
  fragment: "Steps with a name and parameters, used by `run` in several journeys.",
  journey: "Who enters, and what happens to each of them. Settings come first, then the steps.",
  test: "An example of a journey on a virtual clock: what is given, what happens, what is expected.",
  labels: 'Names that messages are grouped by, for caps: `limit 2 messages per week across "promotional"`.',
  objectives: "Names of what journeys are for.",
  // Settings
  title: "The name that people see.",
  objective: "What the journey is for: one of the declared objectives.",
  timezone: "The zone of contacts who have none of their own.",
  start:
    "A way into the journey: `start when` something happens, `start every` so often, or `start manually`.",
  enter: "The first and last day on which contacts may enter.",
  exit: "As a step, the end of the journey for this contact. `exit when` and `exit if` are rules for the whole journey.",
  reenter:
    "Whether a contact who has been here may enter again: `never`, `always`, `restart`, or `after` a while. Never, unless said.",
  goal: "What the journey is meant to bring about; those who get there are counted.",
  limit: "The most messages that a contact gets in a stretch of time.",
  // Steps
  delay: "Waits for a duration, or `until` a day or a time in the contact's own zone.",
  wait: "Waits until something happens, at most `up to` a limit: each `when` has its own steps, `otherwise` follows when time is up.",
  if: 'Goes on by a condition: a state (`contact.plan == "pro"`) or a past (`contact opened Welcome`).',
  else: "What happens where no condition before was true.",
  match: "Goes on by the value of one expression, which the cases must cover without gap or overlap.",
  split:
    "Sends shares of the contacts on different ways, by chance, the same way for the same contact. The shares add up to 100%.",
  repeat: "Does its steps again, up to a number of times; `break` leaves it.",
  remember: "Gives a value a name, for the steps behind.",
  milestone: "Notes that a contact came this far, for counts and tests.",
  send: "Sends a message. Without consent or an address it is not sent, and `otherwise { … }` says what happens then.",
  tag: "Gives the contact a tag of its audience.",
  untag: "Takes a tag away from the contact.",
  join: 'Puts the contact into a group: `join "Interests"."Baking"`.',
  leave: "Takes the contact out of a group, or out of another journey.",
  unsubscribe: "Ends the contact's consent to a channel: email, unless another is named.",
  archive: "Takes the contact out of the audience; its history stays.",
  update: "Sets and clears fields of the contact.",
  call: "Calls a webhook; `as` gives its answer a name.",
  give: "Gives the contact a coupon code, under a name.",
  add: "Adds a value to a list field, or the contact to a custom audience.",
  remove: "Takes a value out of a list field, or the contact out of a custom audience.",
  run: "Does the steps of a fragment.",
  otherwise: "What happens when the step before could not be done, or when its time is up.",
  // Sentences and expressions
  when: "Introduces something that will happen, in the present tense: `when contact opens Welcome`.",
  where: "Narrows down which events or which contacts are meant, by a condition.",
  contact: "The person whom this journey, message or segment is about.",
  within: "Counts back from now: `within 7 days`.",
  since: "From a moment on: `since entry`, `since 2026-01-01`.",
  before: "Earlier than a moment or a date.",
  at: "A time of day: `at 9:00`. It joins a date and a time into a moment.",
  or: 'True when either side is. Behind a value that may be missing, what to take instead: `contact.city or "your city"`.',
  and: "True when both sides are.",
  not: "The opposite. Many forms have their own: `did not open`, `has no tag`, `is not set`, `not in`.",
  in: "Membership: in a segment, a tier, a group, a journey or a list; before a period, when something happened.",
  is: "A state: `is set`, `is subscribed`, `is not set`.",
  set: "With `is`, that a value is there; in `update contact`, gives a field a value.",
  has: 'With `tag`, that the contact has it: `contact has tag "vip"`, `contact has no tag "vip"`.',
  contains: "True when a text or a list has the value in it.",
  matches: "True when the whole or a part of the text fits a regular expression.",
  between: "True from the first value to the second, both included.",
  // Lines of messages and loyalty queries
  from: "Where something comes from: the sender of an email, the store of an order, the first day of a span.",
  subject: "The subject line: a Handlebars template.",
  preview: "The line that mail programs show beside the subject.",
  body: "The text of the message: in place, or `file` with the path of a template in the project.",
  link: 'Names a link of the message, so that a click on it can be told from others: `contact clicks Welcome "shop"`.',
  kind: "`marketing` asks for consent and keeps to caps and windows; `transactional` does not.",
  label: "Puts the message under a declared label.",
  rank: "What customers are ranked by: orders, total spent, average order value and others.",
  over: "The period that is added up: `over last quarter`, `over last 90 days`, `over year to date`.",
  top: "How many of the ranked customers are on the list.",
  tiers: "Parts of the list with names, from the top down: `contact in TopSpenders.gold`.",
  stay: "How long one keeps a place or a tier at least.",
  // Tests
  given: "What holds from here on in the test: fields, a tag, a past, how a webhook answers.",
  take: "Decides the next split of the test.",
  expect: "What must have happened, or be so, at this moment of the test.",
};

/** A short explanation of a keyword, in Markdown; `undefined` for words that explain themselves. */
export function keywordNote(word: string): string | undefined {
  return Object.hasOwn(NOTES, word) ? NOTES[word] : undefined;
}
