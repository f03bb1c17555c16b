import { describe, expect, test } from "vitest";
import { imagesWithoutText } from "../../../compiler/src/templates/images.ts";
import { marked } from "./marked.ts";

describe("pictures without a text", () => {
  test.each([
    '<p>«<img src="a.png">»</p>',
    "«<IMG\n src='a.png' />»",
    '«<img src="{{link "shop"}}/a.png">»',
    '«<img src="a.png" title="alt = >">»',
    '<mjml><mj-body>«<mj-image src="a.png" />»</mj-body></mjml>',
  ])("are found: %s", (text) => {
    const { source, at, start } = marked(text);
    expect(imagesWithoutText(source)).toEqual([{ start, end: start + at.length }]);
  });

  test.each([
    '<img src="a.png" alt="">',
    '<img title="a > b" alt="c" src="a.png">',
    '<img src="a.png" {{#if wide}}width="9"{{/if}} ALT = "x">',
    "<img {{attributes}}>",
    '<!-- <img src="a.png"> -->',
    '{{!-- <img src="a.png"> --}}',
    '{{! <img src="a.png"> }}',
    '<mjml><mj-head><mj-attributes><mj-image padding="0" /></mj-attributes></mj-head><mj-body></mj-body></mjml>',
    "<imgx>",
  ])("nothing is said of %s", (source) => {
    expect(imagesWithoutText(source)).toEqual([]);
  });

  test("take no long time to find", () => {
    expect(imagesWithoutText('<img "'.repeat(100_000))).toEqual([]);
  });
});
