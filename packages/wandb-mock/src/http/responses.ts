import type { Rejection } from "../graphql/rejection.ts";

/** A JSON answer. */
export function json(body: unknown, status = 200): Response {
  return Response.json(body, { status });
}

/** An error of the REST surfaces. */
export function restError(message: string, status: number): Response {
  return json({ error: message }, status);
}

/** An error as object storage words it. */
export function storageError(code: string, message: string, status: number): Response {
  const body = `<?xml version="1.0" encoding="UTF-8"?>\n<Error><Code>${code}</Code><Message>${message}</Message></Error>`;
  return new Response(body, { status, headers: { "content-type": "application/xml" } });
}

/** The answer for an error of the REST surfaces. */
export function rejectionResponse(rejection: Rejection): Response {
  return restError(rejection.message, rejection.status === 200 ? 400 : rejection.status);
}

/** The answer to a request without valid credentials. */
export function unauthenticated(): Response {
  return json(
    { errors: [{ message: "user is not logged in", extensions: { code: "PERMISSION_ERROR" } }] },
    401,
  );
}
