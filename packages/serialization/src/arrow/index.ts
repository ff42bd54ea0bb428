export { columnToArrow } from "./column.ts";
export { toArrow, type ArrowOptions, type ArrowSource } from "./table.ts";
