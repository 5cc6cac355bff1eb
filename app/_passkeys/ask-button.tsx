import { KeyRound } from 'lucide-react'
import { Button } from '@/app/_ui/button'

interface Props {
  label: string
  isBusy: boolean
  onClick: () => void
  /** Why the browser gave no passkey. */
  trouble: string | null
}

/** The button that makes the browser ask for a passkey, and what came of it. */
export function AskButton({ label, isBusy, onClick, trouble }: Props) {
  return (
    <>
      <Button
        look="secondary"
        onClick={() => isBusy || onClick()}
        aria-disabled={isBusy || undefined}
      >
        <KeyRound className="size-4" aria-hidden="true" />
        <span>{label}</span>
      </Button>
      <p role="status" className="text-sm text-soft empty:hidden">
        {trouble}
      </p>
    </>
  )
}
