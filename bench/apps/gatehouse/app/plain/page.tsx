export default function PlainPage() {
  return <h1>Plain</h1>
}
