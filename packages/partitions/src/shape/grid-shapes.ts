/**
 * Shape of a time-partitioned input by upstream grid, then downstream grid: one upstream window covers each downstream
 * window when the grids are the same or the upstream's is coarser and aligned.
 */
export const gridShapes = {
  hourly: { hourly: "single", daily: "keyed", weekly: "keyed", monthly: "keyed", custom: "keyed" },
  daily: { hourly: "single", daily: "single", weekly: "keyed", monthly: "keyed", custom: "keyed" },
  weekly: {
    hourly: "single",
    daily: "single",
    weekly: "single",
    monthly: "keyed",
    custom: "keyed",
  },
  monthly: {
    hourly: "single",
    daily: "single",
    weekly: "keyed",
    monthly: "single",
    custom: "keyed",
  },
  custom: { hourly: "keyed", daily: "keyed", weekly: "keyed", monthly: "keyed", custom: "keyed" },
} as const;

/** The type of {@link gridShapes}, so that types and run time cannot drift apart. */
export type GridShapes = typeof gridShapes;
