'use server'

import { textField } from '@/lib/forms'
import { userAction } from '@/lib/request/action'
import { goAndTell } from '@/lib/request/told'
import { cancelOrder } from './orders'

export const cancelOrderAction = userAction(async (user, form): Promise<void> => {
  if (cancelOrder(user.userId, textField(form, 'order'))) {
    await goAndTell('/dashboard/orders', 'done', 'cancelled')
  }
})
