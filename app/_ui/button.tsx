import type { ComponentProps } from 'react'
import { Link } from './link'

export type ButtonLook = 'primary' | 'secondary' | 'quiet' | 'danger' | 'danger-quiet' | 'bare'

const BASE =
  'inline-flex min-h-11 items-center justify-center gap-2 rounded-lg border px-4 py-2 text-center font-medium ' +
  'no-underline transition-colors select-none aria-disabled:cursor-progress aria-disabled:opacity-70'

/** Each has a border, which stays visible in forced colours. */
const LOOKS: Record<ButtonLook, string> = {
  primary: 'border-transparent bg-accent text-on-accent hover:bg-accent-strong',
  secondary: 'border-edge bg-surface text-ink hover:border-accent hover:bg-accent-wash',
  quiet: 'border-transparent text-soft hover:bg-sunken hover:text-ink',
  danger: 'border-transparent bg-danger text-on-danger hover:bg-danger-strong',
  'danger-quiet': 'border-transparent text-danger hover:bg-danger-wash',
  bare: 'border-transparent',
}

interface Props {
  look?: ButtonLook
}

/** The class names of a button, for other elements. */
export function buttonClass(look: ButtonLook = 'primary', more = ''): string {
  return `${BASE} ${LOOKS[look]} ${more}`
}

export function Button({ look, className, ...rest }: Props & ComponentProps<'button'>) {
  return <button type="button" {...rest} className={buttonClass(look, className)} />
}

/** A link that looks like a button. */
export function ButtonLink({ look, className, ...rest }: Props & ComponentProps<typeof Link>) {
  return <Link {...rest} className={buttonClass(look, className)} />
}
