import { existsSync, readdirSync, readFileSync, statSync } from "node:fs";
import { dirname, join, relative, resolve } from "node:path";
import { expect, test } from "vitest";
import { docsPages, root } from "./docs-page.ts";

const readmes = ["packages", "apps"]
  .flatMap((folder) => readdirSync(join(root, folder)).map((name) => join(folder, name)))
  .map((folder) => join(folder, "README.md"))
  .filter((path) => existsSync(join(root, path)));
const rootPages = readdirSync(root).filter((name) => name.endsWith(".md"));
const pages = [...docsPages(), ...rootPages, ...readmes];

test.each(pages)("the links of %s lead somewhere", (path) => {
  expect(linksOf(path).flatMap((link) => faultOf(path, link))).toEqual([]);
});

test("the index of docs names every page", () => {
  const index = "docs/README.md";
  const linked = new Set(linksOf(index).map((link) => join("docs", link.replace(/#.*/, ""))));
  const expected = docsPages().filter(
    (path) => path !== index && !/^docs\/decisions\/\d/.test(path),
  );
  expect(expected.filter((path) => !linked.has(path))).toEqual([]);
});

/** The targets of a page's links, code left out. */
function linksOf(path: string): readonly string[] {
  const text = readFileSync(join(root, path), "utf8")
    .replaceAll(/^```.*?^```$/gms, "")
    .replaceAll(/`[^`\n]*`/g, "`code`");
  return [...text.matchAll(/\]\(([^()\s]+)\)/g)].map(([, target = ""]) => target);
}

function faultOf(path: string, link: string): readonly string[] {
  if (/^(?:https?|mailto):/.test(link)) return [];
  const [file = "", anchor] = link.split("#");
  const target = file === "" ? join(root, path) : resolve(root, dirname(path), file);
  if (relative(root, target).startsWith("..")) return [`${link}: outside of the repository`];
  if (!existsSync(target)) return [`${link}: no such file`];
  if (anchor === undefined) return [];
  if (!statSync(target).isFile()) return [`${link}: an anchor in a folder`];
  return anchorsOf(target).has(anchor) ? [] : [`${link}: no such heading`];
}

/** The anchors that headings get: lower case, punctuation dropped, blanks to hyphens, repeats numbered. */
function anchorsOf(file: string): ReadonlySet<string> {
  const text = readFileSync(file, "utf8").replaceAll(/^```.*?^```$/gms, "");
  const anchors = new Set<string>();
  for (const [, heading = ""] of text.matchAll(/^#{1,6} +(.+?) *$/gm)) {
    const base = heading
      .replaceAll(/\[([^\]]*)\]\([^)]*\)/g, "$1")
      .toLowerCase()
      .replaceAll(/[^\p{L}\p{N}\p{M} _-]/gu, "")
      .replaceAll(" ", "-");
    let anchor = base;
    for (let copy = 1; anchors.has(anchor); copy++) anchor = `${base}-${String(copy)}`;
    anchors.add(anchor);
  }
  return anchors;
}
