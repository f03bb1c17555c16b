import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { DEFAULT_CONFIG } from "@trajet/compiler";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import {
  databaseUrl,
  emailHooks,
  mailServer,
  publicUrl,
  smsAccount,
  smsHook,
  temporalPlace,
} from "../../../cli/src/processes/settings.ts";

const project = (more: object) => ({ ...DEFAULT_CONFIG, ...more });

let folder: string;
let profiles: string;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), "trajet-settings-"));
  profiles = join(folder, "temporal.toml");
  writeFileSync(join(folder, "client.pem"), "CERTIFICATE");
  writeFileSync(join(folder, "client.key"), "KEY");
  writeFileSync(
    profiles,
    `[profile.cloud]
address = "shop.a1b2c.tmprl.cloud:7233"
namespace = "shop.a1b2c"
[profile.cloud.tls]
client_cert_path = "${join(folder, "client.pem")}"
client_key_path = "${join(folder, "client.key")}"
[profile.keyed]
address = "eu-west-1.aws.api.temporal.io:7233"
api_key = "key-of-the-cloud"
`,
  );
});
afterAll(() => rmSync(folder, { recursive: true }));

describe("the Temporal server", () => {
  test("of the project, with the namespace and queue that are usual", () => {
    expect(temporalPlace(project({ temporal: { address: "temporal:7233" } }), {})).toEqual({
      connection: { address: "temporal:7233" },
      namespace: "default",
      taskQueue: "trajet",
    });
  });

  test("a variable comes before the project", () => {
    const settings = { address: "temporal:7233", namespace: "shop", taskQueue: "shop" };
    const env = { TEMPORAL_ADDRESS: "other:7233", TEMPORAL_NAMESPACE: "other" };
    expect(temporalPlace(project({ temporal: settings }), env)).toEqual({
      connection: { address: "other:7233" },
      namespace: "other",
      taskQueue: "shop",
    });
  });

  test("a profile brings certificates, and an API key turns TLS on", () => {
    const env = { TEMPORAL_CONFIG_FILE: profiles };
    expect(temporalPlace(project({ temporal: { profile: "cloud" } }), env)).toMatchObject({
      connection: {
        address: "shop.a1b2c.tmprl.cloud:7233",
        tls: {
          clientCertPair: {
            crt: new TextEncoder().encode("CERTIFICATE"),
            key: new TextEncoder().encode("KEY"),
          },
        },
      },
      namespace: "shop.a1b2c",
    });
    expect(
      temporalPlace(project({ temporal: { profile: "cloud" } }), { ...env, TEMPORAL_PROFILE: "keyed" }),
    ).toMatchObject({ connection: { apiKey: "key-of-the-cloud", tls: true } });
    const key = { TEMPORAL_ADDRESS: "a:7233", TEMPORAL_API_KEY: "k", TEMPORAL_CONFIG_FILE: profiles };
    expect(temporalPlace(project({}), key)).toMatchObject({ connection: { apiKey: "k", tls: true } });
  });

  test("none, and a profile that is not there, are said in one sentence", () => {
    const env = { TEMPORAL_CONFIG_FILE: profiles };
    expect(() => temporalPlace(project({}), env)).toThrow(/^No Temporal server is named: write .*\.$/);
    expect(() => temporalPlace(project({ temporal: { profile: "cluod" } }), env)).toThrow(/cluod/);
  });
});

test("the database, the mail server and the public address, from variables", () => {
  const config = project({
    database: "env:DB",
    channels: { email: { smtp: "env:SMTP" } },
    url: "env:URL",
  });
  const env = {
    DB: "postgres://db/shop",
    SMTP: "smtps://ana:s%40fe@mail:465",
    URL: "https://j.shop.example",
  };
  expect(databaseUrl(config, env)).toBe("postgres://db/shop");
  expect(mailServer(config, env)).toEqual({
    host: "mail",
    port: 465,
    secure: true,
    user: "ana",
    password: "s@fe",
  });
  expect(publicUrl(config, env)).toBe("https://j.shop.example/");
});

test.each([
  ["no database", () => databaseUrl(project({}), {}), "need a PostgreSQL database"],
  [
    "a variable that is not set",
    () => databaseUrl(project({ database: "env:DB" }), {}),
    "from DB, which is not set",
  ],
  ["no mail server", () => mailServer(project({}), {}), "No mail server is named"],
  ["no public address", () => publicUrl(project({}), {}), "public address of `trajet serve`"],
  [
    "one that is none",
    () => publicUrl(project({ url: "shop.example" }), {}),
    '"shop.example" is no public address',
  ],
] as const)("%s is said in one sentence", (_, read, sentence) => {
  expect(read).toThrow(sentence);
});

describe("the account with Twilio", () => {
  const sms = {
    account: "AC1",
    token: "env:TOKEN",
    from: "env:FROM",
    url: "https://api.dublin.ie1.twilio.com",
  };
  const config = project({ url: "https://j.shop.example/", channels: { sms } });
  const env = { TOKEN: "the token", FROM: "+33612345678" };

  test("its secret from a variable, and the hook that Twilio is told of", () => {
    expect(smsAccount(config, env, () => publicUrl(config, env))).toEqual({
      account: "AC1",
      token: "the token",
      from: "+33612345678",
      url: "https://api.dublin.ie1.twilio.com",
      hook: "https://j.shop.example/hooks/sms/twilio",
    });
    expect(smsHook(config, env)).toEqual({
      provider: "twilio",
      token: "the token",
      publicUrl: "https://j.shop.example/",
    });
  });

  test("none is no mistake; a variable that is not set is said in one sentence", () => {
    expect(smsAccount(project({}), {}, () => "")).toBeUndefined();
    expect(smsHook(project({}), {})).toBeUndefined();
    expect(() => smsHook(config, {})).toThrow("takes the SMS token from TOKEN, which is not set");
    expect(() => smsHook(project({ channels: { sms } }), env)).toThrow("public address");
  });
});

describe("the hooks of mail providers", () => {
  const hooks = {
    ses: { topic: "arn:aws:sns:eu-west-1:123456789012:bounces" },
    mailgun: { key: "env:MAILGUN_KEY" },
  };

  test("those that are named, their secrets from variables", () => {
    const config = project({ channels: { email: { hooks } } });
    expect(emailHooks(config, { MAILGUN_KEY: "the key" })).toEqual({
      ses: hooks.ses,
      mailgun: { key: "the key" },
      http: expect.any(Function),
    });
    expect(() => emailHooks(config, {})).toThrow("takes Mailgun's key from MAILGUN_KEY, which is not set");
  });

  test("none is no mistake", () => {
    expect(emailHooks(project({}), {})).toBeUndefined();
  });
});
