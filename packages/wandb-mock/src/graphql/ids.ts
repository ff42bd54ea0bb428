/**
 * Makes a server id: standard base64 of `Type:number`. The SDK decodes artifact ids to hex for
 * `wandb-artifact://` references and back, so the alphabet and the padding matter.
 */
export function encodeId(type: string, number: number): string {
  return btoa(`${type}:${number}`);
}

/** The `Type` of a server id, or `undefined` when `id` is not one. */
export function typeOfId(id: string): string | undefined {
  try {
    return /^(\w+):\d+$/.exec(atob(id))?.[1];
  } catch {
    // `atob` throws on text that is not base64: then it is no id of ours.
    return undefined;
  }
}

/** The number inside a server id. */
export function numberOfId(id: string): number {
  return Number(atob(id).split(":")[1]);
}
