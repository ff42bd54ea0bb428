import { setupServer } from "msw/node";
import { HttpResponse, http } from "msw/http";
import { defaultApiKey } from "@heddle/wandb-mock";
import { expect, onTestFinished, test } from "vitest";
import { WandbClient, type WandbRequestError } from "../src/index.ts";
import { declaredOperations } from "../src/transport/operation.ts";
import { instantClock, rejection } from "./support.ts";

const host = "https://wandb.example.org";
const attempts = 4;

interface Case {
  readonly answer: () => Response;
  readonly code: string;
  /** How often it is asked in all; for a conflict it depends on the operation. */
  readonly asked: number | "when safe";
  readonly retryable: boolean;
}

const words = { errors: [{ message: "no such thing here" }] };

const cases: Readonly<Record<string, Case>> = {
  "an error in the answer": {
    answer: () => HttpResponse.json({ ...words, data: null }),
    code: "WANDB_CLIENT_REQUEST",
    asked: 1,
    retryable: false,
  },
  "a bad request": {
    answer: () => HttpResponse.json(words, { status: 400 }),
    code: "WANDB_CLIENT_REQUEST",
    asked: 1,
    retryable: false,
  },
  "an unknown key": {
    answer: () => HttpResponse.json(words, { status: 401 }),
    code: "WANDB_CLIENT_UNAUTHORIZED",
    asked: 1,
    retryable: false,
  },
  "a lack of rights": {
    answer: () => HttpResponse.json(words, { status: 403 }),
    code: "WANDB_CLIENT_FORBIDDEN",
    asked: 1,
    retryable: false,
  },
  "a missing thing": {
    answer: () => HttpResponse.json(words, { status: 404 }),
    code: "WANDB_CLIENT_NOT_FOUND",
    asked: 1,
    retryable: false,
  },
  "a conflict": {
    answer: () => HttpResponse.json(words, { status: 409 }),
    code: "WANDB_CLIENT_CONFLICT",
    asked: "when safe",
    retryable: false,
  },
  "a full quota": {
    answer: () => HttpResponse.json(words, { status: 429, headers: { "retry-after": "7" } }),
    code: "WANDB_CLIENT_SERVER",
    asked: attempts,
    retryable: true,
  },
  "a failing server": {
    answer: () => HttpResponse.json(words, { status: 503 }),
    code: "WANDB_CLIENT_SERVER",
    asked: attempts,
    retryable: true,
  },
  "a broken connection": {
    answer: () => HttpResponse.error(),
    code: "WANDB_CLIENT_NETWORK",
    asked: attempts,
    retryable: true,
  },
  "a web page": {
    answer: () => HttpResponse.html("<html>hello</html>"),
    code: "WANDB_CLIENT_BAD_ANSWER",
    asked: 3,
    retryable: true,
  },
};

test.each(Object.entries(cases))("every operation tells of %s by its code", async (_name, each) => {
  let asked = 0;
  const network = setupServer(
    http.post(`${host}/graphql`, () => {
      asked++;
      return each.answer();
    }),
  );
  network.listen({ onUnhandledFrame: "error" });
  onTestFinished(() => network.close());
  const operations = declaredOperations();
  expect(operations.length).toBeGreaterThan(80);
  for (const operation of operations) {
    // One client each: a refusal for too many requests holds back all that its client asks.
    const client = new WandbClient({
      apiKey: defaultApiKey,
      host,
      clock: instantClock(),
      retry: { maxAttempts: attempts },
      onWarning: () => undefined,
    });
    asked = 0;
    const error = (await rejection(client.graphql(operation, {}))) as WandbRequestError;
    const isRepeated = each.asked === "when safe" && operation.isConflictSafe;
    const expected = each.asked === "when safe" ? (isRepeated ? attempts : 1) : each.asked;
    expect({ name: operation.name, code: error.code, asked }).toEqual({
      name: operation.name,
      code: each.code,
      asked: expected,
    });
    expect(error.retryable).toBe(each.retryable || isRepeated);
    expect(error.details["operation"]).toBe(operation.name);
    expect(error.message).not.toContain(defaultApiKey);
  }
});

test("after a conflict only what sets a state is repeated, for doing it twice does the same", () => {
  const names = declaredOperations()
    .filter(({ isConflictSafe }) => isConflictSafe)
    .map(({ name }) => name);
  expect(names.toSorted()).toEqual([
    "AddAliases",
    "AddArtifactCollectionTags",
    "CommitArtifact",
    "CreateArtifact",
    "CreateArtifactFiles",
    "CreateArtifactManifest",
    "CreateProject",
    "CreateRegistryMembers",
    "CreateRunFiles",
    "DeleteAliases",
    "DeleteArtifactCollectionTags",
    "DeleteRegistryMembers",
    "LinkArtifact",
    "MarkRunFilesUploaded",
    "StopRun",
    "UpdateArtifact",
    "UpdateArtifactManifest",
    "UpdateArtifactSequenceType",
    "UpdateRunState",
    "UpsertBucket",
    "UpsertRunQueue",
    "UseArtifact",
    "updateLaunchAgent",
  ]);
});
