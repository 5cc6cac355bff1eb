/** The framework's floor: the same markup and answers without any sign-in. */
import { hiddenFields, multipart } from '@/tests/support/http'
import { EMAIL, type App, type Visit } from './app'
import { expectAnswer, type Client } from './client'
import { nextApp } from './next-app'

export const floor: App = { name: 'floor', ...nextApp('floor'), visit }

async function visit(client: Client): Promise<Visit> {
  const cookie = `email=${EMAIL}`
  const form = multipart(hiddenFields((await client.send('/refresh')).body, 'name="next"'))
  const fromPage = { origin: client.origin, 'sec-fetch-site': 'same-origin' }
  const json = { 'content-type': 'application/json' }
  return {
    senders: {
      page: async () => void expectAnswer(await client.send('/plain'), 200, '<h1>Plain</h1>'),
      protected: async () => {
        const answer = await client.send('/protected', { headers: { cookie } })
        expectAnswer(answer, 200, `<h1>Hello ${EMAIL}</h1>`)
      },
      refresh: async () => {
        const headers = { ...form.headers, ...fromPage, cookie }
        const answer = await client.send('/refresh', { ...form, headers })
        expectAnswer(answer, 303)
      },
      'refresh-api': async () => {
        const body = JSON.stringify({ refresh_token: 'r'.repeat(500) })
        const sent = { method: 'POST', headers: json, body }
        expectAnswer(await client.send('/api/refresh', sent), 200, '"access_token"')
      },
      me: async () => {
        const headers = { authorization: `Bearer ${EMAIL}` }
        expectAnswer(await client.send('/api/me', { headers }), 200, `"email":"${EMAIL}"`)
      },
    },
    pages: [{ path: '/protected', cookie }],
  }
}
