import { getSessionCookie } from 'better-auth/cookies'
import { NextResponse } from 'next/server'

/** The optimistic check of its documentation: the page itself decides. */
export function middleware(request) {
  if (!getSessionCookie(request)) return NextResponse.redirect(new URL('/plain', request.url))
  return NextResponse.next()
}

export const config = { matcher: ['/protected'] }
