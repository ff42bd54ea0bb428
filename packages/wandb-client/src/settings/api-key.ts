import type { Problem } from "@heddle/errors";

const token = /^[A-Za-z0-9_-]+$/;
const jwt = /^[A-Za-z0-9_-]+\.[A-Za-z0-9_-]+\.[A-Za-z0-9_-]+$/;

/**
 * Checks the form of an API key as W&B's own clients do: a JSON web token, or at least 40 characters of
 * letters, digits, `_` and `-` after an optional prefix that ends at the first dash (`local-…`). What the
 * host thinks of it, only a request tells.
 *
 * @returns what is wrong, never quoting the key
 */
export function checkApiKey(key: string): Problem | undefined {
  if (jwt.test(key)) return undefined;
  const dash = key.indexOf("-");
  const secret = dash < 0 ? key : key.slice(dash + 1);
  if (!token.test(secret)) {
    return {
      path: "apiKey",
      message: "the API key has characters that no key has",
      hint: "Copy it again; look for spaces and quotes around it.",
    };
  }
  if (secret.length < 40) {
    return {
      path: "apiKey",
      message: `the API key is too short (${secret.length} of at least 40 characters)`,
      hint: "Copy the whole key from the user settings page.",
    };
  }
  return undefined;
}
