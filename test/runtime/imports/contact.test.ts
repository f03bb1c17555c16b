import { describe, expect, test } from "vitest";
import { readContact } from "../../../runtime/src/imports/shapes/contact.ts";
import type { Raw } from "../../../runtime/src/imports/shapes/reading.ts";
import type { Shapes } from "../../../runtime/src/imports/shapes/shapes.ts";
import { SHOP } from "./shop.ts";

const json = (raw: Raw, shapes: Shapes = SHOP) =>
  readContact(shapes, raw, { form: "json", zone: "Europe/Paris" }, false);
const cells = (raw: Raw) => readContact(SHOP, raw, { form: "text", zone: "Europe/Paris" }, true);
const reasonOf = (reading: ReturnType<typeof json>) => ("reason" in reading ? reading.reason : "it was read");

describe("a contact in JSON", () => {
  test("holds fields by name and wire name, tags, groups, consent and its moment of creation", () => {
    expect(
      json({
        id: 7,
        email: "ada@example.com",
        firstName: "Ada",
        "push-token": "t1",
        points: 3,
        spent: { amount: "49.90", currency: "EUR" },
        favorites: ["mug", "plate"],
        tags: ["vip"],
        removeTags: ["engaged"],
        groups: ["Interests/Baking"],
        leaveGroups: ["Interests/Pottery"],
        consent: { email: "subscribed", sms: "none" },
        createdAt: "2026-03-01T10:00:00+01:00",
      }),
    ).toEqual({
      value: {
        id: "7",
        audience: "Newsletter",
        fields: {
          email: "ada@example.com",
          firstName: "Ada",
          pushToken: "t1",
          points: 3,
          spent: { amount: "49.90", currency: "EUR" },
          favorites: ["mug", "plate"],
        },
        addTags: ["vip"],
        removeTags: ["engaged"],
        joinGroups: ["Interests/Baking"],
        leaveGroups: ["Interests/Pottery"],
        consent: { email: "subscribed", sms: "none" },
        imported: false,
        at: Date.parse("2026-03-01T09:00:00Z"),
      },
    });
  });

  test("consent is given to the project's own channels as to email and SMS, and to no other", () => {
    const raw = { id: "1", consent: { push: "unsubscribed" } };
    const manner = { form: "json", zone: "UTC" } as const;
    expect(readContact({ ...SHOP, channels: ["push"] }, raw, manner, false)).toMatchObject({
      value: { consent: { push: "unsubscribed" } },
    });
    expect(reasonOf(readContact(SHOP, raw, manner, false))).toContain('no channel "push"');
  });

  test("null clears an optional field and empties a list", () => {
    expect(json({ id: "1", firstName: null, favorites: null })).toMatchObject({
      value: { fields: { firstName: null, favorites: [] } },
    });
  });

  test.each<[Raw, string]>([
    [{ id: "1", frstName: "Ada" }, 'no field "frstName" in audience Newsletter; did you mean "firstName"?'],
    [{ id: "1", pushtoken: "x" }, 'did you mean "pushToken"?'],
    [{ id: "1", tags: ["vpi"] }, 'no tag "vpi" in audience Newsletter; did you mean "vip"?'],
    [{ id: "1", groups: ["Interests/Potery"] }, 'did you mean "Interests/Pottery"?'],
    [{ id: "1", plan: "por" }, 'did you mean "pro"?'],
    [{ id: "1", plan: null }, "cannot be cleared"],
    [{ id: "1", points: "3" }, "expected a number"],
    [{ id: "1", spent: { amount: "1,5", currency: "EUR" } }, '"1,5" is not an amount'],
    [{ id: "1", spent: { amount: "1.5", currency: "EUX" } }, '"EUX" is not a currency'],
    [{ id: "1", birthday: "2026-02-30" }, "is not a date"],
    [{ id: "1", lastVisit: "2026-03-01 10:00" }, "with an offset"],
    [{ id: "1", email: "ada at example.com" }, "is not an e-mail address"],
    [{ id: "1", phone: "0611223344" }, "with its country"],
    [{ id: "1", country: "ZZZ" }, "is not a country"],
    [{ id: "1", language: "_" }, "is not a language"],
    [{ id: "1", timezone: "Paris" }, "time zone"],
    [{ id: "1", status: "subscribd" }, 'did you mean "subscribed"?'],
    [{ id: "1", status: "none", consent: { email: "subscribed" } }, "given twice"],
    [{ id: "1", pushToken: "a", "push-token": "b" }, "given twice"],
    [{ id: "1", rating: 5 }, "kept by Trajet"],
    [{ id: "1", audience: "Newsleter" }, 'did you mean "Newsletter"?'],
    [{ id: "1", constructor: "x" }, 'no field "constructor"'],
    [{ firstName: "Ada" }, 'needs an "id" or an "email"'],
    [{ id: " " }, "1 to 200 characters"],
  ])("is refused: %j", (raw, reason) => {
    expect(reasonOf(json(raw))).toContain(reason);
  });

  test("names all that is wrong at once", () => {
    expect(reasonOf(json({ id: "1", points: "3", tags: ["vpi"] }))).toMatch(/"points": .*; "tags": /);
  });

  test("must say its audience where there are several", () => {
    const [newsletter] = Object.values(SHOP.audiences);
    if (!newsletter) throw new Error("the shop has an audience");
    const two = { ...SHOP, audiences: { Newsletter: newsletter, Trade: { ...newsletter, fields: {} } } };
    expect(reasonOf(json({ id: "1" }, two))).toContain('this project has "Newsletter", "Trade"');
    expect(reasonOf(json({ id: "1", audience: "Trade", points: 1 }, two))).toContain("in audience Trade");
  });

  test("an own field goes before a member of the same name", () => {
    const shapes: Shapes = {
      ...SHOP,
      audiences: {
        Flats: {
          fields: { status: { type: { type: "text" }, wireName: "status" } },
          tags: [],
          groups: {},
        },
      },
    };
    expect(json({ id: "1", status: "let", emailStatus: "none" }, shapes)).toMatchObject({
      value: { fields: { status: "let" }, consent: { email: "none" } },
    });
  });
});

