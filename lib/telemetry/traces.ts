/**
 * OpenTelemetry traces, on when its standard variables ask for them. Its libraries are loaded only
 * then. Each request gets a span here, to which Next.js adds its own.
 */
import type { Attributes, Context, Span } from '@opentelemetry/api'
import type { ReadableSpan, SpanExporter } from '@opentelemetry/sdk-trace-base'
import type { IncomingMessage, ServerResponse } from 'node:http'
import type { RequestId } from '@/lib/base/ids'
import { masked } from './mask'
import { routeClass } from './route-class'
import { setTraceIdFinder } from './trace-id'

type Environment = Readonly<Record<string, string | undefined>>

export interface Traces {
  /** Runs `serve`, with everything it starts, in a span of its own. */
  inSpan(req: IncomingMessage, res: ServerResponse, requestId: RequestId, serve: () => void): void
  /** Sends the remaining spans. */
  end(): Promise<void>
}

/** @returns null when traces are off. */
export async function beginTraces(environment: Environment): Promise<Traces | null> {
  if (!isEnabled(environment)) return null
  const [api, base, exporting, managing, core, resources] = await Promise.all([
    import('@opentelemetry/api'),
    import('@opentelemetry/sdk-trace-base'),
    import('@opentelemetry/exporter-trace-otlp-http'),
    import('@opentelemetry/context-async-hooks'),
    import('@opentelemetry/core'),
    import('@opentelemetry/resources'),
  ])
  const exporter = withoutSecrets(new exporting.OTLPTraceExporter())
  const provider = new base.BasicTracerProvider({
    resource: resources
      .resourceFromAttributes({ 'service.name': 'gatehouse' })
      .merge(resources.detectResources({ detectors: [resources.envDetector] })),
    spanProcessors: [new base.BatchSpanProcessor(exporter)],
  })
  api.context.setGlobalContextManager(new managing.AsyncLocalStorageContextManager().enable())
  api.propagation.setGlobalPropagator(new core.W3CTraceContextPropagator())
  api.trace.setGlobalTracerProvider(provider)
  setTraceIdFinder(() => api.trace.getActiveSpan()?.spanContext().traceId ?? null)

  const tracer = provider.getTracer('gatehouse')
  const begin = (req: IncomingMessage, requestId: RequestId): [Span, Context] => {
    const parent = api.propagation.extract(api.context.active(), req.headers)
    const path = (req.url ?? '').replace(/[?#][^]*/, '')
    const attributes = {
      'http.request.method': req.method ?? '',
      'url.path': path,
      'gatehouse.request_id': requestId,
    }
    const kind = api.SpanKind.SERVER
    const span = tracer.startSpan(`${req.method} ${routeClass(path)}`, { kind, attributes }, parent)
    return [span, api.trace.setSpan(parent, span)]
  }
  return {
    inSpan(req, res, requestId, serve) {
      const [span, within] = begin(req, requestId)
      res.once('close', () => {
        span.setAttribute('http.response.status_code', res.statusCode)
        if (res.statusCode >= 500) span.setStatus({ code: api.SpanStatusCode.ERROR })
        span.end()
      })
      api.context.with(within, serve)
    },
    end: () => provider.shutdown(),
  }
}

function isEnabled(environment: Environment): boolean {
  const of = (name: string) => environment[name]?.trim().toLowerCase() || null
  const exporter = of('OTEL_TRACES_EXPORTER')
  if (of('OTEL_SDK_DISABLED') === 'true' || exporter === 'none') return false
  const endpoint = of('OTEL_EXPORTER_OTLP_ENDPOINT') ?? of('OTEL_EXPORTER_OTLP_TRACES_ENDPOINT')
  return endpoint !== null || exporter === 'otlp'
}

/** Next.js writes full URLs and full error messages into its spans. */
function withoutSecrets(exporter: SpanExporter): SpanExporter {
  return {
    export: (spans, done) => exporter.export(spans.map(cleanSpan), done),
    shutdown: () => exporter.shutdown(),
    forceFlush: async () => exporter.forceFlush?.(),
  }
}

function cleanSpan(span: ReadableSpan): ReadableSpan {
  const { status, events } = span
  const cleaned: Partial<ReadableSpan> = {
    name: clean(span.name),
    attributes: cleanAttributes(span.attributes),
    status: { ...status, ...(status.message ? { message: clean(status.message) } : {}) },
    events: events.map((event) => ({
      ...event,
      ...(event.attributes ? { attributes: cleanAttributes(event.attributes) } : {}),
    })),
  }
  // Safe because members that are not replaced are inherited from the span.
  return Object.assign(Object.create(span) as ReadableSpan, cleaned)
}

function cleanAttributes(attributes: Attributes): Attributes {
  return Object.fromEntries(
    Object.entries(attributes).map(([name, value]) => [
      name,
      typeof value === 'string' ? clean(value) : value,
    ]),
  )
}

/** `text` without tokens, the query of any URL, and the values of a database query. */
function clean(text: string): string {
  return masked(text)
    .replace(/(\/[^\s?"']*)\?[^\s"']*/g, '$1')
    .replace(/\nparams: [^\n]*/g, '')
}
