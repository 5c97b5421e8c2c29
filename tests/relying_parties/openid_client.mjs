// npm openid-client, a strict relying party, against the provider: the whole way there and back.
import assert from 'node:assert/strict'
import * as oidc from 'openid-client'
import { Browser, fetchOverLoopback, passed, told } from './loopback.mjs'

const checks = []
const config = await oidc.discovery(
  new URL(told.issuer), told.client, undefined, oidc.ClientSecretBasic(told.secret),
  { execute: [oidc.allowInsecureRequests], [oidc.customFetch]: fetchOverLoopback },
)
config[oidc.customFetch] = fetchOverLoopback
assert.equal(config.serverMetadata().issuer, told.issuer)
assert.equal(config.serverMetadata().authorization_response_iss_parameter_supported, true)
assert.deepEqual(config.serverMetadata().code_challenge_methods_supported, ['S256'])
checks.push('discovery')

const browser = new Browser(told.account)

async function signIn(more = {}) {
  const verifier = oidc.randomPKCECodeVerifier()
  const state = oidc.randomState()
  const nonce = oidc.randomNonce()
  const address = oidc.buildAuthorizationUrl(config, {
    redirect_uri: told.redirect,
    scope: 'openid profile email offline_access',
    code_challenge: await oidc.calculatePKCECodeChallenge(verifier),
    code_challenge_method: 'S256',
    state,
    nonce,
    ...more,
  })
  const back = await browser.authorize(address, told.redirect)
  const expected = { pkceCodeVerifier: verifier, expectedState: state, expectedNonce: nonce, idTokenExpected: true }
  return { back, expected, tokens: await oidc.authorizationCodeGrant(config, back, expected) }
}

const { back, expected, tokens } = await signIn()
assert.equal(back.searchParams.get('iss'), told.issuer)
const claims = tokens.claims()
assert.equal(claims.iss, told.issuer)
assert.ok(claims.sub && claims.sid && claims.auth_time)
checks.push('code flow with PKCE, state, nonce and iss')

const person = await oidc.fetchUserInfo(config, tokens.access_token, claims.sub)
assert.equal(person.email, told.account.email)
assert.equal(person.email_verified, true)
checks.push('userinfo')

const again = await signIn({ prompt: 'none' })
assert.equal(again.tokens.claims().sub, claims.sub)
checks.push('prompt=none while signed in')

const fresh = await signIn({ max_age: '10000' })
assert.ok(fresh.tokens.claims().auth_time <= Math.floor(Date.now() / 1000) + 1)
checks.push('max_age')

await assert.rejects(oidc.authorizationCodeGrant(config, back, expected), (error) => error.error === 'invalid_grant')
checks.push('a code works once')

const refreshed = await oidc.refreshTokenGrant(config, again.tokens.refresh_token)
assert.notEqual(refreshed.refresh_token, again.tokens.refresh_token)
const known = await oidc.tokenIntrospection(config, refreshed.access_token)
assert.equal(known.active, true)
checks.push('refresh with rotation, introspection')

await assert.rejects(
  oidc.refreshTokenGrant(config, again.tokens.refresh_token), (error) => error.error === 'invalid_grant',
)
await assert.rejects(oidc.refreshTokenGrant(config, refreshed.refresh_token), (error) => error.error === 'invalid_grant')
checks.push('a refresh token used twice ends its whole family')

const last = await signIn()
await oidc.tokenRevocation(config, last.tokens.refresh_token)
await assert.rejects(oidc.refreshTokenGrant(config, last.tokens.refresh_token))
checks.push('revocation')

const end = oidc.buildEndSessionUrl(config, {
  id_token_hint: last.tokens.id_token, post_logout_redirect_uri: told.afterwards, state: 'bye',
})
const left = await browser.go(end)
assert.ok([302, 303].includes(left.status), `logout answered ${left.status}`)
assert.equal(left.headers.get('location'), `${told.afterwards}?state=bye`)
checks.push('logout started by the relying party')

passed(checks)
