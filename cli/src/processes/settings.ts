import type { CompiledProject, ProjectConfig } from "@trajet/compiler";
import {
  createHttp,
  type EmailHooks,
  type IdentityProvider,
  type MetaAccount,
  NoTemporalServer,
  SHOP_PLATFORMS,
  type ShopAccount,
  type SmsHook,
  type SmtpServer,
  type TemporalServerPlace,
  type TwilioAccount,
  temporalServerPlace,
} from "../runtime.ts";
import { type Env, fromEnv } from "../secret-setting.ts";
import { smtpServer } from "../smtp-server.ts";
import { UsageError } from "../usage-error.ts";

/**
 * The PostgreSQL database of a project: several processes cannot share the embedded one.
 *
 * @throws UsageError
 */
export function databaseUrl({ database }: ProjectConfig, env: Env): string {
  if (database !== undefined) return fromEnv("the database", database, env, "a connection string");
  throw new UsageError(
    'Several processes need a PostgreSQL database: write "database": "env:DATABASE_URL" into trajet.json.',
  );
}

/** @throws UsageError */
export function temporalPlace({ temporal }: ProjectConfig, env: Env): TemporalServerPlace {
  try {
    return temporalServerPlace(temporal, env);
  } catch (error) {
    if (!(error instanceof NoTemporalServer)) throw error;
    throw new UsageError(`${error.message.charAt(0).toUpperCase()}${error.message.slice(1)}.`);
  }
}

/** @throws UsageError */
export function mailServer({ channels }: ProjectConfig, env: Env): SmtpServer {
  const smtp = channels.email?.smtp;
  if (smtp !== undefined) return smtpServer(fromEnv("the mail server", smtp, env, "smtp://host:port"));
  throw new UsageError(
    'No mail server is named: write "channels": { "email": { "smtp": "env:SMTP_URL" } } into trajet.json.',
  );
}

/** The mail server for test mails of the console: `serve` needs it for nothing else, and does without. */
export function testMailServer({ channels }: ProjectConfig, env: Env): SmtpServer | undefined {
  const written = channels.email?.smtp;
  const [, name] = /^env:(.+)$/.exec(written ?? "") ?? [];
  const url = name === undefined ? written : env[name];
  return url === undefined ? undefined : smtpServer(url);
}

/**
 * The account with Twilio, and the hook that it calls; `undefined` where the project has none.
 *
 * @param url of the doors, for the world
 * @throws UsageError
 */
export function smsAccount(
  { channels }: ProjectConfig,
  env: Env,
  url: () => string,
): TwilioAccount | undefined {
  const { sms } = channels;
  if (sms === undefined) return undefined;
  return {
    account: fromEnv("the SMS account", sms.account, env, "as AC… stands in Twilio's console"),
    token: fromEnv("the SMS token", sms.token, env, "as it stands in Twilio's console"),
    from: fromEnv("the SMS sender", sms.from, env, "a number, as +33612345678"),
    ...(sms.url !== undefined && { url: sms.url }),
    hook: new URL("hooks/sms/twilio", url()).href,
  };
}

/**
 * The account with Meta that keeps custom audiences; `undefined` where the project has none.
 *
 * @throws UsageError
 */
export function metaAccount({ adNetworks: { meta } }: ProjectConfig, env: Env): MetaAccount | undefined {
  if (meta === undefined) return undefined;
  const token = fromEnv(
    "the token for Meta",
    meta.token,
    env,
    "an access token that may change the audiences",
  );
  return { token, audiences: meta.audiences, ...(meta.url !== undefined && { url: meta.url }) };
}

/**
 * What the doors need to know Twilio's calls; `undefined` where the project has no account.
 *
 * @throws UsageError
 */
export function smsHook(config: ProjectConfig, env: Env): SmsHook | undefined {
  const { sms } = config.channels;
  if (sms === undefined) return undefined;
  const token = fromEnv("the SMS token", sms.token, env, "as it stands in Twilio's console");
  return { provider: "twilio", token, publicUrl: publicUrl(config, env) };
}

