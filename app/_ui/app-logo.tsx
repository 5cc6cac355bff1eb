/** The picture of an application. Its name beside it says the same. */
export function AppLogo({ logo }: { logo: string }) {
  return <img src={logo} alt="" className="size-11 shrink-0 object-contain" />
}
