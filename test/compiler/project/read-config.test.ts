import { DEFAULT_CONFIG, readConfig } from "@trajet/compiler";
import { describe, expect, test } from "vitest";

/** Each diagnostic as its code and the text that it underlines. */
function marks(text: string): readonly string[] {
  return readConfig(text).diagnostics.map(({ code, span }) => `${code} ${text.slice(span.start, span.end)}`);
}

describe("trajet.json", () => {
  test("that is not there gives the defaults", () => {
    expect(readConfig(undefined)).toEqual({ config: DEFAULT_CONFIG, diagnostics: [] });
  });

  test("is read with its defaults filled in", () => {
    const text = `{
      "$schema": "./trajet.schema.json", "name": "shop", "timezone": "Europe/Paris", "weekStart": "sunday",
      "currency": "EUR", "limits": "standard", "severity": { "TJ4023": "off" },
      "channels": { "email": { "smtp": "env:SMTP", "from": "Ana <ana@shop.example>" } },
      "database": "env:DATABASE_URL", "temporal": { "address": "localhost:7233" }, "speed": "1 day = 1 second"
    }`;
    const { config, diagnostics } = readConfig(text);
    expect(diagnostics).toEqual([]);
    expect(config).toMatchObject({
      name: "shop",
      timezone: "Europe/Paris",
      weekStart: "sunday",
      fiscalYearStart: "01-01",
      currency: "EUR",
      limits: { plan: "standard", starts: 3, steps: 200 },
      channels: { email: { smtp: "env:SMTP", from: "Ana <ana@shop.example>" } },
      database: "env:DATABASE_URL",
      temporal: { address: "localhost:7233" },
      speed: "1 day = 1 second",
    });
    expect(config).not.toHaveProperty("$schema");
  });

  test.each([
    ["", ["TJ6001 "]],
    ["{", ["TJ6001 "]],
    ['{ "name": "shop", }', ["TJ6001 }"]],
    ['{ "name": "shop" } true', ["TJ6001 true"]],
    ['{ "name": "shop", "name": "other" }', ['TJ6001 "name"']],
    ["{ \"name\": 'shop' }", ["TJ6001 '"]],
    ["[]", ["TJ6003 []"]],
    ["{}", ["TJ6004 {"]],
    ['{ "name": 3 }', ["TJ6003 3"]],
    ['{ "name": "" }', ['TJ6003 ""']],
    ['{ "name": "shop", "timezon": "UTC" }', ['TJ6002 "timezon"']],
    ['{ "name": "shop", "channels": { "email": { "form": "a@b.c" } } }', ['TJ6002 "form"']],
    ['{ "name": "shop", "timezone": "Paris" }', ['TJ3012 "Paris"']],
    ['{ "name": "shop", "currency": "euro" }', ['TJ6003 "euro"']],
    ['{ "name": "shop", "currency": "EUX" }', ['TJ3011 "EUX"']],
    ['{ "name": "shop", "fiscalYearStart": "31-01" }', ['TJ6003 "31-01"']],
    ['{ "name": "shop", "severity": { "TJ1": "error" } }', ['TJ6006 "TJ1"']],
    ['{ "name": "shop", "severity": { "TJ4023": "fatal" } }', ['TJ6003 "fatal"']],
    ['{ "name": "shop", "database": "postgres://u:p@h/d" }', ['TJ6005 "postgres://u:p@h/d"']],
    ['{ "name": "shop", "database": "postgres://h/d" }', []],
    ['{ "name": "shop", "stores": { "Boutique": { "secret": "hush" } } }', ['TJ6003 "hush"']],
    ['{ "name": "shop", "stores": { "Boutique": { "secret": "env:S", "key": "k" } } }', ['TJ6002 "key"']],
    ['{ "name": "shop", "stores": { "Boutique": {} } }', ['TJ6004 "Boutique"']],
    ['{ "name": "shop", "stores": { "Boutique": { "secret": "env:S", "audience": "A" } } }', []],
    ['{ "name": "shop", "limits": "premium" }', ['TJ6003 "premium"']],
    ['{ "name": "shop", "limits": { "step": 3 } }', ['TJ6002 "step"']],
    ['{ "name": "shop", "limits": { "steps": 0 } }', ["TJ6003 0"]],
    ['{ "name": "shop", "caps": [{ "max": 2, "per": "day" }] }', []],
    ['{ "name": "shop", "caps": [{ "label": "a", "max": 2, "per": "day", "otherwise": "skip" }] }', []],
    [
      '{ "name": "shop", "caps": [{ "channel": "sms", "label": "a", "max": 2, "per": "day" }] }',
      ['TJ6003 "label"'],
    ],
    ['{ "name": "shop", "sendWindow": { "from": "9:00", "to": "20:00", "on": "weekdays" } }', []],
    ['{ "name": "shop", "sendWindow": { "from": "9:00", "to": "20:00", "on": ["monday"] } }', []],
    ['{ "name": "shop", "sendWindow": { "from": "9:00", "to": "9:00" } }', ['TJ6003 "9:00"']],
    ['{ "name": "shop", "sendWindow": { "from": "0:00", "to": "0:00" } }', []],
    ['{ "name": "shop", "sendWindow": { "from": "9:00" } }', ['TJ6004 "sendWindow"']],
    ['{ "name": "shop", "sendWindow": { "from": "9am", "to": "20:00" } }', ['TJ6003 "9am"']],
    ['{ "name": "shop", "channels": { "email": { "rate": { "max": 10, "per": "second" } } } }', []],
    ['{ "name": "shop", "channels": { "email": { "rate": { "max": 0, "per": "second" } } } }', ["TJ6003 0"]],
    ['{ "name": "shop", "channels": { "email": { "rate": { "max": 1 } } } }', ['TJ6004 "rate"']],
    [
      '{ "name": "shop", "channels": { "sms": { "account": "a", "token": "secret", "from": "1" } } }',
      ['TJ6003 "secret"'],
    ],
  ])("%s", (text, expected) => {
    expect(marks(text)).toEqual(expected);
  });

  test("keeps what is right beside what is wrong", () => {
    const { config } = readConfig('{ "name": "shop", "timezone": 3, "weekStart": "sunday" }');
    expect(config).toMatchObject({ name: "shop", timezone: "UTC", weekStart: "sunday" });
  });

  test("offers the nearest key", () => {
    const [said] = readConfig('{ "name": "shop", "weekstart": "sunday" }').diagnostics;
    expect(said?.message).toBe('There is no setting "weekstart" in trajet.json. Did you mean "weekStart"?');
    expect(said?.fixes?.[0]?.edits).toEqual([
      { file: "trajet.json", span: { start: 18, end: 29 }, text: '"weekStart"' },
    ]);
  });
});
