// A certified OpenID provider (oidc-provider of npm) as a provincial portal: node portal.mjs <its address> <ours> <client> <secret>.
import Provider from "oidc-provider";

const [address, ours, client, secret] = process.argv.slice(2);
const people = {
  "5114000000000000006301": { real_name: "谢桂兰", id_number: "510199195304172486", real_name_level: "L3", phone_number: "+8613800006301" },
};
const provider = new Provider(address, {
  clients: [
    {
      client_id: client,
      client_secret: secret,
      redirect_uris: [`${ours}/door/back/`],
      post_logout_redirect_uris: [`${ours}/`],
      response_types: ["code"],
      grant_types: ["authorization_code"],
      backchannel_logout_uri: `${ours}/door/511400/portal/left/`,
      backchannel_logout_session_required: true,
    },
  ],
  scopes: ["openid", "profile", "phone", "realname"],
  claims: { openid: ["sub"], phone: ["phone_number"], realname: ["real_name", "id_number", "real_name_level"] },
  features: { backchannelLogout: { enabled: true }, devInteractions: { enabled: true } },
  // Its own refuses addresses of this machine, where the test runs.
  fetch: (url, { dispatcher: _guard, ...options }) => globalThis.fetch(url, options),
  pkce: { required: () => true },
  findAccount: (_context, id) => (people[id] ? { accountId: id, claims: () => ({ sub: id, ...people[id] }) } : undefined),
});
provider.on("backchannel.success", () => console.log("told"));
provider.on("backchannel.error", (_context, error) => console.log(`not told: ${error.message} ${error.cause ?? ""}`));
provider.listen(Number(new URL(address).port), "127.0.0.1", () => console.log("listening"));
