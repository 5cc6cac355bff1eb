import { Notice } from './notice'

/** Explains how to log in when the browser refuses cookies. */
export function CookieWords() {
  return (
    <Notice tone="bad" role="alert">
      <p className="font-medium">Your browser refuses our cookies.</p>
      <p className="mt-1 text-sm">
        A cookie is how this site knows it is still you. Allow cookies for this site in your
        browser’s privacy settings (only its own are needed, none of others), then log in again.
      </p>
    </Notice>
  )
}
