'use client'

import { useRef, type MouseEvent, type ReactNode } from 'react'
import { Button, type ButtonLook } from '@/app/_ui/button'

interface Props {
  /** Unique on its page. */
  id: string
  /** The words of the button that asks. */
  label: string
  /** What is heard in place of a label that says too little by itself. */
  name?: string | undefined
  look: ButtonLook
  title: string
  /** What will happen. */
  children: ReactNode
  /** The form that does it. */
  confirm: ReactNode
  className?: string | undefined
}

/**
 * A button that asks before it acts. Without JavaScript the browser's own popover opens it; with it
 * the dialog is modal, and keeps the focus inside.
 */
export function Confirmation(props: Props) {
  const { id, label, name, look, title, children, confirm, className } = props
  const dialog = useRef<HTMLDialogElement>(null)
  const open = (event: MouseEvent) => {
    event.preventDefault()
    dialog.current?.showModal()
  }
  const close = (event: MouseEvent) => {
    if (!dialog.current?.open) return
    event.preventDefault()
    dialog.current.close()
  }
  return (
    <>
      <Button
        look={look}
        popoverTarget={id}
        onClick={open}
        aria-haspopup="dialog"
        aria-label={name}
        className={className}
      >
        {label}
      </Button>
      <dialog
        ref={dialog}
        id={id}
        popover="auto"
        aria-labelledby={`${id}-title`}
        aria-describedby={`${id}-text`}
        className="m-auto w-[min(26rem,calc(100vw-2rem))] rounded-xl border border-line bg-surface p-6 text-ink shadow-card backdrop:bg-black/50"
      >
        <h2 id={`${id}-title`} className="text-lg font-semibold tracking-tight">
          {title}
        </h2>
        <p id={`${id}-text`} className="mt-2 text-soft">
          {children}
        </p>
        <div className="mt-6 grid gap-2">
          {confirm}
          <Button
            look="secondary"
            popoverTarget={id}
            popoverTargetAction="hide"
            onClick={close}
            autoFocus
            ref={focusWhenOpened}
          >
            Cancel
          </Button>
        </div>
      </dialog>
    </>
  )
}

// React renders `autoFocus` as an attribute on the server only, and the popover looks for that.
function focusWhenOpened(button: HTMLButtonElement | null) {
  button?.setAttribute('autofocus', '')
}
