import { beforeEach, describe, expect, it } from "vitest";
import { openShop, type Shop, signer } from "../open-shop.ts";
import { readPage } from "./read-page.ts";

let shop: Shop;
beforeEach(async () => {
  shop = await openShop();
});

const linkOf = (run: string, contact = "ada") =>
  `/s/${signer.signSurvey({ contact, run, step: "send:Nps", visit: 1 })}`;
const send = (url: string, form: Record<string, string> | [string, string][]) =>
  shop.app.inject({
    method: "POST",
    url,
    headers: { "content-type": "application/x-www-form-urlencoded" },
    payload: new URLSearchParams(form).toString(),
  });
const answers = () => shop.gateway.written.filter(([what]) => what === "answers").map(([, given]) => given);
const ALL = { score: "9", next: "a mug & more", again: "true" };

describe("the page of a survey", () => {
  it("asks each question with native fields that have their words, and needs no script", async () => {
    const answer = await shop.app.inject(linkOf("r1"));
    expect(answer.statusCode).toBe(200);
    expect(answer.body).not.toContain("<script");
    const document = readPage(answer.body);
    expect(document.documentElement.lang).toBe("en");
    expect(document.title).toBe("One <question>");
    expect(document.querySelector("h1")?.textContent).toBe("One <question>");
    expect([...document.querySelectorAll("legend")].map((one) => one.textContent)).toEqual([
      "How likely are you to recommend us?",
      "What would you like next?",
      "Would you come again?",
      "What do you like? (optional)",
    ]);
    expect([...document.querySelectorAll("input[name=score]")].map(({ value }) => value)).toEqual(
      Array.from({ length: 11 }, (_, score) => String(score)),
    );
    for (const control of document.querySelectorAll("input, textarea")) {
      expect(control.labels?.length, control.name).toBe(1);
    }
    expect(document.querySelector("form")?.method).toBe("post");
    expect(document.querySelector("button")?.textContent).toBe("Send answers");
  });

  it("allows nothing from elsewhere, and is not kept or found", async () => {
    const { headers } = await shop.app.inject(linkOf("r1"));
    expect(headers).toMatchObject({
      "cache-control": "no-store",
      "content-security-policy": expect.stringContaining("default-src 'none'"),
      "referrer-policy": "no-referrer",
      "x-robots-tag": "noindex",
    });
  });

  it("changes nothing by being looked at, as scanners of mails do", async () => {
    await shop.app.inject(linkOf("r1"));
    expect(shop.gateway.written).toEqual([]);
  });

  it.each([
    ["a link that was cut", () => linkOf("r1").slice(0, -3)],
    ["one that was changed", () => linkOf("r1").replace("/s/W", "/s/X")],
    ["an unsubscribe link", () => `/s/${signer.sign({ contact: "ada", channel: "email" })}`],
    ["one of a contact that was erased", () => linkOf("r1", "erased-1")],
    ["no link at all", () => "/s/x"],
  ])("is not there for %s", async (_what, url) => {
    for (const answer of [await shop.app.inject(url()), await send(url(), ALL)]) {
      expect(answer.statusCode).toBe(404);
      expect(answer.body).toContain("This link does not work");
    }
    expect(shop.gateway.written).toEqual([]);
  });
});

describe("answers", () => {
  it("are read by the types of their questions, and taken in once", async () => {
    const url = linkOf("r1");
    const first = await send(url, [
      ...Object.entries(ALL),
      ["likes", "clay"],
      ["likes", "glaze"],
      ["why", " Line\r\ntwo "],
      ["born", "1815-12-10"],
      ["other", "x"],
    ]);
    expect(first.statusCode).toBe(200);
    expect(first.body).toContain("Thank you!");
    expect(answers()).toEqual([
      {
        score: 9,
        next: "a mug & more",
        again: true,
        likes: ["clay", "glaze"],
        why: "Line\ntwo",
        born: "1815-12-10",
      },
    ]);
    for (const again of [await send(url, { ...ALL, score: "0" }), await shop.app.inject(url)]) {
      expect(again.statusCode).toBe(200);
      expect(again.body).toContain("You have answered already");
    }
    expect(answers()).toHaveLength(1);
  });

  it("may be left out where the question says so", async () => {
    expect((await send(linkOf("r1"), ALL)).statusCode).toBe(200);
    expect(answers()).toEqual([{ score: 9, next: "a mug & more", again: true }]);
  });

  it.each([
    ["nothing", {}, ["score", "next", "again"]],
    ["a score off the scale", { ...ALL, score: "11" }, ["score"]],
    ["a score between two", { ...ALL, score: "9.5" }, ["score"]],
    ["a score in words", { ...ALL, score: "nine" }, ["score"]],
    ["a choice that is none", { ...ALL, next: "a car" }, ["next"]],
    ["a day that is none", { ...ALL, born: "2026-02-30" }, ["born"]],
    ["a text without end", { ...ALL, why: "x".repeat(5_001) }, ["why"]],
    ["blanks for an answer", { ...ALL, score: " " }, ["score"]],
  ])(
    "of %s are not taken: the page names the questions and keeps what was filled in",
    async (_what, given, wrong) => {
      const answer = await send(linkOf("r1"), given);
      expect(answer.statusCode).toBe(422);
      const document = readPage(answer.body);
      expect(document.querySelector("[role=alert]")?.textContent).toContain(
        "Please look at these questions again:",
      );
      const links = [...document.querySelectorAll("[role=alert] a")];
      expect(links.map(({ hash }) => hash)).toEqual(wrong.map((name) => `#q-${name}`));
      for (const { hash } of links) expect(document.querySelector(hash), hash).not.toBeNull();
      const described = [...document.querySelectorAll("[aria-invalid=true]")];
      expect(described).toHaveLength(wrong.length);
      for (const one of described) {
        expect(document.getElementById(one.getAttribute("aria-describedby") ?? "")?.className).toBe("error");
      }
      if ("again" in given)
        expect(document.querySelector("input[name=again][value=true]")?.checked).toBe(true);
      expect(answers()).toEqual([]);
    },
  );

  it("cannot put anything into the page", async () => {
    const evil = `</textarea><script>alert(1)</script>"'`;
    const { body } = await send(linkOf("r1"), { why: evil });
    expect(body).not.toContain("<script");
    expect(readPage(body).querySelector("textarea[name=why]")?.value).toBe(evil);
  });

  it("come as a form, and of a form's size", async () => {
    expect((await shop.app.inject({ method: "POST", url: linkOf("r1"), payload: ALL })).statusCode).toBe(415);
    expect((await send(linkOf("r1"), { why: "x".repeat(300_000) })).statusCode).toBe(413);
  });
});