/**
 * Who may tell of bounces and complaints; `undefined` where nobody is named.
 *
 * @throws UsageError
 */
export function emailHooks({ channels, outgoing }: ProjectConfig, env: Env): EmailHooks | undefined {
  const hooks = channels.email?.hooks;
  if (hooks === undefined) return undefined;
  const { ses, mailgun, generic } = hooks;
  return {
    http: createHttp(outgoing),
    ...(ses && { ses: { topic: fromEnv("the topic of Amazon SNS", ses.topic, env, "as arn:aws:sns:…") } }),
    ...(mailgun && {
      mailgun: { key: fromEnv("Mailgun's key", mailgun.key, env, "the HTTP webhook signing key") },
    }),
    ...(generic && {
      generic: { secret: fromEnv("the secret of reports on mails", generic.secret, env, "any long text") },
    }),
  };
}

/**
 * The shops that call, by their stores.
 *
 * @throws UsageError for one that the project does not declare, or whose secret is not set
 */
export function shopAccounts(
  { stores }: ProjectConfig,
  { stores: declared, audiences }: Pick<CompiledProject, "stores" | "audiences">,
  env: Env,
): Readonly<Record<string, ShopAccount>> {
  const accounts = Object.entries(stores).map(([name, { secret, audience }]) => {
    const problem = problemOfShop(declared[name], audience, Object.keys(audiences));
    if (problem !== undefined) throw new UsageError(`stores.${name} in trajet.json: ${problem}.`);
    const key = fromEnv(
      `the secret of ${name}`,
      secret,
      env,
      "the one that the shop shows beside its webhooks",
    );
    return [name, { secret: key, ...(audience !== undefined && { audience }) }] as const;
  });
  return Object.fromEntries(accounts);
}

function problemOfShop(
  store: CompiledProject["stores"][string] | undefined,
  audience: string | undefined,
  audiences: readonly string[],
): string | undefined {
  if (store === undefined) return "the project declares no such store";
  if (!SHOP_PLATFORMS.includes(store.platform ?? "")) {
    return `the store needs a platform that calls: ${SHOP_PLATFORMS.map((one) => `platform "${one}"`).join(" or ")}`;
  }
  if (audience === undefined) {
    return audiences.length === 1 ? undefined : "name the audience of its customers: the project has several";
  }
  return audiences.includes(audience) ? undefined : `the project declares no audience ${audience}`;
}

/**
 * Where the doors are for the world: links in messages lead there.
 *
 * @throws UsageError
 */
export function publicUrl({ url }: ProjectConfig, env: Env): string {
  if (url === undefined) {
    throw new UsageError(
      'Links in messages need the public address of `trajet serve`: write "url": "https://journeys.shop.example" into trajet.json.',
    );
  }
  const address = fromEnv("the public address", url, env, "as https://journeys.shop.example");
  const parsed = URL.parse(address);
  if (parsed !== null && ["http:", "https:"].includes(parsed.protocol)) return parsed.href;
  throw new UsageError(
    `${JSON.stringify(address)} is no public address: write it as https://journeys.shop.example.`,
  );
}

/**
 * Who vouches for people at the console; `undefined` where only keys do.
 *
 * @throws UsageError
 */
export function identityProvider(
  { console: { oidc }, outgoing, url }: ProjectConfig,
  env: Env,
): IdentityProvider | undefined {
  if (oidc === undefined) return undefined;
  return {
    name: "OpenID Connect",
    scope: "openid profile email",
    groupsClaim: "groups",
    ...oidc,
    clientSecret: fromEnv("the secret of the console", oidc.clientSecret, env, "as the provider shows it"),
    url: url && fromEnv("the address of the doors", url, env, "as https://trajet.example.com/"),
    http: createHttp(outgoing),
  };
}
