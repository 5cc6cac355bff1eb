'use client'

import { HOME } from '@/lib/base/routes'
import { ButtonLink } from './button'
import { MessagePage } from './message-page'
import { Title } from './title'

interface Props {
  title: string
  message: string
  backToStart: string
}

/**
 * A client component, because Next.js sends what `not-found.tsx` renders with every page: this is a
 * reference and three texts, and its code is that of the error page.
 */
export function NotFoundMessage({ title, message, backToStart }: Props) {
  return (
    <>
      <Title>{title}</Title>
      <MessagePage title={title} message={message}>
        <ButtonLink href={HOME}>{backToStart}</ButtonLink>
      </MessagePage>
    </>
  )
}
