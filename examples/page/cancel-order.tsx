'use client'

import { Form } from '@/app/_ui/form'
import { useForm } from '@/app/_ui/form-answer'
import { SubmitButton } from '@/app/_ui/submit-button'
import { cancelOrderAction } from './actions'
import type { Order } from './orders'

export function CancelOrder({ order: { id, what } }: { order: Order }) {
  const { form } = useForm(cancelOrderAction, undefined)
  return (
    <Form {...form}>
      <input type="hidden" name="order" value={id} />
      <SubmitButton look="secondary" pendingLabel="Cancelling…">
        Cancel <span className="sr-only">{what}</span>
      </SubmitButton>
    </Form>
  )
}
