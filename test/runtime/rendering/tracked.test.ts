import { describe, expect, test } from "vitest";
import { tracked } from "../../../runtime/src/rendering/tracked.ts";

const TRACKING = {
  openUrl: "https://t.example/o",
  clickUrl: (target: string, links: readonly string[]) => `https://t.example/c?${links.join("+")}#${target}`,
};
const rewrite = (html: string, links = {}, except: readonly string[] = []) =>
  tracked(html, { ...TRACKING, openUrl: null }, { links, except });

describe("links of the HTML part", () => {
  test.each([
    [
      "double quotes",
      '<a href="https://a.example/">A</a>',
      '<a href="https://t.example/c?#https://a.example/">A</a>',
    ],
    [
      "single quotes",
      "<a href='https://a.example/'>A</a>",
      '<a href="https://t.example/c?#https://a.example/">A</a>',
    ],
    [
      "no quotes",
      "<a href=https://a.example/x>A</a>",
      '<a href="https://t.example/c?#https://a.example/x">A</a>',
    ],
    [
      "capitals",
      '<A CLASS="b" HREF="HTTPS://a.example/">A</A>',
      '<A CLASS="b" HREF="https://t.example/c?#HTTPS://a.example/">A</A>',
    ],
    ["an area", '<area href="https://a.example/">', '<area href="https://t.example/c?#https://a.example/">'],
    [
      "another attribute that looks like one",
      '<a title=" href=\'x\'" data-href="y" href="https://a.example/">A</a>',
      '<a title=" href=\'x\'" data-href="y" href="https://t.example/c?#https://a.example/">A</a>',
    ],
    [
      "an address with escaped ampersands, as it is meant",
      '<a href="https://a.example/?x=1&amp;y=2">A</a>',
      '<a href="https://t.example/c?#https://a.example/?x&#x3D;1&amp;y&#x3D;2">A</a>',
    ],
  ])("%s", (_what, html, expected) => {
    expect(rewrite(html).replaceAll("&#x3D;", "=")).toBe(expected.replaceAll("&#x3D;", "="));
  });

  test.each([
    ["mail and phone", '<a href="mailto:a@b.example">A</a><a href="tel:+33">B</a>'],
    ["a place in the mail", '<a href="#top">A</a>'],
    ["no address", "<a>A</a><a href>B</a><a href=''>C</a>"],
    ["a script", '<a href="javascript:alert(1)">A</a>'],
    ["no link", '<img src="https://a.example/a.png"><link href="https://a.example/a.css">'],
    [
      "a comment for Outlook",
      '<!--[if mso]><v:roundrect href="https://a.example/"><a href="https://a.example/">A</a><![endif]-->',
    ],
    ["what is too long for a token", `<a href="https://a.example/${"x".repeat(1_000)}">A</a>`],
    ["what is no address", '<a href="https://">A</a>'],
  ])("%s stays as it is", (_what, html) => {
    expect(rewrite(html)).toBe(html);
  });

  test("the link to unsubscribe stays as it is, also where its ampersand is escaped", () => {
    const out = "https://u.example/?a=1&b=2";
    const html = '<a href="https://u.example/?a=1&amp;b=2">A</a>';
    expect(rewrite(html, {}, [out])).toBe(html);
  });

  test("a named link is known by its name, or by all that it has", () => {
    const links = { shop: "https://a.example/", again: "https://a.example/", other: "https://b.example/" };
    expect(rewrite('<a href="https://a.example/">A</a>', links)).toContain("c?shop+again#");
  });

  test("what a person wrote into an address cannot leave it", () => {
    const target = 'https://a.example/?name="><script>alert(1)</script>{{unsubscribe.url}}';
    const open = (address: string) => address;
    const html = `<a href="${target.replaceAll('"', "&quot;").replaceAll("<", "&lt;")}">A</a>`;
    const led = tracked(html, { openUrl: null, clickUrl: open }, { links: {}, except: [] });
    expect(led).not.toContain("<script");
    expect(led.match(/"/g)).toHaveLength(2);
  });

  test("everything else of the document stays as it is written", () => {
    const html =
      "<!doctype html>\n<html><body bgcolor=red>\n<p>1 < 2 & <b>x</p><a href='https://a.example/'>&eacute;</a>\n<br/></body></html>\n";
    expect(rewrite(html)).toBe(
      html.replace("'https://a.example/'", '"https://t.example/c?#https://a.example/"'),
    );
  });
});

test("the picture stands at the end of the body, once", () => {
  const html = tracked(
    "<html><body><p>x</p></body></html>",
    { ...TRACKING, clickUrl: null },
    { links: {}, except: [] },
  );
  expect(html).toMatch(/<p>x<\/p><img src="https:\/\/t.example\/o"[^>]*alt=""[^>]*>\n<\/body>/);
});
