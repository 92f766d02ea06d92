// The public suite for HTTP caches against the packaged gateway, once for each mode of freshness.
//
// Client, origin and tests are those of the suite; here is what stands between them and the gateway.
import { once } from 'node:events'
import { readFileSync } from 'node:fs'
import http from 'node:http'
import path from 'node:path'
import { pathToFileURL } from 'node:url'

import { APPS, startGateway, startSandbox } from './processes.mjs'

const suite = file => import(pathToFileURL(path.join(process.argv[2], file)))
const { default: handleConfig } = await suite('test-engine/server/handle-config.mjs')
const { default: handleState } = await suite('test-engine/server/handle-state.mjs')
const { default: handleTest } = await suite('test-engine/server/handle-test.mjs')
const { configs } = await suite('test-engine/server/utils.mjs')
const { runTests } = await suite('test-engine/client/runner.mjs')
const { testResults } = await suite('test-engine/client/test.mjs')
const { determineTestResult, resultTypes } = await suite('test-engine/lib/results.mjs')
const { default: tests } = await suite('tests/index.mjs')

const MODES = {
  upstream: {
    'gateway.cache.freshness': 'upstream',
    'gateway.cache.projects.fresh-for': '0s',
    'gateway.cache.targeted-field': 'CDN-Cache-Control'
  },
  configured: {
    'gateway.cache.freshness': 'configured'
  }
}

/** What `configured` replaces, so that each test would fail before it came to its point. */
const REPLACED_HEADERS = ['Cache-Control', 'Expires', 'Pragma', 'Vary']

/** The `Authorization` of a test that has one: it is the second caller; all others are the first. */
const TESTS_AUTHORIZATION = 'FOO'

const fetchDirectly = globalThis.fetch

/** The origin of the suite as Bimplus: each test is a team of its own, whose projects are read. */
async function startOrigin (mode) {
  const sent = new Map()
  const server = http.createServer((request, response) => {
    const [, area, id] = request.url.split(/[/?]/)
    if (area === 'config') return handleConfig([id], request, response)
    if (area === 'state') return handleState([id], request, response)
    if (!configs.has(id)) return response.end('[]')
    request.headers.authorization = authorizationOfTest(request.headers.authorization)
    if (mode === 'configured') {
      sendJson(response, headers => sent.set(`${id} ${headers['server-request-count']}`, headers))
    }
    handleTest([id], request, response)
  })
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  return { url: `http://127.0.0.1:${server.address().port}`, server, sent }
}

function authorizationOfTest (credential) {
  const { azp } = JSON.parse(Buffer.from(credential.split('.')[1], 'base64url'))
  return azp === APPS[0] ? undefined : TESTS_AUTHORIZATION
}

/** Makes a string in JSON of a body without a type, since `configured` keeps nothing else. */
function sendJson (response, onHeaders) {
  const end = response.end.bind(response)
  response.end = body => {
    onHeaders(response.getHeaders())
    if (body === undefined || response.getHeader('Content-Type') !== 'text/plain') return end(body)
    response.setHeader('Content-Type', 'application/json')
    end(JSON.stringify(body))
  }
}

/** The client's requests: those of tests go through the gateway, those about tests to the origin. */
function fetchThrough (gateway, sandbox, sent) {
  return async (url, init = {}) => {
    const { pathname, search } = new URL(url)
    const [, area, id] = pathname.split('/')
    if (area !== 'test') return fetchDirectly(url, init)
    const headers = new Headers(init.headers)
    const token = await sandbox.token(headers.has('Authorization') ? APPS[1] : APPS[0])
    headers.set('Authorization', `Bearer ${token}`)
    const response = await fetchDirectly(`${gateway.url}/v2/${id}/projects${search}`, { ...init, headers })
    const headersSent = sent.get(`${id} ${response.headers.get('Server-Request-Count')}`)
    return headersSent === undefined ? response : asSent(response, headersSent)
  }
}

/** A response with the headers as the origin sent them, and the text that it made a string of. */
function asSent (response, headersSent) {
  const headers = new Headers(response.headers)
  for (const name of REPLACED_HEADERS) {
    headers.delete(name)
    for (const value of [headersSent[name.toLowerCase()] ?? []].flat()) headers.append(name, value)
  }
  const text = async () => (await response.text()).replace(/^"|"$/g, '')
  return { status: response.status, headers, text }
}

async function run (mode, sandbox) {
  const origin = await startOrigin(mode)
  const gateway = await startGateway(mode, origin.url, sandbox, MODES[mode])
  globalThis.fetch = fetchThrough(gateway, sandbox, origin.sent)
  for (const id of Object.keys(testResults)) delete testResults[id]
  // A copy, since the client writes the dates of a run into its tests.
  await runTests(structuredClone(tests), false, origin.url)
  globalThis.fetch = fetchDirectly
  await gateway.stop()
  origin.server.close()
  origin.server.closeAllConnections()
}

const nameOf = { required: 'required', optimal: 'optional' }
const kindOf = test => nameOf[test.kind ?? 'required']

/** Prints the figures and the failures of the run, and returns the ids of those. */
function report (mode) {
  const judged = tests.flatMap(group => group.tests).filter(test => kindOf(test) && !test.browser_only)
  const passes = test => determineTestResult(tests, test.id, testResults) === resultTypes.pass
  const passesAlone = test => testResults[test.id] === true
  for (const kind of Object.values(nameOf)) {
    const all = judged.filter(test => kindOf(test) === kind)
    console.log(`${mode}: ${kind} ${all.filter(passes).length} of ${all.length}` +
      ` (${all.filter(passesAlone).length} without regard to the tests that they depend on)`)
  }
  const failed = judged.filter(test => !passesAlone(test))
  for (const test of failed) console.log(`  ${kindOf(test)} ${test.id}: ${testResults[test.id]?.[1]}`)
  return failed.map(test => test.id)
}

/** The tests that README.md says fail in mode `upstream`. */
function explained () {
  const readme = readFileSync('conformance/README.md', 'utf8')
  const section = readme.split('\n## ').find(text => text.startsWith('What fails in mode `upstream`'))
  const rows = section.split('\n').filter(line => line.startsWith('| `'))
  return rows.flatMap(row => row.split('|')[1].match(/[^`, ]+/g))
}

const without = (ids, others) => ids.filter(id => !others.includes(id))

const sandbox = await startSandbox()
await run('upstream', sandbox)
const failed = report('upstream')
await run('configured', sandbox)
report('configured')
await sandbox.stop()

const unexplained = without(failed, explained())
const outdated = without(explained(), failed)
console.log(`upstream: not explained in README.md: ${unexplained.join(', ') || 'none'}`)
console.log(`upstream: explained there, and does not fail: ${outdated.join(', ') || 'none'}`)
process.exit(unexplained.length + outdated.length > 0 ? 1 : 0)
