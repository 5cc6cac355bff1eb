/**
 * Which acts are grave. A user whose last proof is older than `STEP_UP_MAX_AGE` confirms before one.
 * tests/guards/grave-acts.test.ts fails for an act that is in neither list.
 */

interface Acts {
  /** Server actions by name. */
  readonly actions: readonly string[]
  /** Operations of the API by their name in lib/api/operations.ts. */
  readonly operations: readonly string[]
  /** Other handlers that change something, by method and path. */
  readonly routes: readonly string[]
}

/** With one of these, a thief of a session could keep it, or gain rights. */
export const GRAVE_ACTS: Acts = {
  actions: [
    // It would log in, whatever the owner does next.
    'addPasskeyAction',
    'allowPasskeyAction',
    'askForAddressAction',
    'beginAuthenticatorAction',
    'burnKeyAction',
    'changeAppAction',
    'changeRoleAction',
    'confirmAuthenticatorAction',
    // It may know every user without asking them.
    'createAppAction',
    'createResetLinkAction',
    // When it gives a role.
    'createUserAction',
    'deleteAccountAction',
    'deleteAppAction',
    'deleteRoleAction',
    'deleteUserAction',
    'disableAppAction',
    'disableUserAction',
    'endOthersAction',
    'endSessionAction',
    'grantRoleAction',
    'removeAuthenticatorAction',
    'removePasskeyAction',
    'renewCodesAction',
    'replaceAuthenticatorAction',
    'resetFactorsAction',
    'revokeRoleAction',
    'rotateKeysAction',
    'rotateSecretAction',
  ],
  // Unless it ends the session that asks, which is a log-out.
  operations: ['endSession', 'removeFactor'],
  // When it ends the other sessions.
  routes: ['POST /dashboard/profile/download', 'POST /session/end'],
}

/** Their form asks for the password itself, which is a proof, unless it lacks a second factor. */
export const PROVING_ACTS: Acts = {
  actions: ['changePasswordAction', 'confirmAction'],
  operations: ['confirm'],
  routes: [],
}

export const OTHER_ACTS: Acts = {
  actions: [
    // Like a consent: it can be taken back, and a log-out everywhere ends it.
    'answerDeviceAction',
    'answerIncidentAction',
    // Every user who wants to log out can, at any time.
    'appLogOutAction',
    // It mails a link, and that only gives attempts.
    'askToBeLetInAction',
    // Access to an application ends with the session, or can be taken back.
    // Its token proves the password, and its code is a proof.
    'codeAction',
    'consentAction',
    'createRoleAction',
    'dismissPasskeyOfferAction',
    // It finds what a device asks for, and gives nothing.
    'deviceCodeAction',
    // The grave part was to ask for the link.
    'changeAddressAction',
    'changeProfileAction',
    'chooseNoticesAction',
    'enableAppAction',
    'enableUserAction',
    'endSessionForAction',
    'endSessionsForAction',
    // They make attempts harder, and no thief gains by it.
    'endTrustAction',
    'forgetBrowserAction',
    'forgetOtherBrowsersAction',
    'forgotPasswordAction',
    // It only makes log-ins harder.
    'keepFactorsAction',
    'labelSessionAction',
    // Its link is the proof, and the log-in still needs the password.
    'letInAction',
    'logInAction',
    // Its signature is the proof.
    'passkeyLogInAction',
    'refreshAction',
    'refreshByScriptAction',
    'renamePasskeyAction',
    // It can only take away.
    'removeAccessAction',
    'removeAccessOfAction',
    'resendVerificationAction',
    // A picture opens nothing.
    'setAppLogoAction',
    'resetPasswordAction',
    // Only to the address that the mail was for.
    'sendAgainAction',
    'setUpAction',
    // Its token proves the password, and the account has no other factor to ask for.
    'setUpFactorAction',
    'signUpAction',
    'verifyEmailAction',
    // It can only take away, and its link is the proof.
    'takeAccountBackAction',
  ],
  operations: [
    'changeMe',
    'completeLogIn',
    'listFactors',
    'listSessions',
    'logIn',
    // Every user who wants to log out can, at any time.
    'logOut',
    'logOutEverywhere',
    'me',
    'publicKeys',
    'refresh',
    'revoke',
    'statusList',
  ],
  routes: ['POST /preferences'],
}
