import { assertType, expectTypeOf, test } from "vitest";
import {
  allPartitions,
  dailyPartitions,
  type DefaultInputShape,
  dynamicPartitions,
  hourlyPartitions,
  identityMapping,
  lastPartition,
  multiPartitions,
  type DynamicPartitions,
  type MultiPartitionKey,
  type PartitionKeyOf,
  type PartitionKeyText,
  type PartitionMapping,
  type Partitions,
  previousPartition,
  type ResolvedInputShape,
  specificPartitions,
  staticMapping,
  staticPartitions,
  timeWindowMapping,
  timeWindowPartitions,
  type StaticPartitions,
  type TimePartitions,
  weeklyPartitions,
} from "../index.ts";

const colors = staticPartitions(["red", "blue"]);
const daily = dailyPartitions({ start: "2023-01-01" });
const hourly = hourlyPartitions({ start: "2023-01-01-00:00" });
const weekly = weeklyPartitions({ start: "2023-01-01" });
const shifted = dailyPartitions({ start: "2023-01-01", hourOffset: 0 });
const cron = timeWindowPartitions({ cron: "0 0 * * *", start: "2023-01-01", format: "%Y-%m-%d" });
const customers = dynamicPartitions("customers");
const colorDay = multiPartitions({ color: colors, date: daily });
const colorOnly = multiPartitions({ color: colors });

test("definitions keep literal keys, grids and names", () => {
  expectTypeOf(colors).toEqualTypeOf<StaticPartitions<"red" | "blue">>();
  expectTypeOf(daily).toEqualTypeOf<TimePartitions<"daily">>();
  expectTypeOf(hourly).toEqualTypeOf<TimePartitions<"hourly">>();
  expectTypeOf(shifted).toEqualTypeOf<TimePartitions<"custom">>();
  expectTypeOf(cron).toEqualTypeOf<TimePartitions<"custom">>();
  expectTypeOf(customers).toEqualTypeOf<DynamicPartitions<"customers">>();
  expectTypeOf(colors.getPartitionKeys()).toEqualTypeOf<("red" | "blue")[]>();
  expectTypeOf(colors.getFirstPartitionKey()).toEqualTypeOf<"red" | "blue" | undefined>();
  assertType<Partitions>(colorDay);
  // @ts-expect-error an hourly definition has no hour offset
  hourlyPartitions({ start: "2023-01-01-00:00", hourOffset: 1 });
  // @ts-expect-error a daily definition has no day offset
  dailyPartitions({ start: "2023-01-01", dayOffset: 1 });
  // @ts-expect-error the option is called start
  dailyPartitions({ startDate: "2023-01-01" });
  // @ts-expect-error a multi definition is no dimension
  multiPartitions({ inner: colorDay });
});

test("keys are literals, or records by dimension", () => {
  expectTypeOf<PartitionKeyText<typeof colors>>().toEqualTypeOf<"red" | "blue">();
  expectTypeOf<PartitionKeyText<typeof daily>>().toEqualTypeOf<string>();
  expectTypeOf<PartitionKeyText<typeof colorDay>>().toEqualTypeOf<string>();
  expectTypeOf<PartitionKeyText<undefined>>().toEqualTypeOf<never>();
  expectTypeOf<PartitionKeyOf<typeof colors>>().toEqualTypeOf<"red" | "blue">();
  expectTypeOf<PartitionKeyOf<typeof colorDay>["color"]>().toEqualTypeOf<"red" | "blue">();
  expectTypeOf<PartitionKeyOf<typeof colorDay>["date"]>().toEqualTypeOf<string>();
  assertType<MultiPartitionKey>(colorDay.key({ color: "red", date: "2023-01-01" }));
  // @ts-expect-error green is no color
  colorDay.key({ color: "green", date: "2023-01-01" });
  // @ts-expect-error a key has every dimension
  colorDay.key({ color: "red" });
  // @ts-expect-error there is no such dimension
  colorDay.getKeysWithDimensionValue("size", "s");
});

test("the default shape follows the table", () => {
  type Shape<
    U extends Partitions | undefined,
    D extends Partitions | undefined,
  > = DefaultInputShape<U, D>;
  expectTypeOf<Shape<undefined, typeof daily>>().toEqualTypeOf<"single">();
  expectTypeOf<Shape<typeof daily, undefined>>().toEqualTypeOf<"keyed">();
  expectTypeOf<Shape<typeof daily, typeof daily>>().toEqualTypeOf<"single">();
  expectTypeOf<Shape<typeof daily, typeof hourly>>().toEqualTypeOf<"single">();
  expectTypeOf<Shape<typeof hourly, typeof daily>>().toEqualTypeOf<"keyed">();
  expectTypeOf<Shape<typeof weekly, typeof daily>>().toEqualTypeOf<"single">();
  expectTypeOf<Shape<typeof shifted, typeof shifted>>().toEqualTypeOf<"keyed">();
  expectTypeOf<Shape<typeof daily, typeof cron>>().toEqualTypeOf<"keyed">();
  expectTypeOf<Shape<typeof daily, typeof colorDay>>().toEqualTypeOf<"single">();
  expectTypeOf<Shape<typeof hourly, typeof colorDay>>().toEqualTypeOf<"keyed">();
  expectTypeOf<Shape<typeof daily, typeof colorOnly>>().toEqualTypeOf<"single">();
  expectTypeOf<Shape<typeof colorDay, typeof colorDay>>().toEqualTypeOf<"single">();
  expectTypeOf<Shape<typeof colorDay, typeof daily>>().toEqualTypeOf<"keyed">();
  expectTypeOf<Shape<typeof colors, typeof colorDay>>().toEqualTypeOf<"single">();
  expectTypeOf<Shape<typeof customers, typeof daily>>().toEqualTypeOf<"single">();
  expectTypeOf<ResolvedInputShape<"keyed", typeof daily, typeof daily>>().toEqualTypeOf<"keyed">();
  expectTypeOf<
    ResolvedInputShape<"default", typeof daily, typeof daily>
  >().toEqualTypeOf<"single">();
});

test("mappings carry their shape and the keys they name", () => {
  expectTypeOf(identityMapping()).toEqualTypeOf<PartitionMapping<"single", never>>();
  expectTypeOf(timeWindowMapping()).toEqualTypeOf<PartitionMapping<"default", never>>();
  expectTypeOf(timeWindowMapping({ startOffset: 0 })).toEqualTypeOf<
    PartitionMapping<"keyed", never>
  >();
  expectTypeOf(previousPartition()).toEqualTypeOf<PartitionMapping<"optional", never>>();
  expectTypeOf(lastPartition()).toEqualTypeOf<PartitionMapping<"optional", never>>();
  expectTypeOf(allPartitions()).toEqualTypeOf<PartitionMapping<"keyed", never>>();
  expectTypeOf(staticMapping({ red: "s" })).toEqualTypeOf<PartitionMapping<"keyed", "red">>();
  assertType<PartitionMapping<"keyed", "red" | "blue">>(specificPartitions(["red"]));
  // @ts-expect-error green is no color
  assertType<PartitionMapping<"keyed", "red" | "blue">>(specificPartitions(["green"]));
});
