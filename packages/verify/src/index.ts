/** What other services import. */
export type { VerifierAlgorithm } from './algorithms.js'
export { answerTo, bearerToken, requirePermission, type RefusalAnswer } from './bearer.js'
export type { AccessTokenClaims, StatusPlace } from './claims.js'
export type { NoteProof, ServiceRequest } from './dpop.js'
export { TokenRefused, VerifierUnavailable, type RefusalCode } from './errors.js'
export type { AcrValue, ProofDemands } from './proof.js'
export { createVerifier, type Verifier, type VerifierOptions } from './verifier.js'
