interface Page {
  title: string
  message: string
  status: number
  /** This request's nonce; without it the page has no styles. */
  nonce: string | null
  retryAfterSeconds?: number
  /** A path in the app. The link says "Try again" with `retryAfterSeconds`, "Go back" without. */
  backTo?: string
}

/** A page without React, for answers that need a status or headers that pages cannot set. */
export function plainPage({ title, message, status, nonce, ...rest }: Page): Response {
  const { retryAfterSeconds, backTo } = rest
  const link = retryAfterSeconds === undefined ? 'Go back' : 'Try again'
  const body = `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="robots" content="noindex">
<meta name="color-scheme" content="light dark">
<title>${escape(title)} · Gatehouse</title>
<link rel="icon" href="/icon.svg" type="image/svg+xml">
${nonce ? `<style nonce="${escape(nonce)}">${STYLE}</style>` : ''}
</head>
<body>
<main>
${MARK}
<h1>${escape(title)}</h1>
<p>${escape(message)}</p>
${backTo ? `<a href="${escape(backTo)}">${link}</a>` : ''}
</main>
</body>
</html>
`
  return new Response(body, {
    status,
    headers: {
      'Content-Type': 'text/html; charset=utf-8',
      'Cache-Control': 'no-store',
      ...(retryAfterSeconds === undefined ? {} : { 'Retry-After': String(retryAfterSeconds) }),
    },
  })
}

function escape(text: string): string {
  return text.replace(/[&<>"']/g, (character) => `&#${character.charCodeAt(0)};`)
}

const MARK =
  '<svg viewBox="0 0 32 32" width="44" height="44" aria-hidden="true">' +
  '<rect width="32" height="32" rx="7" fill="var(--mark, #10584e)"/>' +
  '<path d="M6.5 25V9.5h2.4v2h2.2v-2h2.4V13h5V9.5h2.4v2h2.2v-2h2.4V25z" fill="#f5f3ec"/>' +
  '<path d="M12.6 25.4v-4.6a3.4 3.4 0 0 1 6.8 0v4.6z" fill="#e3a02c"/></svg>'

/** The few rules of `globals.css` that a single message needs. */
const STYLE = `
:root { color-scheme: light; --stone: #f5f3ec; --ink: #1a2421; --soft: #545f5a; --ivy: #10584e; --on: #fff;
  --mark: #10584e }
@media (prefers-color-scheme: dark) {
  :root { color-scheme: dark; --stone: #0f1615; --ink: #e9edea; --soft: #a6b3ae; --ivy: #62cab8; --on: #06231e;
    --mark: #1d7567 }
}
* { box-sizing: border-box }
body { margin: 0; background: var(--stone); color: var(--ink); font: 1rem/1.6 system-ui, sans-serif }
main { display: flex; flex-direction: column; align-items: flex-start; justify-content: center;
  max-width: 36rem; min-height: 100dvh; margin: 0 auto; padding: 2rem 1.5rem 6rem }
h1 { margin: 1.5rem 0 0; font-size: 1.75rem; line-height: 1.25; letter-spacing: -0.015em; font-weight: 600 }
p { margin: .75rem 0 1.75rem; font-size: 1.125rem; color: var(--soft) }
a { display: inline-flex; align-items: center; min-height: 2.75rem; padding: 0 1rem; border: 1px solid transparent;
  border-radius: .5rem;   background: var(--ivy); color: var(--on); font-weight: 500; text-decoration: none }
a:focus-visible { outline: 2px solid var(--ivy); outline-offset: 2px }
`
