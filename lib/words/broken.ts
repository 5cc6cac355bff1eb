/** The texts of the last error page, which no server can translate. */
import type { Locale } from '@/lib/base/locales'

interface Texts {
  page: string
  title: string
  message: string
  tryAgain: string
}

export const BROKEN: Readonly<Record<Locale, Texts>> = {
  en: {
    page: 'Something went wrong',
    title: 'Something went wrong on our side',
    message:
      'You did nothing wrong, and you are still logged in if you were before. Try again in a moment.',
    tryAgain: 'Try again',
  },
  de: {
    page: 'Etwas ist schiefgegangen',
    title: 'Bei uns ist etwas schiefgegangen',
    message:
      'Du hast nichts falsch gemacht, und falls du angemeldet warst, bist du es noch. Versuche es gleich noch einmal.',
    tryAgain: 'Erneut versuchen',
  },
}
