// A browser of the poorest kind, and a fetch that finds *.localhost, which Node's resolver does not.
import http from 'node:http'

/** `fetch` as the relying-party libraries want it, sent to the loopback address with the Host they meant. */
export function fetchOverLoopback(address, init = {}) {
  const url = new URL(address)
  const body = init.body === undefined || init.body === null ? '' : String(init.body)
  const headers = Object.fromEntries(new Headers(init.headers ?? {}))
  if (body && !headers['content-type']) headers['content-type'] = 'application/x-www-form-urlencoded'
  return new Promise((resolve, reject) => {
    const asked = http.request(
      {
        host: '127.0.0.1',
        port: url.port,
        path: url.pathname + url.search,
        method: init.method ?? 'GET',
        headers: { ...headers, host: url.host, 'content-length': Buffer.byteLength(body) },
      },
      (answer) => {
        const parts = []
        answer.on('data', (part) => parts.push(part))
        answer.on('end', () => {
          const told = new Headers()
          for (let at = 0; at < answer.rawHeaders.length; at += 2) {
            told.append(answer.rawHeaders[at], answer.rawHeaders[at + 1])
          }
          const empty = [204, 304].includes(answer.statusCode)
          resolve(new Response(empty ? null : Buffer.concat(parts), { status: answer.statusCode, headers: told }))
        })
      },
    )
    asked.on('error', reject)
    asked.end(body)
  })
}

/** Follows redirects, keeps cookies by host, fills in the sign-in form; stops at the relying party's own address. */
export class Browser {
  constructor(account) {
    this.account = account
    this.jar = new Map()
  }

  async go(address, init = {}) {
    const url = new URL(address)
    const cookies = [...(this.jar.get(url.host) ?? new Map())].map(([name, value]) => `${name}=${value}`).join('; ')
    const headers = { ...(init.headers ?? {}), ...(cookies ? { cookie: cookies } : {}) }
    const answer = await fetchOverLoopback(url, { ...init, headers })
    for (const line of answer.headers.getSetCookie()) this.keep(url.host, line)
    return answer
  }

  keep(host, line) {
    const [pair] = line.split(';')
    const at = pair.indexOf('=')
    const kept = this.jar.get(host) ?? new Map()
    if (/max-age=0/i.test(line)) kept.delete(pair.slice(0, at))
    else kept.set(pair.slice(0, at), pair.slice(at + 1))
    this.jar.set(host, kept)
  }

  /** From an authorization address to the redirect that carries the answer. */
  async authorize(address, redirect) {
    let here = new URL(address)
    for (let step = 0; step < 12; step += 1) {
      if (here.href.startsWith(redirect)) return here
      let answer = await this.go(here)
      if (answer.status === 200) answer = await this.signIn(here, await answer.text())
      const next = answer.headers.get('location')
      if (!next) throw new Error(`${answer.status} at ${here.pathname}: ${(await answer.text()).slice(0, 300)}`)
      here = new URL(next, here)
    }
    throw new Error('too many redirects')
  }

  async signIn(here, html) {
    const form = html.match(/<form[^>]*method="post"[^>]*>[\s\S]*?<\/form>/i)?.[0] ?? ''
    if (!/type="password"/.test(form)) throw new Error(`no sign-in form at ${here.pathname}`)
    const action = form.match(/action="([^"]*)"/)?.[1].replaceAll('&amp;', '&') ?? here.href
    const fields = new URLSearchParams()
    for (const [, attributes] of form.matchAll(/<input([^>]*)>/g)) {
      const name = attributes.match(/name="([^"]*)"/)?.[1]
      if (name) fields.set(name, attributes.match(/value="([^"]*)"/)?.[1].replaceAll('&amp;', '&') ?? '')
    }
    fields.set('email', this.account.email)
    fields.set('password', this.account.password)
    return this.go(new URL(action, here), {
      method: 'POST',
      body: fields.toString(),
      headers: { 'content-type': 'application/x-www-form-urlencoded', origin: here.origin },
    })
  }
}

export const told = JSON.parse(process.env.AVOW_RELYING_PARTY)

/** Says which checks passed, one JSON line; an error ends the program with 1. */
export function passed(checks) {
  process.stdout.write(`${JSON.stringify({ passed: checks })}\n`)
}
