/** Stands in for your own tables: each user's orders, in memory. */

export interface Order {
  id: string
  what: string
}

const ordersByUser = new Map<string, Order[]>()

export function ordersOf(userId: string): readonly Order[] {
  const orders = ordersByUser.get(userId) ?? firstOrders()
  ordersByUser.set(userId, orders)
  return orders
}

/** @returns false if the user has no such order */
export function cancelOrder(userId: string, id: string): boolean {
  const orders = ordersOf(userId)
  const left = orders.filter((order) => order.id !== id)
  ordersByUser.set(userId, left)
  return left.length < orders.length
}

function firstOrders(): Order[] {
  return ['Two pounds of tea', 'A teapot'].map((what) => ({ id: crypto.randomUUID(), what }))
}
