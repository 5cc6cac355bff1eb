import type { Scope } from '@/lib/oauth/scopes'
import type { AskedService } from '@/lib/oauth/services'
import { language } from '@/lib/request/language'
import { Name } from './name'
import { Sentence } from './sentence'

interface Props {
  /** What stands above the list. */
  heading: string
  scopes: readonly Scope[]
  services: readonly AskedService[]
}

/** What an application asks for, in words. */
export async function AskedAccess({ heading, scopes, services }: Props) {
  const { oauth, permissions } = (await language()).words
  return (
    <div>
      <p className="font-medium">{heading}</p>
      <ul className="mt-2 list-disc space-y-1 pl-5">
        {scopes.map((scope) => (
          <li key={scope}>{oauth.consent.scopes[scope]}</li>
        ))}
        {services.map((service) => (
          <li key={service.name}>
            <Sentence
              text={oauth.consent.service}
              parts={{ service: <Name>{service.name}</Name> }}
            />
            <ul className="mt-1 list-disc space-y-1 pl-5">
              {service.permissions.map((permission) => (
                <li key={permission}>{permissions.names[permission]}</li>
              ))}
            </ul>
          </li>
        ))}
      </ul>
    </div>
  )
}
