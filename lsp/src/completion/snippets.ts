// biome-ignore-all lint/suspicious/noTemplateCurlyInString: they are the protocol's places to fill in.
/** A form of a statement with places to fill in. `body` is in the syntax of the protocol. */
export interface Snippet {
  readonly label: string;
  readonly body: string;
}

/** By the word with which the statement begins. */
export const SNIPPETS: Readonly<Record<string, readonly Snippet[]>> = {
  journey: [
    {
      label: "journey … { start when … }",
      body: "journey ${1:Welcome} for ${2:Audience} {\n  start when contact ${3:signs up}\n\n  $0\n}",
    },
  ],
  audience: [
    {
      label: "audience … { field … }",
      body: "audience ${1:Newsletter} {\n  field ${2:firstName}: ${3:text?}\n  $0\n}",
    },
  ],
  event: [
    {
      label: "event … { field … }",
      body: "event ${1:Booked} {\n  field ${2:startsAt}: ${3:moment}\n  $0\n}",
    },
  ],
  email: [
    {
      label: "email … { from … subject … body … }",
      body: 'email ${1:Welcome} for ${2:Audience} {\n  from "${3:Ana <ana@shop.example>}"\n  subject "$4"\n  body """\n    $0\n    """\n}',
    },
  ],
  segment: [{ label: "segment … where …", body: "segment ${1:Lapsed} for ${2:Audience} where $0" }],
  fragment: [{ label: "fragment …() { … }", body: "fragment ${1:Nudge}($2) for ${3:Audience} {\n  $0\n}" }],
  test: [
    {
      label: "test … for … { given … on … expect … }",
      body: 'test "$1" for ${2:Journey} {\n  given contact { $3 }\n  on ${4:2026-01-05} at ${5:10:00}  contact ${6:signs up}\n  expect $0\n}',
    },
  ],
  start: [{ label: "start when contact …", body: "start when contact $0" }],
  goal: [{ label: "goal … within … when …", body: 'goal "$1" within ${2:14 days} when contact $0' }],
  delay: [{ label: "delay until …", body: "delay until ${1:monday} at ${2:9:00}" }],
  wait: [
    {
      label: "wait up to … { when … otherwise … }",
      body: "wait up to ${1:3 days} {\n  when contact $2 {\n    $3\n  }\n  otherwise {\n    $0\n  }\n}",
    },
    { label: "wait up to … until …", body: "wait up to ${1:3 days} until contact $0" },
  ],
  if: [
    { label: "if … { }", body: "if $1 {\n  $0\n}" },
    { label: "if … { } else { }", body: "if $1 {\n  $2\n} else {\n  $0\n}" },
  ],
  match: [
    {
      label: "match … { … else { } }",
      body: "match ${1:contact.plan} {\n  $2 {\n    $3\n  }\n  else {\n    $0\n  }\n}",
    },
  ],
  split: [
    {
      label: "split { 50% … 50% … }",
      body: 'split {\n  50% "${1:a}" {\n    $2\n  }\n  50% "${3:b}" {\n    $0\n  }\n}',
    },
  ],
  repeat: [
    { label: "repeat up to … times { }", body: "repeat up to ${1:3} times {\n  delay ${2:1 day}\n  $0\n}" },
  ],
  update: [{ label: "update contact { set … }", body: "update contact { set ${1:field} = $0 }" }],
  when: [{ label: "when contact … { }", body: "when contact $1 {\n  $0\n}" }],
  otherwise: [{ label: "otherwise { }", body: "otherwise {\n  $0\n}" }],
};
