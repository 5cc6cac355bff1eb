'use client'

import { HOME } from '@/lib/base/routes'
import { ButtonLink } from './button'
import { MessagePage } from './message-page'
import { ReaderProvider, type Reader } from './reader'
import { Title } from './title'

interface Props {
  /** Its own, since after an action Next.js renders it without the layout. */
  reader: Reader
  title: string
  message: string
  backToStart: string
}

/**
 * A client component, because Next.js sends what `not-found.tsx` renders with every page: this is a
 * reference and three texts. The layout loads its code.
 */
export function NotFoundMessage({ reader, title, message, backToStart }: Props) {
  return (
    <ReaderProvider reader={reader}>
      <Title>{title}</Title>
      <MessagePage title={title} message={message}>
        <ButtonLink href={HOME}>{backToStart}</ButtonLink>
      </MessagePage>
    </ReaderProvider>
  )
}
