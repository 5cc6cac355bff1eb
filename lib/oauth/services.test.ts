import { describe, expect, test } from 'vitest'
import { askedServices, consentsTo, indicatorOf, SERVICE_SCOPES, serviceNamed } from './services'

const ALLOWED = new Set(['users:read', 'roles:read'])
const SERVICES = ['orders', 'https://api.example.com/v1', 'localhost:8080']

describe('the indicator of a service', () => {
  test.each([
    ['orders', 'urn:gatehouse:service:orders'],
    ['https://api.example.com/v1', 'https://api.example.com/v1'],
    ['localhost:8080', 'localhost:8080'],
  ])('%s is named %s', (service, indicator) => {
    expect(indicatorOf(service)).toBe(indicator)
    expect(serviceNamed(indicator, SERVICES)).toBe(service)
  })

  test.each(['orders', 'urn:gatehouse:service:payments', 'https://api.example.com/v1/', ''])(
    '%j names none',
    (indicator) => {
      expect(serviceNamed(indicator, SERVICES)).toBeNull()
    },
  )
})

test('every scope has the name of its permission', () => {
  for (const [scope, permission] of SERVICE_SCOPES) expect(scope).toBe(permission)
})

test('a request asks each service for the allowed scopes that are permissions', () => {
  const resource = ['urn:gatehouse:service:orders', 'urn:gatehouse:service:unknown']
  const asked = askedServices(
    { resource, scope: 'openid users:read roles:read roles:write x' },
    SERVICES,
    ALLOWED,
  )
  expect(asked).toEqual([{ name: 'orders', permissions: ['users:read', 'roles:read'] }])
  expect(consentsTo(asked)).toEqual(['@orders', 'users:read@orders', 'roles:read@orders'])
})

test('a request that names no service asks none', () => {
  expect(askedServices({ scope: 'openid users:read' }, SERVICES, ALLOWED)).toEqual([])
})
