/** What browsers, extensions and networks do to our pages. */
import type { Page, Route } from '@playwright/test'

/** Translates a page as Chrome, Edge and Safari do: each text is replaced by new elements. */
export async function translate(page: Page): Promise<void> {
  await page.evaluate(() => {
    const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT)
    const texts: Text[] = []
    while (walker.nextNode()) texts.push(walker.currentNode as Text)
    for (const text of texts) {
      if (!text.data.trim() || text.parentElement?.closest('script, style')) continue
      const outer = document.createElement('font')
      outer.appendChild(document.createElement('font')).textContent = text.data
      text.replaceWith(outer)
    }
  })
}

/** Wraps elements and adds others, as password managers and writing aids do. */
export async function extend(page: Page): Promise<void> {
  await page.evaluate(() => {
    for (const form of document.forms) {
      for (const element of form.querySelectorAll('p, label, input:not([type=hidden]), button')) {
        const wrapper = document.createElement('span')
        element.replaceWith(wrapper)
        wrapper.append(element, document.createElement('extension-icon'))
      }
    }
  })
}

/** Removes APIs that some browsers lack or refuse on a page that they do not trust. */
export function withoutWebApis(): void {
  const missing: [object, string][] = [
    ...['BroadcastChannel', 'EventSource', 'IntersectionObserver', 'ResizeObserver'].map(
      (name): [object, string] => [window, name],
    ),
    [Navigator.prototype, 'locks'],
    [Navigator.prototype, 'clipboard'],
    [Crypto.prototype, 'subtle'],
    [Crypto.prototype, 'randomUUID'],
    [AbortSignal, 'timeout'],
  ]
  for (const [owner, name] of missing) {
    Object.defineProperty(owner, name, { value: undefined, configurable: true })
  }
  for (const name of ['localStorage', 'sessionStorage', 'indexedDB']) {
    Object.defineProperty(window, name, {
      get: () => {
        throw new DOMException('The operation is insecure.', 'SecurityError')
      },
    })
  }
}

/** Makes the Web Locks API refuse every lock, as in a frame or a private window. */
export function refusingLocks(): void {
  const refuse = () => Promise.reject(new DOMException('Denied', 'SecurityError'))
  Object.defineProperty(LockManager.prototype, 'request', { value: refuse })
}

const PORTAL = '<!doctype html><title>Free Wi-Fi</title><form action="/login">Log in here</form>'

/** Networks that answer a form instead of the server. */
export const NETWORKS: Readonly<Record<string, (route: Route) => Promise<void>>> = {
  'a server that is away': (route) => route.abort('connectionrefused'),
  'a proxy without its server': (route) =>
    route.fulfill({ status: 502, contentType: 'text/html', body: '<h1>502 Bad Gateway</h1>' }),
  'a connection that breaks off': (route) => route.abort('connectionreset'),
  'a proxy that waited for too long': (route) =>
    route.fulfill({ status: 504, contentType: 'text/plain', body: 'upstream timed out' }),
  'the page of a captive portal': (route) =>
    route.fulfill({ status: 200, contentType: 'text/html', body: PORTAL }),
  'the way to a captive portal': (route) =>
    route.fulfill({ status: 302, headers: { location: 'http://portal.invalid/login' } }),
  'an empty answer': (route) => route.fulfill({ status: 200, body: '' }),
}