describe("a contact in a row", () => {
  test("has its cells read by the types of the fields, and says nothing where they are blank", () => {
    expect(
      cells({
        id: "1",
        email: " ada@example.com ",
        firstName: "",
        points: "12.5",
        spent: "49.90 EUR",
        vegetarian: "Yes",
        favorites: "mug | plate|",
        tags: "vip|engaged",
        groups: "Interests/Pottery",
        phone: "+33 6 11 22 33 44",
        country: "fr",
        birthday: "1990-12-24",
        status: "unsubscribed",
        lastVisit: "2026-07-01 10:00",
        createdAt: "2026-01-01",
      }),
    ).toEqual({
      value: {
        id: "1",
        audience: "Newsletter",
        fields: {
          email: "ada@example.com",
          points: 12.5,
          spent: { amount: "49.90", currency: "EUR" },
          vegetarian: true,
          favorites: ["mug", "plate"],
          phone: "+33611223344",
          country: "FR",
          birthday: "1990-12-24",
          // By the clocks of Paris, in summer and in winter.
          lastVisit: "2026-07-01T08:00:00Z",
        },
        addTags: ["vip", "engaged"],
        joinGroups: ["Interests/Pottery"],
        consent: { email: "unsubscribed" },
        imported: true,
        at: Date.parse("2025-12-31T23:00:00Z"),
      },
    });
  });

  test.each<[Raw, string]>([
    [{ id: "1", points: "1,234.5" }, '"1,234.5" is not a number'],
    [{ id: "1", vegetarian: "perhaps" }, "neither true nor false"],
    [{ id: "1", spent: "49.90" }, "write the amount and the currency"],
    [{ id: "1", lastVisit: "2026-13-01 10:00" }, "is not a moment"],
    [{ id: "1", lastVisit: "yesterday" }, "is not a moment"],
  ])("is refused: %j", (raw, reason) => {
    expect(reasonOf(cells(raw))).toContain(reason);
  });
});
