import { refreshAction } from './actions'

export default function RefreshPage() {
  return (
    <form action={refreshAction}>
      <input type="hidden" name="next" value="/protected" />
      <button>Continue</button>
    </form>
  )
}
