'use client'

import { useEffect, useRef, useState, type MouseEvent, type ReactNode } from 'react'
import { Button, type ButtonLook } from '@/app/_ui/button'
import { DIALOG } from './dialog-look'
import { useFrameWords } from './frame-words'

interface Props {
  /** Unique on the page. */
  id: string
  /** Text of the button that opens the dialog. */
  label: string
  /** Accessible name, where the label alone says too little. */
  name?: string | undefined
  look: ButtonLook
  title: string
  /** What will happen. */
  children: ReactNode
  /** The form that carries it out. */
  confirm: ReactNode
  /** State of the form, where a refusal keeps the dialog open. */
  answer?: { isPending: boolean; isRefused: boolean }
  className?: string | undefined
}

const UNANSWERED = { isPending: false, isRefused: false }

/**
 * A button that asks before it acts. Without JavaScript the dialog is a popover; with JavaScript it
 * is modal and keeps the focus inside. It closes when the form succeeds, and stays open when the
 * form reports an error.
 */
export function Confirmation(props: Props) {
  const { id, label, name, look, title, children, confirm, className } = props
  const dialog = useRef<HTMLDialogElement>(null)
  const { isPending, isRefused } = props.answer ?? UNANSWERED
  // Without JavaScript the page reloads with the answer, so the dialog starts open.
  const [isOpenAtFirst] = useState(isRefused)
  useOpenUntilDone(dialog, { isOpenAtFirst, isPending, isRefused })
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
        open={isOpenAtFirst}
        aria-labelledby={`${id}-title`}
        aria-describedby={`${id}-text`}
        className={DIALOG}
      >
        <h2 id={`${id}-title`} className="text-lg font-semibold tracking-tight break-words">
          {title}
        </h2>
        <div id={`${id}-text`} className="mt-2 break-words text-soft">
          {children}
        </div>
        <div className="mt-6 grid gap-2">
          {confirm}
          <Cancel id={id} isOpenAtFirst={isOpenAtFirst} onClick={close} />
        </div>
      </dialog>
    </>
  )
}

interface CancelProps {
  id: string
  isOpenAtFirst: boolean
  onClick: (event: MouseEvent) => void
}

function Cancel({ id, isOpenAtFirst, onClick }: CancelProps) {
  const { cancel } = useFrameWords()
  if (isOpenAtFirst) {
    return (
      <form method="dialog" className="grid">
        <Button type="submit" look="secondary" onClick={onClick}>
          {cancel}
        </Button>
      </form>
    )
  }
  return (
    <Button
      look="secondary"
      popoverTarget={id}
      popoverTargetAction="hide"
      onClick={onClick}
      autoFocus
      ref={focusWhenOpened}
    >
      {cancel}
    </Button>
  )
}

// Popovers look for the attribute, which React renders on the server only.
function focusWhenOpened(button: HTMLButtonElement | null) {
  button?.setAttribute('autofocus', '')
}

function useOpenUntilDone(
  dialog: React.RefObject<HTMLDialogElement | null>,
  { isOpenAtFirst, isPending, isRefused }: Record<string, boolean>,
): void {
  useEffect(() => {
    if (!isOpenAtFirst) return
    dialog.current?.close()
    dialog.current?.showModal()
  }, [dialog, isOpenAtFirst])
  const wasPending = useRef(false)
  useEffect(() => {
    if (wasPending.current && !isPending && !isRefused) dialog.current?.close()
    wasPending.current = isPending ?? false
  }, [dialog, isPending, isRefused])
}
