import { createRequire } from 'node:module'
import { expect, test } from 'vitest'
import { beginTraces } from './traces'
import { currentTraceId } from './trace-id'

const ENDPOINT = { OTEL_EXPORTER_OTLP_ENDPOINT: 'http://127.0.0.1:9' }

const isLoaded = () =>
  Object.keys(createRequire(import.meta.url).cache).some((file) => file.includes('sdk-trace-base'))

test.each([
  ['nothing is set', {}],
  ['only a name is set', { OTEL_SERVICE_NAME: 'gatehouse' }],
  ['the endpoint is blank', { OTEL_EXPORTER_OTLP_ENDPOINT: ' ' }],
  ['they are switched off', { ...ENDPOINT, OTEL_SDK_DISABLED: 'TRUE' }],
  ['the exporter is none', { ...ENDPOINT, OTEL_TRACES_EXPORTER: 'none' }],
])('no traces are sent, and nothing is loaded for them, when %s', async (_when, environment) => {
  expect(await beginTraces(environment)).toBeNull()
  expect(isLoaded()).toBe(false)
  expect(currentTraceId()).toBeNull()
})

test.each([
  ENDPOINT,
  { OTEL_EXPORTER_OTLP_TRACES_ENDPOINT: 'http://127.0.0.1:9/v1/traces' },
  { OTEL_TRACES_EXPORTER: 'otlp' },
])('traces are sent with %j', async (environment) => {
  const traces = await beginTraces(environment)
  expect(traces).not.toBeNull()
  expect(isLoaded()).toBe(true)
  await traces?.end()
})
