// npm oauth4webapi, which validates every byte of an answer against the RFCs, against the provider.
import assert from 'node:assert/strict'
import * as oauth from 'oauth4webapi'
import { Browser, fetchOverLoopback, passed, told } from './loopback.mjs'

const checks = []
const over = { [oauth.customFetch]: fetchOverLoopback, [oauth.allowInsecureRequests]: true }
const issuer = new URL(told.issuer)

for (const algorithm of ['oidc', 'oauth2']) {
  const found = await oauth.processDiscoveryResponse(issuer, await oauth.discoveryRequest(issuer, { algorithm, ...over }))
  assert.equal(found.issuer, told.issuer)
}
const server = await oauth.processDiscoveryResponse(issuer, await oauth.discoveryRequest(issuer, { algorithm: 'oidc', ...over }))
checks.push('both well-known documents')

const client = { client_id: told.client }
const secret = { basic: oauth.ClientSecretBasic(told.secret), post: oauth.ClientSecretPost(told.secret) }
const browser = new Browser(told.account)

async function code(authentication) {
  const verifier = oauth.generateRandomCodeVerifier()
  const state = oauth.generateRandomState()
  const nonce = oauth.generateRandomNonce()
  const address = new URL(server.authorization_endpoint)
  address.search = new URLSearchParams({
    client_id: told.client,
    redirect_uri: told.redirect,
    response_type: 'code',
    scope: 'openid profile email offline_access',
    code_challenge: await oauth.calculatePKCECodeChallenge(verifier),
    code_challenge_method: 'S256',
    state,
    nonce,
  })
  const back = await browser.authorize(address, told.redirect)
  const params = oauth.validateAuthResponse(server, client, back, state)
  const answer = await oauth.authorizationCodeGrantRequest(
    server, client, authentication, params, told.redirect, verifier, over,
  )
  return oauth.processAuthorizationCodeResponse(server, client, answer, { expectedNonce: nonce, requireIdToken: true })
}

for (const [name, authentication] of Object.entries(secret)) {
  const tokens = await code(authentication)
  const claims = oauth.getValidatedIdTokenClaims(tokens)
  const answer = await oauth.userInfoRequest(server, client, tokens.access_token, over)
  const person = await oauth.processUserInfoResponse(server, client, claims.sub, answer)
  assert.equal(person.email, told.account.email)
  checks.push(`code flow, client secret by ${name}`)
}

const tokens = await code(secret.basic)
const refreshed = await oauth.processRefreshTokenResponse(
  server, client, await oauth.refreshTokenGrantRequest(server, client, secret.basic, tokens.refresh_token, over),
)
assert.ok(refreshed.refresh_token && refreshed.refresh_token !== tokens.refresh_token)
checks.push('refresh')

const introspected = await oauth.processIntrospectionResponse(
  server, client, await oauth.introspectionRequest(server, client, secret.basic, refreshed.access_token, over),
)
assert.equal(introspected.active, true)
checks.push('introspection')

await oauth.processRevocationResponse(
  await oauth.revocationRequest(server, client, secret.basic, refreshed.refresh_token, over),
)
const dead = await oauth.refreshTokenGrantRequest(server, client, secret.basic, refreshed.refresh_token, over)
await assert.rejects(oauth.processRefreshTokenResponse(server, client, dead), (error) => error.error === 'invalid_grant')
checks.push('revocation')

const machine = { client_id: told.machine.client }
const granted = await oauth.processClientCredentialsResponse(
  server, machine,
  await oauth.clientCredentialsGrantRequest(
    server, machine, oauth.ClientSecretBasic(told.machine.secret), new URLSearchParams(), over,
  ),
)
const asked = new Request(`${told.issuer}/somewhere`, { headers: { authorization: `Bearer ${granted.access_token}` } })
const checked = await oauth.validateJwtAccessToken(server, asked, told.audience, over)
assert.equal(checked.client_id, told.machine.client)
checks.push('client credentials, and the access token by RFC 9068')

passed(checks)
