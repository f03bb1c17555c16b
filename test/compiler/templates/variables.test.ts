import { expect, test } from "vitest";
import { checkProject } from "../../../compiler/src/checks/check-project.ts";
import { templateVariables } from "../../../compiler/src/templates/variables.ts";

test("an editor is offered the variables of the message, records before their fields, and their types", () => {
  const text = `
audience Newsletter { field firstName: text?  field favorites: list of text }
email Hello(order: Order, topic: "a" | "b") for Newsletter { from "a@b.example" subject "x" body "y" }`;
  const { model } = checkProject({
    folder: "/",
    config: undefined,
    journeys: [{ path: "a.journey", text }],
    readFile: () => undefined,
  });
  const email = model.symbols.messages.get("Hello");
  if (email?.kind !== "Email") throw new Error("no email");
  const offered = new Map(templateVariables(model, email).map(({ path, detail }) => [path, detail]));
  expect(offered.get("contact.firstName")).toBe("text?");
  expect(offered.get("contact.email")).toBe("email?");
  expect(offered.get("contact.favorites")).toBe("list of text");
  expect(offered.get("order")).toBe("Order");
  expect(offered.get("order.total")).toBe("money");
  expect(offered.get("order.items")).toBe("list of Product");
  expect(offered.get("topic")).toBe('"a" | "b"');
  expect(offered.get("unsubscribe.url")).toBe("url");
  expect([...offered.keys()].some((path) => path.startsWith("order.items."))).toBe(false);
  expect([...offered.keys()].indexOf("order")).toBeLessThan([...offered.keys()].indexOf("order.total"));
});
