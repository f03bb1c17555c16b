import { expect, test } from "vitest";
import { check } from "./project-of.ts";

const text = (body: string) => `audience A { }
email M(city: text) for A {
  from "a@shop.example"  subject "Hi"  body ${body}  link "shop" "https://shop.example/"
}
journey J for A { start when contact signs up  send email M(city: "Lyon") }
`;

test.each(["emails/m.hbs", "emails/m.mjml"])(
  "of %s, which could not be read, that is all that is said",
  (path) => {
    const omitted = [{ path, why: "unreadable", problem: "permission was denied" }] as const;
    const said = check(text(`file "${path}"`), { omitted });
    expect(check(text(`file "${path}"`)).map(({ code }) => code)).toEqual(["TJ5007"]);
    expect(said.map(({ file, code }) => [file, code])).toEqual([[path, "TJ6017"]]);
  },
);
