import { describe, expect, test } from 'vitest'
import { useSettings } from '@/tests/support/database'
import { GET } from './route'

describe('/.well-known/security.txt', () => {
  describe('when SECURITY_CONTACT is an email address', () => {
    useSettings({ SECURITY_CONTACT: 'security@example.com' })

    test('names the address, and expires within a year', async () => {
      const answer = GET()
      expect(answer.status).toBe(200)
      expect(answer.headers.get('content-type')).toBe('text/plain; charset=utf-8')
      const text = await answer.text()
      expect(text).toContain('Contact: mailto:security@example.com\n')
      expect(text).toContain('Canonical: http://localhost:3000/.well-known/security.txt\n')
      const expires = Date.parse(/^Expires: (.*)$/m.exec(text)?.[1] ?? '')
      const days = (expires - Date.now()) / 86_400_000
      expect(days).toBeGreaterThan(30)
      expect(days).toBeLessThan(365)
    })
  })

  describe('when SECURITY_CONTACT is not set', () => {
    useSettings({})

    test('answers 404', () => {
      expect(GET().status).toBe(404)
    })
  })
})
