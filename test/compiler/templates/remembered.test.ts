import { expect, test } from "vitest";
import { createChecker } from "../../../compiler/src/checks/check-project.ts";

const EMAIL = `email Hello for Newsletter { from "a@b.example" subject "Hi {{contact.city}}" body file "a.hbs" }
journey Series for Newsletter { start when contact signs up send email Hello }
`;

test("an email that was checked is checked again when a text or type that it uses changes, and only said again else", () => {
  const check = createChecker();
  const codes = (audience: string, body: string, email = EMAIL) =>
    check({
      folder: "/project",
      config: undefined,
      journeys: [
        { path: "audience.journey", text: `audience Newsletter { ${audience} }\n` },
        { path: "email.journey", text: email },
      ],
      readFile: (path) => (path === "a.hbs" ? body : undefined),
    }).diagnostics.map(({ code, file }) => `${code} ${file}`);

  expect(codes("field city: text", "{{contact.city}}")).toEqual([]);
  expect(codes("field city: text", "{{contact.citty}}")).toEqual(["TJ5002 a.hbs"]);
  expect(codes("field city: text", "{{contact.citty}}")).toEqual(["TJ5002 a.hbs"]);
  expect(codes("field city: text", "{{contact.city}}")).toEqual([]);
  expect(codes("field city: text?", "{{contact.city}}")).toEqual(["TJ5004 a.hbs", "TJ5004 email.journey"]);
  expect(
    codes("field city: text", "{{contact.city}}", `\n\n${EMAIL.replace("contact.city", "contact.x")}`),
  ).toEqual(["TJ5002 email.journey"]);
});
