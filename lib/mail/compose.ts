/** Writes a letter as plain text and as HTML that mail programs understand. */
import { html, type Html } from '@/lib/base/html'
import { wordsIn } from '@/lib/words/catalogues'
import type { Letter } from './letter'
import { darkSheet, styleOf, type Part } from './look'

/** @returns the body as plain text, in lines as long as a mail program likes to break them */
export function asText(letter: Letter): string {
  const { title, text, facts, button, note, footer, sender } = letter
  return [
    title,
    text,
    facts.map(([term, value]) => `${term}: ${value}`).join('\n'),
    button && `${button.label}:\n${button.url}`,
    note,
    `-- \n${[sender.name, sender.url, ...footer].join('\n')}`,
  ]
    .filter(Boolean)
    .join('\n\n')
    .concat('\n')
}

/**
 * The body as HTML. Everything is inside it: no picture, font or script is fetched, so nobody learns
 * when it is read.
 */
export function asHtml(letter: Letter): string {
  const { locale, title, text, facts, button, note, footer, sender } = letter
  const page = html`<!doctype html>
    <html lang="${locale}">
      <head>
        <meta charset="utf-8" />
        <meta name="viewport" content="width=device-width" />
        <meta name="color-scheme" content="light dark" />
        <meta name="supported-color-schemes" content="light dark" />
        <title>${letter.subject}</title>
        ${dark()}
      </head>
      <body ${as('page')}>
        <table ${BARE} width="100%" ${as('sheet')}>
          <tr>
            <td align="center" ${as('around')}>
              <table ${BARE} width="100%" ${as('card')}>
                <tr>
                  <td ${as('inside')}>
                    <p ${as('sender')}>${sender.name}</p>
                    <h1 ${as('title')}>${title}</h1>
                    <p ${as('text')}>${text}</p>
                    ${factTable(facts)} ${button && buttonOf(button)}
                    ${note && html`<p ${as('note')}>${linked(note, 'link')}</p>`}
                    ${button && addressOf(button, wordsIn(locale).mails.copy)}
                  </td>
                </tr>
              </table>
              <div ${as('foot')}>
                ${footer.map((line) => html`<p ${as('footer')}>${line}</p>`)}
                <p ${as('footer')}><a href="${sender.url}" ${as('home')}>${sender.url}</a></p>
              </div>
            </td>
          </tr>
        </table>
      </body>
    </html>`
  return page.html
}

/** A table that only arranges. */
const BARE = html`role="presentation" cellpadding="0" cellspacing="0"`

/** Its look, and the name by which the dark theme finds it. */
function as(part: Part): Html {
  return html`class="${part}" style="${styleOf(part)}"`
}

function dark(): Html {
  // Only values of ours are in it: colours that the settings have checked.
  return { html: `<style>${darkSheet()}</style>` }
}

function factTable(facts: Letter['facts']): Html | false {
  if (facts.length === 0) return false
  return html`<table ${BARE} ${as('facts')}>
    ${facts.map(
      ([term, value]) =>
        html`<tr>
          <td ${as('term')}>${term}</td>
          <td ${as('value')}><bdi>${value}</bdi></td>
        </tr>`,
    )}
  </table>`
}

type Button = NonNullable<Letter['button']>

function buttonOf({ label, url }: Button): Html {
  return html`<p ${as('act')}><a href="${url}" ${as('button')}>${label}</a></p>`
}

/** For mail programs that show no buttons. */
function addressOf({ url }: Button, copy: string): Html {
  return html`<p ${as('copy')}>${copy}<br />${linked(url, 'address')}</p>`
}

const URLS = /(https?:\/\/\S+)/

/** A text whose addresses can be followed. */
function linked(text: string, look: Part): Html[] {
  return text
    .split(URLS)
    .map((part, index) =>
      index % 2 === 0 ? html`${part}` : html`<a href="${part}" ${as(look)}>${part}</a>`,
    )
}
