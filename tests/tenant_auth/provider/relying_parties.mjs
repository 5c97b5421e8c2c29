// Two strict clients that know nothing of our code: npm openid-client and oauth4webapi. Each step prints its outcome.
// Told as JSON: issuer, audience, place (host:port that answers for the issuer), secret, cookie, headers, back.
import assert from "node:assert/strict";
import * as client from "openid-client";
import * as oauth from "oauth4webapi";

const told = JSON.parse(process.argv[2]);
const back = `${told.back}/signed-in`;

const asking = (url, options = {}) => {
  const inside = new URL(url);
  inside.protocol = "http:";
  inside.host = told.place;
  const headers = { ...Object.fromEntries(new Headers(options.headers)), ...told.headers };
  return fetch(inside, { ...options, headers });
};

const browse = async (url) => {
  const answer = await asking(url, { headers: { cookie: told.cookie }, redirect: "manual" });
  assert.equal(answer.status, 303);
  return new URL(answer.headers.get("location"));
};

async function openidClient() {
  const config = await client.discovery(
    new URL(told.issuer),
    "console",
    { id_token_signed_response_alg: "RS256" },
    client.ClientSecretBasic(told.secret),
    {
      execute: [client.allowInsecureRequests, client.enableNonRepudiationChecks],
      [client.customFetch]: asking,
    },
  );
  const pkceCodeVerifier = client.randomPKCECodeVerifier();
  const [expectedState, expectedNonce] = [client.randomState(), client.randomNonce()];
  const request = async () =>
    client.buildAuthorizationUrl(config, {
      redirect_uri: back,
      scope: "openid profile email",
      code_challenge: await client.calculatePKCECodeChallenge(pkceCodeVerifier),
      code_challenge_method: "S256",
      state: expectedState,
      nonce: expectedNonce,
      max_age: "600",
    });
  const checks = { pkceCodeVerifier, expectedState, expectedNonce, maxAge: 600, idTokenExpected: true };

  const forged = await browse(await request());
  forged.searchParams.set("iss", "https://evil.example");
  await assert.rejects(client.authorizationCodeGrant(config, forged, checks), { code: "OAUTH_INVALID_RESPONSE" });
  const unnamed = await browse(await request());
  unnamed.searchParams.delete("iss");
  await assert.rejects(client.authorizationCodeGrant(config, unnamed, checks), { code: "OAUTH_INVALID_RESPONSE" });
  const mixed = await browse(await request());
  const otherNonce = { ...checks, expectedNonce: "another" };
  await assert.rejects(client.authorizationCodeGrant(config, mixed, otherNonce), { code: "OAUTH_JWT_CLAIM_COMPARISON_FAILED" });
  const otherState = { ...checks, expectedState: "another" };
  await assert.rejects(client.authorizationCodeGrant(config, await browse(await request()), otherState));

  const landed = await browse(await request());
  const tokens = await client.authorizationCodeGrant(config, landed, checks);
  const { sub, sid } = tokens.claims();
  assert.ok(sid);
  const about = await client.fetchUserInfo(config, tokens.access_token, sub);
  assert.ok(about.email_verified);
  const renewed = await client.refreshTokenGrant(config, tokens.refresh_token);
  assert.equal(renewed.claims().sub, sub);
  assert.ok((await client.tokenIntrospection(config, renewed.access_token)).active);
  await assert.rejects(client.refreshTokenGrant(config, tokens.refresh_token), { error: "invalid_grant" });
  assert.equal((await client.tokenIntrospection(config, renewed.access_token)).active, false);
  await client.tokenRevocation(config, renewed.refresh_token);
  const end = client.buildEndSessionUrl(config, {
    post_logout_redirect_uri: `${told.back}/`,
    id_token_hint: tokens.id_token,
    state: expectedState,
  });
  return end;
}

async function webApi() {
  const insecure = { [oauth.allowInsecureRequests]: true, [oauth.customFetch]: asking };
  const issuer = new URL(told.issuer);
  for (const algorithm of ["oidc", "oauth2"]) {
    const found = await oauth.discoveryRequest(issuer, { algorithm, ...insecure });
    await oauth.processDiscoveryResponse(issuer, found);
  }
  const as = await oauth.processDiscoveryResponse(issuer, await oauth.discoveryRequest(issuer, insecure));
  const me = { client_id: "console" };
  const secret = oauth.ClientSecretPost(told.secret);
  const verifier = oauth.generateRandomCodeVerifier();
  const [state, nonce] = [oauth.generateRandomState(), oauth.generateRandomNonce()];
  const to = new URL(as.authorization_endpoint);
  for (const [name, value] of Object.entries({
    client_id: me.client_id,
    redirect_uri: back,
    response_type: "code",
    scope: "openid",
    code_challenge: await oauth.calculatePKCECodeChallenge(verifier),
    code_challenge_method: "S256",
    state,
    nonce,
  }))
    to.searchParams.set(name, value);
  const answer = oauth.validateAuthResponse(as, me, await browse(to), state);
  const sent = await oauth.authorizationCodeGrantRequest(as, me, secret, answer, back, verifier, insecure);
  const tokens = await oauth.processAuthorizationCodeResponse(as, me, sent, {
    expectedNonce: nonce,
    requireIdToken: true,
  });
  await oauth.validateApplicationLevelSignature(as, sent, insecure);
  const call = new Request("https://api.example/v1/tenant", { headers: { authorization: `Bearer ${tokens.access_token}` } });
  const claims = await oauth.validateJwtAccessToken(as, call, told.audience, { ...insecure, requireDPoP: false });
  assert.equal(claims.client_id, "console");
  assert.ok(claims.exp - claims.iat <= 300);

  const refused = new URL(to);
  refused.searchParams.set("code_challenge_method", "plain");
  const answered = await browse(refused);
  assert.throws(() => oauth.validateAuthResponse(as, me, answered, state), { error: "invalid_request" });
}

await webApi();
const end = await openidClient();
const home = await browse(end);
assert.equal(home.origin, told.back);
console.log("all held");
