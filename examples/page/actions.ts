'use server'

import { textField } from '@/lib/base/forms'
import { userAction } from '@/lib/request/action'
import { redirectWithFlash } from '@/lib/request/flash'
import { cancelOrder } from './orders'

export const cancelOrderAction = userAction(async (user, form): Promise<void> => {
  if (cancelOrder(user.userId, textField(form, 'order'))) {
    await redirectWithFlash('/dashboard/orders', 'done', 'cancelled')
  }
})
