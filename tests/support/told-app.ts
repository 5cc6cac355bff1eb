/** An application that is told when sessions end, and a session in which it takes part. */
import { givenApp, givenPart } from './app-sessions'
import { startLogoutReceiver } from './logout-receiver'
import { givenSession } from './people'

export type ToldApp = Awaited<ReturnType<typeof givenToldApp>>

/** Stop its receiver after the test. `sid` names the session to the application. */
export async function givenToldApp() {
  const receiver = await startLogoutReceiver()
  const app = await givenApp({ backchannelLogoutUri: receiver.url })
  const signedIn = await givenSession()
  const sid = await givenPart(signedIn.session, app)
  return { receiver, app, signedIn, sid }
}
