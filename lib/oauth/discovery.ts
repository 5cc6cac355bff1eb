/** What we offer as an OpenID provider. @see OpenID Connect Discovery 1.0 §3, RFC 8414 */
import type { Settings } from '@/lib/base/env'
import { LOCALES } from '@/lib/base/locales'
import { APP_LOG_OUT, AUTHORIZE, JWKS } from '@/lib/base/routes'
import { LEVELS } from '@/lib/tokens/acr'
import { DEVICE_CODE } from './client-metadata'
import { PROGRAM_ENDPOINTS } from './endpoints'
import { SCOPES } from './scopes'

const AUTHENTICATION = ['client_secret_basic', 'client_secret_post', 'private_key_jwt', 'none']
const ASYMMETRIC = ['ES256', 'EdDSA', 'PS256', 'RS256']

/** Our own and not the library's: names come from `APP_ORIGIN`, and nothing has to be loaded. */
/** @param idTokenAlgorithms those that sign now */
export function discoveryDocument(
  { appOrigin }: Pick<Settings, 'appOrigin'>,
  idTokenAlgorithms: readonly string[],
) {
  const at = (path: string) => appOrigin + path
  return {
    issuer: appOrigin,
    authorization_endpoint: at(AUTHORIZE),
    token_endpoint: at(PROGRAM_ENDPOINTS.token),
    userinfo_endpoint: at(PROGRAM_ENDPOINTS.userinfo),
    introspection_endpoint: at(PROGRAM_ENDPOINTS.introspection),
    revocation_endpoint: at(PROGRAM_ENDPOINTS.revocation),
    pushed_authorization_request_endpoint: at(PROGRAM_ENDPOINTS.pushedAuthorizationRequest),
    device_authorization_endpoint: at(PROGRAM_ENDPOINTS.deviceAuthorization),
    end_session_endpoint: at(APP_LOG_OUT),
    jwks_uri: at(JWKS),
    scopes_supported: Object.keys(SCOPES),
    claims_supported: [...new Set(Object.values(SCOPES).flat()), 'iss'],
    claims_parameter_supported: true,
    claim_types_supported: ['normal'],
    response_types_supported: ['code'],
    response_modes_supported: ['query', 'fragment', 'form_post'],
    grant_types_supported: [
      'authorization_code',
      'refresh_token',
      'client_credentials',
      DEVICE_CODE,
    ],
    subject_types_supported: ['public'],
    acr_values_supported: [...LEVELS],
    id_token_signing_alg_values_supported: [...idTokenAlgorithms],
    code_challenge_methods_supported: ['S256'],
    dpop_signing_alg_values_supported: ['ES256', 'EdDSA'],
    token_endpoint_auth_methods_supported: AUTHENTICATION,
    token_endpoint_auth_signing_alg_values_supported: ASYMMETRIC,
    request_parameter_supported: false,
    request_uri_parameter_supported: false,
    authorization_response_iss_parameter_supported: true,
    backchannel_logout_supported: true,
    backchannel_logout_session_supported: true,
    ui_locales_supported: [...LOCALES],
  }
}
