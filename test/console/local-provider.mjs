import { createServer } from "node:http";
import Provider from "oidc-provider";

/**
 * A provider of identities on this machine, which believes whoever says who he is.
 *
 * @param {string} callback where it leads back to
 * @param {Readonly<Record<string, readonly string[]>>} groups of its people
 * @returns {Promise<{ issuer: string, become: (person: string) => void, close: () => Promise<void> }>}
 */
export async function startProvider(callback, groups) {
  let person = "";
  const server = createServer();
  await new Promise((resolve) => server.listen(0, "127.0.0.1", () => resolve(undefined)));
  const issuer = `http://127.0.0.1:${server.address().port}`;
  const provider = new Provider(issuer, {
    clients: [{ client_id: "trajet", client_secret: "a secret of the console", redirect_uris: [callback] }],
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
  });
  const answer = provider.callback();
  server.on("request", (request, response) =>
    request.url?.startsWith("/interaction/")
      ? provider.interactionFinished(request, response, { login: { accountId: person } })
      : answer(request, response),
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
