import { headers } from 'next/headers'
import { INTERNAL_HEADERS } from '@/lib/base/internal-headers'
import { brand } from '@/lib/brand/brand'
import { language } from '@/lib/request/language'
import { preferences } from '@/lib/request/preferences'
import { html } from '@/lib/base/html'

interface Page {
  title: string
  message: string
  status: number
  retryAfterSeconds?: number
  /** A path in the app. The link says "Try again" with `retryAfterSeconds`, "Go back" without. */
  backTo: string
}

/** A page without React, for answers that need a status or headers that pages cannot set. */
export async function plainPage({ title, message, status, ...rest }: Page): Promise<Response> {
  const { retryAfterSeconds, backTo } = rest
  const [{ locale, words }, { theme }, sent] = await Promise.all([
    language(),
    preferences(),
    headers(),
  ])
  const { name, logo, colours } = brand()
  // Without the nonce the page has no layout.
  const nonce = sent.get(INTERNAL_HEADERS.nonce)
  const { tryAgain, goBack } = words.common
  const body = html`<!doctype html>
    <html lang="${locale}" ${theme && html` data-theme="${theme}"`}>
      <head>
        <meta charset="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <meta name="robots" content="noindex" />
        <title>${title} · ${name}</title>
        <link rel="icon" href="${logo.path}" type="${logo.type}" />
        <link rel="stylesheet" href="${colours.path}" />
        ${
          nonce &&
          html`<style nonce="${nonce}">
            ${STYLE}
          </style>`
        }
      </head>
      <body>
        <main>
          <img src="${logo.path}" alt="${name}" width="44" height="44" />
          <h1>${title}</h1>
          <p>${message}</p>
          <a href="${backTo}">${retryAfterSeconds === undefined ? goBack : tryAgain}</a>
        </main>
      </body>
    </html> `
  return new Response(body.html, {
    status,
    headers: {
      'Content-Type': 'text/html; charset=utf-8',
      'Content-Language': locale,
      'Cache-Control': 'no-store',
      ...(retryAfterSeconds === undefined ? {} : { 'Retry-After': String(retryAfterSeconds) }),
    },
  })
}

/** The few rules of `globals.css` that a single message needs. */
const STYLE = html`
  * { box-sizing: border-box } body { margin: 0; background: var(--stone); color: var(--ink); font:
  1rem/1.6 system-ui, sans-serif } main { display: flex; flex-direction: column; align-items:
  flex-start; justify-content: center; max-width: 36rem; min-height: 100dvh; margin: 0 auto;
  padding: 2rem 1.5rem 6rem } img { object-fit: contain } h1 { margin: 1.5rem 0 0; font-size:
  1.75rem; line-height: 1.25; letter-spacing: -0.015em; font-weight: 600 } p { margin: .75rem 0
  1.75rem; font-size: 1.125rem; color: var(--soft) } a { display: inline-flex; align-items: center;
  min-height: 2.75rem; padding: 0 1rem; border: 1px solid transparent; border-radius: .5rem;
  background: var(--accent); color: var(--on-accent); font-weight: 500; text-decoration: none }
  a:focus-visible { outline: 2px solid var(--accent); outline-offset: 2px }
`
