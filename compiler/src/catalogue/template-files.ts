import { didYouMean } from "../diagnostics/nearest.ts";
import { entry } from "./entry.ts";
import { example, inEmail } from "./examples.ts";

const FROM = 'from "Ana <ana@shop.example>"  subject "Hello"';

/** Of a message with a file as its body. */
const withFile = (body: string, files: Readonly<Record<string, string>> = {}, lines = "") =>
  inEmail(`${FROM}\nbody file "emails/hello.hbs"${lines}`, {
    files: { "emails/hello.hbs": body, ...files },
  });

/** TJ5xxx: what templates have to do with other files, and with the journeys that send them. */
export const TEMPLATE_FILES = {
  TJ5016: entry({
    name: "not-known-where-sent",
    severity: "error",
    message: (p: { name: string; message: string; sent: boolean; types: readonly string[] }) =>
      `${p.message} cannot print "${p.name}": ${whyNotGiven(p)}.`,
    help: "Pass it as a parameter of the message, or see to it that every journey that sends the message knows it.",
    explanation:
      "A template may speak of entry, and of the names that the steps before the sending gave, where every journey that sends the message knows them, with one type. Where one does not, its contacts would read an empty space.",
    bad: example(`audience Newsletter { }
email Thanks for Newsletter {
  ${FROM}  body "{{money entry.order.total}}"
}
journey Buyers for Newsletter {
  start when contact buys any product
  send email Thanks
}
journey Newcomers for Newsletter {
  start when contact signs up
  send email Thanks
}`),
    good: example(`audience Newsletter { }
email Thanks for Newsletter {
  ${FROM}  body "{{money entry.order.total}}"
}
journey Buyers for Newsletter {
  start when contact buys any product
  send email Thanks
}`),
  }),
  TJ5017: entry({
    name: "unknown-partial",
    severity: "error",
    message: (p: { name: string; path: string; nearest: string | undefined }) =>
      `There is no partial "${p.name}": ${p.path} is not there.${didYouMean(p.nearest)}`,
    help: "Write the partial into a file in the folder partials beside the template, or name its path from the project's folder.",
    explanation:
      "What {{> footer}} puts in is the file footer.hbs of the folder partials beside the template, or beside a folder around it. A name with a / is a path from the project's folder.",
    bad: withFile("<p>Hello</p>{{> foter}}\n", { "emails/partials/footer.hbs": "<p>Bye</p>\n" }),
    good: withFile("<p>Hello</p>{{> footer}}\n", { "emails/partials/footer.hbs": "<p>Bye</p>\n" }),
    fixes: ["use-nearest"],
  }),
  TJ5018: entry({
    name: "partials-in-a-circle",
    severity: "error",
    message: (p: { circle: readonly string[] }) =>
      `This partial puts itself in: ${p.circle.join(" → ")}. It would never end.`,
    help: "Take the partial out of itself.",
    explanation:
      "A partial is printed where it is put in. One that puts itself in, however far around, has no end.",
    bad: withFile("{{> a}}\n", {
      "emails/partials/a.hbs": "a {{> b}}\n",
      "emails/partials/b.hbs": "b {{> a}}\n",
    }),
    good: withFile("{{> a}}\n", {
      "emails/partials/a.hbs": "a {{> b}}\n",
      "emails/partials/b.hbs": "b\n",
    }),
  }),
  TJ5019: entry({
    name: "unused-partial-value",
    severity: "warning",
    message: (p: { name: string; partial: string }) =>
      `The partial "${p.partial}" is passed "${p.name}", and does not use it.`,
    help: "Correct the name, or take the value out.",
    explanation:
      "What is passed by name, {{> greeting title=…}}, is a variable inside the partial. One that it never looks at is left over, or misspelt.",
    bad: withFile('{{> greeting titel="Hello"}}\n', { "emails/partials/greeting.hbs": "<h1>Welcome</h1>\n" }),
    good: withFile('{{> greeting title="Hello"}}\n', {
      "emails/partials/greeting.hbs": "<h1>{{title}}</h1>\n",
    }),
  }),
  TJ5020: entry({
    name: "partial-without-block",
    severity: "warning",
    message: (p: { partial: string }) =>
      `The partial "${p.partial}" does not print the block that it is given, so what stands here is left out.`,
    help: "Write {{> @partial-block}} into the partial, where the block belongs, or put the partial in without a block.",
    explanation:
      "What stands between {{#> layout}} and {{/layout}} is a block for the partial, which prints it as {{> @partial-block}}.",
    bad: withFile("{{#> layout}}<p>Hello</p>{{/layout}}\n", {
      "emails/partials/layout.hbs": "<div></div>\n",
    }),
    good: withFile("{{#> layout}}<p>Hello</p>{{/layout}}\n", {
      "emails/partials/layout.hbs": "<div>{{> @partial-block}}</div>\n",
    }),
  }),
  TJ5021: entry({
    name: "template-outside",
    severity: "error",
    message: (p: { path: string }) =>
      `"${p.path}" leads out of the project's folder, and only files inside it are read.`,
    help: "Move the file into the project, and write its path from the folder of trajet.json, as emails/welcome.hbs.",
    explanation:
      "A project is a folder: what it sends stands in it, and is reviewed with it. Absolute paths, .. and addresses of the web are refused.",
    bad: inEmail(`${FROM}\nbody file "../emails/hello.hbs"`),
    good: withFile("<p>Welcome.</p>\n"),
  }),
  TJ5022: entry({
    name: "template-not-text",
    severity: "error",
    message: (p: { path: string }) => `The file "${p.path}" is no text.`,
    help: "Name the right file, or save it as UTF-8.",
    explanation: "Templates are text in UTF-8. A file with zero bytes is a picture, or in another encoding.",
    bad: withFile("\0\u0001 hello"),
    good: withFile("<p>Welcome.</p>\n"),
  }),
  TJ5023: entry({
    name: "markup-problem",
    severity: "error",
    message: (p: { problem: string }) => `This MJML cannot be made into HTML as it stands: ${p.problem}.`,
    help: "Correct the component or attribute, or write the body as .hbs.",
    explanation:
      "A body in MJML is made into HTML when the project is compiled. What MJML does not know it leaves out of the mail, and other files are never read by it.",
    bad: inEmail(`${FROM}\nbody file "emails/hello.mjml"`, {
      files: {
        "emails/hello.mjml": '<mjml><mj-body><mj-include path="./header.mjml" /></mj-body></mjml>\n',
      },
    }),
    good: inEmail(`${FROM}\nbody file "emails/hello.mjml"`, {
      files: {
        "emails/hello.mjml": `<mjml><mj-body><mj-section><mj-column>
  <mj-text>Hello from {{contact.city}}</mj-text>
</mj-column></mj-section></mj-body></mjml>
`,
      },
    }),
  }),
  TJ5024: entry({
    name: "image-without-text",
    severity: "info",
    message: () => "This picture has no alt text: who cannot see it learns nothing of it.",
    help: 'Say what it shows, alt="A blue mug"; a picture that only adorns has alt="".',
    explanation:
      "Many mailboxes show no pictures until they are asked to, and some readers hear a mail instead of seeing it. The alt text stands in for the picture.",
    bad: withFile('<p>Hello</p><img src="https://shop.example/mug.png">\n'),
    good: withFile('<p>Hello</p><img src="https://shop.example/mug.png" alt="A blue mug">\n'),
  }),
} as const;

function whyNotGiven(p: { name: string; message: string; sent: boolean; types: readonly string[] }): string {
  const [one, other] = p.types;
  if (one !== undefined && other !== undefined)
    return `it is of type ${one} in one place that sends the message, and of type ${other} in another`;
  return p.sent ? "not every place that sends the message knows it" : "no journey sends the message";
}
