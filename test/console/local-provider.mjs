import { createServer } from "node:http";
import Provider from "oidc-provider";

const CLIENT = { clientId: "trajet", clientSecret: "a secret of the console" };

/**
 * How the console asks it.
 *
 * @param {string} issuer
 */
export const asked = (issuer) => ({
  issuer,
  name: "Example",
  ...CLIENT,
  scope: "openid email groups",
  groupsClaim: "groups",
  roles: { read: ["marketing"], operate: ["crm"] },
});

/**
 * A provider of identities on this machine, which believes whoever says who he is.
 *
 * @param {() => string} callback where it leads back to; asked when somebody first comes
 * @param {Readonly<Record<string, readonly string[]>>} groups of its people
 * @param {string} host by which it is called
 * @returns {Promise<{ issuer: string, become: (person: string) => void, close: () => Promise<void> }>}
 */
export async function startProvider(callback, groups, host = "127.0.0.1") {
  let person = "";
  const server = createServer();
  await new Promise((resolve) => server.listen(0, "127.0.0.1", () => resolve(undefined)));
  const issuer = `http://${host}:${server.address().port}`;
  let made;
  const provider = () =>
    (made ??= new Provider(issuer, {
      clients: [
        { client_id: "trajet", client_secret: "a secret of the console", redirect_uris: [callback()] },
      ],
      scopes: ["openid", "email", "groups"],
      claims: { openid: ["sub"], email: ["email"], groups: ["groups"] },
      conformIdTokenClaims: false,
      cookies: { keys: ["of a test"] },
      features: { devInteractions: { enabled: false } },
      interactions: { url: (_, { uid }) => `/interaction/${uid}` },
      findAccount: (_, id) => ({
        accountId: id,
        claims: async () => ({ sub: id, email: `${id}@example.com`, groups: groups[id] }),
      }),
      async loadExistingGrant({ oidc: { client, session, provider } }) {
        const grant = new provider.Grant({ clientId: client.clientId, accountId: session.accountId });
        grant.addOIDCScope("openid email groups");
        await grant.save();
        return grant;
      },
    }));
  server.on("request", (request, response) =>
    request.url?.startsWith("/interaction/")
      ? provider().interactionFinished(request, response, { login: { accountId: person } })
      : provider().callback()(request, response),
  );
  return {
    issuer,
    become: (next) => {
      person = next;
    },
    async close() {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}
