/** Describes the API from the same table and schemas that serve it. */
import { z } from 'zod'
import { OPERATIONS, type Operation } from './operations'
import { PROBLEMS, type ProblemCode } from './problems'
import { problemAnswer, SCHEMAS } from './schemas'

type Json = Record<string, unknown>

/** Problems of every operation, of operations with a body, and of operations with a token. */
const ALWAYS: readonly ProblemCode[] = ['internal-error', 'unavailable']
const OF_BODIES: readonly ProblemCode[] = [
  'invalid-request',
  'unsupported-media-type',
  'too-large',
  'unknown-coding',
]
const OF_TOKENS: readonly ProblemCode[] = [
  'not-authenticated',
  'invalid-token',
  'token-expired',
  'session-ended',
]

/** @see OpenAPI Specification 3.1.1 */
export function openApi(appOrigin: string): Json {
  const paths: Record<string, Json> = {}
  for (const [id, operation] of Object.entries<Operation>(OPERATIONS)) {
    const method = operation.method.toLowerCase()
    paths[operation.path] = { ...paths[operation.path], [method]: describeOperation(id, operation) }
  }
  return {
    openapi: '3.1.1',
    info: {
      title: 'Gatehouse',
      version: '1',
      description:
        'Sign-in for devices and programs. Browsers use cookies, which nothing here reads.',
    },
    servers: [{ url: appOrigin }],
    paths,
    components: {
      schemas: Object.fromEntries(
        Object.entries({ ...SCHEMAS, Problem: problemAnswer }).map(([name, schema]) => [
          name,
          jsonSchema(schema),
        ]),
      ),
      securitySchemes: { bearer: { type: 'http', scheme: 'bearer', bearerFormat: 'JWT' } },
    },
  }
}

/** The problem codes an operation can answer with, by status. */
export function problemsOf(operation: Operation): Map<number, ProblemCode[]> {
  const codes = new Set<ProblemCode>([
    ...operation.problems,
    ...(operation.body ? OF_BODIES : []),
    ...(operation.access === 'bearer' ? OF_TOKENS : []),
    ...ALWAYS,
  ])
  const byStatus = new Map<number, ProblemCode[]>()
  for (const code of [...codes].sort((a, b) => PROBLEMS[a].status - PROBLEMS[b].status)) {
    const { status } = PROBLEMS[code]
    byStatus.set(status, [...(byStatus.get(status) ?? []), code])
  }
  return byStatus
}

function describeOperation(id: string, operation: Operation): Json {
  const inPath = [...operation.path.matchAll(/\{(\w+)\}/g)].map(([, name]) => ({
    name,
    in: 'path',
    required: true,
    schema: { type: 'string' },
  }))
  const inQuery = Object.entries(operation.query ?? {}).map(([name, description]) => ({
    name,
    in: 'query',
    description,
    schema: { type: 'string' },
  }))
  const parameters = [...inPath, ...inQuery]
  return {
    operationId: id,
    summary: operation.summary,
    description: operation.description,
    security: operation.access === 'bearer' ? [{ bearer: [] }] : [],
    ...(parameters.length > 0 && { parameters }),
    ...(operation.body && { requestBody: bodyOf(operation) }),
    responses: {
      [operation.answer.status]: answerOf(operation),
      ...Object.fromEntries(
        [...problemsOf(operation)].map(([status, codes]) => [status, refusalOf(codes)]),
      ),
    },
  }
}

function bodyOf({ body, takesForms }: Operation): Json {
  const content = { schema: reference(body) }
  return {
    required: true,
    content: {
      'application/json': content,
      ...(takesForms && { 'application/x-www-form-urlencoded': content }),
    },
  }
}

function answerOf({ summary, answer, path }: Operation): Json {
  const { schema, type } = answer
  // Other standards define these formats.
  const opaque = path.endsWith('.json') ? { type: 'object' } : { type: 'string' }
  return {
    description: `${summary}: done.`,
    ...(schema && { content: { 'application/json': { schema: reference(schema) } } }),
    ...(type && { content: { [type]: { schema: opaque } } }),
  }
}

function refusalOf(codes: readonly ProblemCode[]): Json {
  return {
    description: codes.map((code) => `\`${code}\`: ${PROBLEMS[code].title}`).join('\n\n'),
    content: {
      'application/problem+json': {
        schema: {
          $ref: '#/components/schemas/Problem',
          properties: { code: { enum: codes } },
        },
      },
    },
  }
}

function reference(schema: z.ZodType | undefined): Json {
  const [name] = Object.entries(SCHEMAS).find(([, named]) => named === schema) ?? []
  if (!name) throw new Error('A schema of the API has no name in SCHEMAS')
  return { $ref: `#/components/schemas/${name}` }
}

function jsonSchema(schema: z.ZodType): Json {
  const described: Json = z.toJSONSchema(schema)
  // OpenAPI sets the dialect for the whole document.
  delete described.$schema
  return described
}
