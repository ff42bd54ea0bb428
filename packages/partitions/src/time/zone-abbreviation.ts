/** What `%Z` writes: the short English name that the platform knows for the zone at an instant. */
export function zoneAbbreviation(zone: string, instant: number): string {
  const parts = new Intl.DateTimeFormat("en-US", {
    timeZone: zone,
    timeZoneName: "short",
  }).formatToParts(instant * 1000);
  return parts.find(({ type }) => type === "timeZoneName")?.value ?? zone;
}
