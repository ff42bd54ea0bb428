const longestExcerpt = 500;
const longestBody = 64 * 1024;

/** The server's own words in a refusal. */
export interface DescribedAnswer {
  readonly text: string;
  readonly messages: readonly string[];
}

/**
 * Finds the messages in a refusal, in each of the forms that W&B uses: `{"error": "text"}`,
 * `{"error": {"message"}}`, `{"errors": ["text", {"message"}]}`; else the first lines of the body.
 */
export async function describeAnswer(response: Response): Promise<DescribedAnswer> {
  const body = await readStart(response);
  const messages = messagesOf(body);
  const text =
    messages.length > 0
      ? messages.join("; ")
      : body.trimStart().startsWith("<")
        ? "a web page"
        : body;
  return { text: text.replace(/\s+/g, " ").trim().slice(0, longestExcerpt), messages };
}

/** The messages of a JSON answer's `error` or `errors`. */
export function messagesOf(body: string): string[] {
  let parsed: unknown;
  try {
    parsed = JSON.parse(body);
  } catch {
    // Not JSON: the caller shows the text itself.
    return [];
  }
  if (typeof parsed !== "object" || parsed === null) return [];
  const { error, errors } = parsed as { error?: unknown; errors?: unknown };
  const list = Array.isArray(errors) ? errors : error === undefined ? [] : [error];
  return list.flatMap((each: unknown) => {
    if (typeof each === "string") return [each];
    if (typeof each === "object" && each !== null && "message" in each)
      return [String(each.message)];
    return [];
  });
}

async function readStart(response: Response): Promise<string> {
  if (response.body === null) return "";
  const reader = response.body.getReader();
  const decoder = new TextDecoder();
  let text = "";
  try {
    while (text.length < longestBody) {
      const { done, value } = await reader.read();
      if (done) break;
      text += decoder.decode(value, { stream: true });
    }
  } catch {
    // The status is what counts; a body that breaks off adds nothing.
  } finally {
    await reader.cancel().catch(() => undefined);
  }
  return text;
}
