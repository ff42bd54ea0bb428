import { expect, test } from "vitest";
import { checkGitRemote, withoutCredentials } from "./git-remote.ts";

test.each([
  "https://host/repo.git",
  "ssh://git@host/repo",
  "git@host:team/repo.git",
  "HTTPS://host/x",
])("accepts %s", (remote) => {
  expect(() => checkGitRemote(remote)).not.toThrow();
});

test.each([
  "file:///repo",
  "/repo",
  "../repo",
  "http://host/repo",
  "git://host/repo",
  "ext::sh -c x",
  "fd::17",
  "--upload-pack=x",
  " https://host/repo",
  "https://host/repo\nx",
  "",
  "-oProxyCommand=x@host:path",
])("refuses %j", (remote) => {
  expect(() => checkGitRemote(remote)).toThrow(
    expect.objectContaining({ code: "LAUNCH_GIT_REMOTE_REFUSED" }),
  );
});

test("further transports are allowed by name only", () => {
  expect(() => checkGitRemote("file:///repo", ["file"])).not.toThrow();
  expect(() => checkGitRemote("/repo", ["file"])).not.toThrow();
  expect(() => checkGitRemote("ext::sh -c x", ["https", "ssh", "http", "file"])).toThrow(/refused/);
});

test("passwords stay out of messages", () => {
  expect(withoutCredentials("https://me:secret@host/repo")).toBe("https://host/repo");
  expect(() => checkGitRemote("http://me:secret@host/repo")).toThrow(
    'The git remote "http://host/repo" is refused',
  );
});
