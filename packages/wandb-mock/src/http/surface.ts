/** Which part of the API a request is for. */
export type Surface = "graphql" | "filestream" | "upload" | "download" | "page";

/** Tells the surface of a request. What belongs to none of the API's is a page. */
export function surfaceOf(method: string, pathname: string): Surface {
  if (pathname === "/graphql") return "graphql";
  if (method === "POST" && /^\/files\/.*\/file_stream$/.test(pathname)) return "filestream";
  if (!/^\/(?:storage|artifacts|artifactsV2|files)\//.test(pathname)) return "page";
  return method === "PUT" ? "upload" : "download";
}
