/** The members that Gatehouse answers, of tokens that mean nothing. */
export async function POST(request) {
  await request.json()
  return Response.json({
    access_token: 'a'.repeat(500),
    token_type: 'Bearer',
    expires_in: 600,
    refresh_token: 'r'.repeat(500),
    session_id: 'ses_floor',
  })
}
