import type { State } from "../state/state.ts";
import type { UserRecord } from "../state/records.ts";

/**
 * Who sends a request: `Authorization: Basic base64("api:" + key)`, or `Bearer` with a key. A service
 * account may name the person it works for, a member of its team, in `X-WANDB-USERNAME` or
 * `X-WANDB-USER-EMAIL`; clients send these headers even when they are empty.
 */
export function authenticate(state: State, headers: Headers): UserRecord | undefined {
  const key = keyOfHeader(headers.get("authorization"));
  const record = key === undefined ? undefined : state.apiKeysByKey.get(key);
  const user = record === undefined ? undefined : state.users.get(record.userId);
  if (user?.kind !== "service") return user;
  const name = headers.get("x-wandb-username");
  const email = headers.get("x-wandb-user-email");
  const person = isGiven(name)
    ? state.usersByName.get(name)
    : isGiven(email)
      ? [...state.users.values()].find((each) => each.email === email)
      : undefined;
  const team = state.entities.get(user.entityId);
  const isMember = team?.members.some(({ userId }) => userId === person?.id) === true;
  return isMember && person !== undefined ? { ...person, entityId: user.entityId } : user;
}

function isGiven(header: string | null): header is string {
  return header !== null && header !== "";
}

function keyOfHeader(header: string | null): string | undefined {
  if (header === null) return undefined;
  const [scheme = "", value = ""] = header.split(" ");
  if (scheme.toLowerCase() === "bearer") return value;
  if (scheme.toLowerCase() !== "basic") return undefined;
  const text = Buffer.from(value, "base64").toString();
  return text.startsWith("api:") ? text.slice(4) : undefined;
}
