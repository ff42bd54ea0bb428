import { createHmac, createSecretKey, timingSafeEqual } from "node:crypto";
import type { BackendClock } from "../clock.ts";

/** What a storage URL lets its holder do. */
export type StorageMethod = "GET" | "PUT";

/** What a storage URL points to. */
export type StorageKind = "artifact-file" | "manifest" | "run-file" | "part";

/** Hands out and checks storage URLs. They carry their own permission and need no credentials. */
export interface SignedUrls {
  /** A URL below `origin` that permits `method` on one object until it expires. */
  sign(origin: string, method: StorageMethod, kind: StorageKind, id: string): string;
  /** Checks a URL that came back. */
  check(method: string, url: URL): SignedUrlVerdict;
  /** Makes every URL handed out so far count as expired. */
  expireAll(): void;
}

/** What {@link SignedUrls.check} finds. */
export type SignedUrlVerdict =
  | { readonly verdict: "valid"; readonly kind: StorageKind; readonly id: string }
  | { readonly verdict: "expired" }
  | { readonly verdict: "forged" };

/**
 * Makes signed URLs.
 *
 * @param secret key of the signature
 * @param clock decides about expiry
 * @param lifetimeMs how long a URL is good for, in milliseconds
 */
export function createSignedUrls(
  secret: Uint8Array,
  clock: BackendClock,
  lifetimeMs: number,
): SignedUrls {
  let generation = 0;
  const key = createSecretKey(secret);
  const signatureOf = (method: string, path: string, expires: string, round: string): string =>
    createHmac("sha256", key)
      .update(`${method}\n${path}\n${expires}\n${round}`)
      .digest("base64url");
  return {
    sign(origin, method, kind, id) {
      const path = `/storage/${kind}/${encodeURIComponent(id)}`;
      const expires = String(clock.now() + lifetimeMs);
      const signature = signatureOf(method, path, expires, String(generation));
      return `${origin}${path}?expires=${expires}&round=${generation}&signature=${signature}`;
    },
    check(method, url) {
      const expires = url.searchParams.get("expires") ?? "";
      const round = url.searchParams.get("round") ?? "";
      const given = Buffer.from(url.searchParams.get("signature") ?? "");
      const match = /^\/storage\/(artifact-file|manifest|run-file|part)\/([^/]+)$/.exec(
        url.pathname,
      );
      if (match === null) return { verdict: "forged" };
      const wanted = Buffer.from(
        signatureOf(method === "HEAD" ? "GET" : method, url.pathname, expires, round),
      );
      if (given.length !== wanted.length || !timingSafeEqual(given, wanted)) {
        return { verdict: "forged" };
      }
      if (Number(expires) <= clock.now() || Number(round) < generation) {
        return { verdict: "expired" };
      }
      return {
        verdict: "valid",
        kind: match[1] as StorageKind,
        id: decodeURIComponent(match[2] ?? ""),
      };
    },
    expireAll() {
      generation += 1;
    },
  };
}
