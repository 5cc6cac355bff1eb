import { Card } from '@/app/_ui/card'
import { Flash } from '@/app/_ui/flash'
import { outcomeOf } from '@/app/_ui/outcome'
import { Title } from '@/app/_ui/title'
import { requireUser } from '@/lib/request/current-user'
import { currentFlash } from '@/lib/request/flash'
import { CancelOrder } from './cancel-order'
import { ordersOf } from './orders' // your own code

export default async function OrdersPage() {
  const user = await requireUser()
  const outcome = outcomeOf(await currentFlash(), { cancelled: 'The order is cancelled.' })
  return (
    <>
      <Title>Orders</Title>
      <h1 className="text-2xl font-semibold tracking-tight sm:text-3xl">Orders</h1>
      <div className="mt-8 grid gap-6">
        <Flash outcome={outcome} />
        {ordersOf(user.userId).map((order) => (
          <Card key={order.id} title={order.what}>
            <CancelOrder order={order} />
          </Card>
        ))}
      </div>
    </>
  )
}
