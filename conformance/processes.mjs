// The gateway and the sandbox as processes of their own, on free loopback ports.
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { createWriteStream } from 'node:fs'
import readline from 'node:readline'
import { setTimeout as sleep } from 'node:timers/promises'

/** The apps whose tokens the gateway accepts: two callers, as an app is part of who is asking. */
export const APPS = ['bimplus-portal', 'field-app']

const TOKEN_RENEWAL_MILLIS = 120_000
const MOST_QUESTIONS = 120
const MILLIS_BETWEEN_QUESTIONS = 500

const running = new Set()
process.on('exit', () => running.forEach(child => child.kill('SIGKILL')))
for (const signal of ['SIGINT', 'SIGTERM']) process.on(signal, () => process.exit(130))

/** Starts Java and returns once its output has matched each pattern; it goes to a file in target. */
async function startJava (name, args, patterns) {
  const child = spawn('java', args, { stdio: ['ignore', 'pipe', 'inherit'] })
  running.add(child)
  child.on('exit', () => running.delete(child))
  child.stdout.pipe(createWriteStream(`target/conformance-${name}.log`))
  const matches = []
  for await (const line of readline.createInterface({ input: child.stdout })) {
    const match = patterns[matches.length].exec(line)
    if (match) matches.push(match)
    if (matches.length === patterns.length) break
  }
  if (matches.length < patterns.length) throw new Error(`${name} did not start: target/conformance-${name}.log`)
  return { matches, stop: () => stop(child) }
}

async function stop (child) {
  if (!running.has(child)) return
  child.kill()
  await once(child, 'exit')
}

/** A sandbox, of which the issuer alone is used. */
export async function startSandbox () {
  const { matches, stop } = await startJava(
    'sandbox',
    ['-Xmx64m', '-jar', 'sandbox/target/sandbox-0.1.0-SNAPSHOT.jar'],
    [/^issuer +(\S+)/, /^user +(\S+) +password (\S+)/])
  const [[, issuer], [, username, password]] = matches
  const tokens = new Map()

  async function fetchToken (app) {
    const form = { grant_type: 'password', client_id: app, username, password }
    const response = await fetch(`${issuer}/protocol/openid-connect/token`, { method: 'POST', body: new URLSearchParams(form) })
    return (await response.json()).access_token
  }

  /** A token of an app, with minutes left to live. */
  function token (app) {
    if (!(tokens.get(app)?.until > Date.now())) {
      tokens.set(app, { until: Date.now() + TOKEN_RENEWAL_MILLIS, text: fetchToken(app) })
    }
    return tokens.get(app).text
  }
  return { issuer, token, stop }
}

/** The packaged gateway in front of an origin, once it accepts tokens. */
export async function startGateway (name, origin, sandbox, own) {
  const settings = {
    'bimplus.url': `${origin}/v2`,
    'bimplus.oidc.discovery-url': `${sandbox.issuer}/.well-known/openid-configuration`,
    'bimplus.oidc.authorized-parties': APPS.join(),
    'gateway.drain.keep-serving': '0s',
    'quarkus.http.host': '127.0.0.1',
    'quarkus.http.port': '0',
    'quarkus.management.host': '127.0.0.1',
    'quarkus.management.port': '0',
    ...own
  }
  const options = Object.entries(settings).map(([name, value]) => `-D${name}=${value}`)
  const { matches, stop } = await startJava(
    name,
    ['-Xmx256m', ...options, '-jar', 'gateway/target/quarkus-app/quarkus-run.jar'],
    [/Listening on: (http:\S+?)\. Management interface/])
  const url = matches[0][1]
  for (const app of APPS) await awaitAccepted(url, await sandbox.token(app))
  return { url, stop }
}

/** The issuer's keys are fetched for the first token, which can fail on a busy machine. */
async function awaitAccepted (url, token) {
  const headers = { Authorization: `Bearer ${token}` }
  for (let i = 0; i < MOST_QUESTIONS; i++) {
    const response = await fetch(`${url}/v2/nobody/projects`, { headers })
    if (response.ok) return
    await sleep(MILLIS_BETWEEN_QUESTIONS)
  }
  throw new Error('the gateway accepts no token')
}
