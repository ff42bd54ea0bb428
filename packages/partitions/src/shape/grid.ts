/** The grid on which a time definition's windows lie, as far as types can know it. */
export type Grid = "hourly" | "daily" | "weekly" | "monthly" | "custom";
