"""Asks the real Dagster for partition semantics and prints one JSON document of cases.

Each case has an id, a kind, an input and the output that Dagster gave. The same seed gives the same cases.
"""

import hashlib
import itertools
import json
import random
import sys
import warnings
from datetime import datetime, timedelta, timezone

warnings.filterwarnings("ignore")

import dagster as dg
from dagster import (
    AllPartitionMapping,
    DailyPartitionsDefinition,
    DimensionPartitionMapping,
    HourlyPartitionsDefinition,
    IdentityPartitionMapping,
    LastPartitionMapping,
    MonthlyPartitionsDefinition,
    MultiPartitionMapping,
    MultiPartitionsDefinition,
    MultiToSingleDimensionPartitionMapping,
    PartitionKeyRange,
    SpecificPartitionsPartitionMapping,
    StaticPartitionMapping,
    StaticPartitionsDefinition,
    TimeWindowPartitionMapping,
    TimeWindowPartitionsDefinition,
    WeeklyPartitionsDefinition,
)
from dagster._core.definitions.partitions.context import partition_loading_context
from dagster._core.definitions.partitions.utils.mapping import infer_partition_mapping

random.seed(20230101)
cases = []

ZONES = [
    "UTC",
    "America/New_York",
    "Europe/Berlin",
    "Europe/London",
    "US/Pacific",
    "Australia/Lord_Howe",
    "Australia/Sydney",
    "Asia/Kathmandu",
    "Asia/Kolkata",
    "America/St_Johns",
    "America/Santiago",
    "America/Havana",
    "Africa/Cairo",
    "Africa/Casablanca",
    "Pacific/Apia",
    "Pacific/Chatham",
    "Asia/Tehran",
    "America/Sao_Paulo",
]


def utc(*fields):
    return datetime(*fields, tzinfo=timezone.utc)


def digest(keys):
    return hashlib.sha256("\n".join(keys).encode()).hexdigest()[:16]


def listed(keys):
    keys = list(keys)
    if len(keys) <= 12:
        return {"count": len(keys), "keys": keys}
    return {
        "count": len(keys),
        "first": keys[:3],
        "last": keys[-3:],
        "digest": digest(keys),
    }


def window(tw):
    return None if tw is None else [tw.start.timestamp(), tw.end.timestamp()]


def add(kind, given, produce):
    try:
        output = produce()
    except Exception as error:
        output = {"error": type(error).__name__}
    cases.append(
        {"id": f"{kind}-{len(cases)}", "kind": kind, "input": given, "output": output}
    )


def build(spec):
    """The Dagster definition of a description that both languages read."""
    kind = spec["kind"]
    if kind == "static":
        return StaticPartitionsDefinition(spec["keys"])
    if kind == "multi":
        return MultiPartitionsDefinition(
            {name: build(part) for name, part in spec["dimensions"].items()}
        )
    common = {
        key: value
        for key, value in {
            "timezone": spec.get("timezone"),
            "end_offset": spec.get("endOffset", 0),
            "exclusions": spec.get("exclusions"),
        }.items()
        if value is not None
    }
    if kind == "cron":
        return TimeWindowPartitionsDefinition(
            cron_schedule=spec["cron"],
            start=spec["start"],
            end=spec.get("end"),
            fmt=spec["format"],
            **common,
        )
    offsets = {
        "hourly": ["minute_offset"],
        "daily": ["minute_offset", "hour_offset"],
        "weekly": ["minute_offset", "hour_offset", "day_offset"],
        "monthly": ["minute_offset", "hour_offset", "day_offset"],
    }[kind]
    camel = {
        "minute_offset": "minuteOffset",
        "hour_offset": "hourOffset",
        "day_offset": "dayOffset",
    }
    given = {name: spec[camel[name]] for name in offsets if camel[name] in spec}
    if spec.get("format"):
        common["fmt"] = spec["format"]
    cls = {
        "hourly": HourlyPartitionsDefinition,
        "daily": DailyPartitionsDefinition,
        "weekly": WeeklyPartitionsDefinition,
        "monthly": MonthlyPartitionsDefinition,
    }[kind]
    return cls(start_date=spec["start"], end_date=spec.get("end"), **given, **common)


def hourly(start, **more):
    return {"kind": "hourly", "start": start, **more}


def daily(start, **more):
    return {"kind": "daily", "start": start, **more}


def weekly(start, **more):
    return {"kind": "weekly", "start": start, **more}


def monthly(start, **more):
    return {"kind": "monthly", "start": start, **more}


def cron(expression, start, fmt, **more):
    return {"kind": "cron", "cron": expression, "start": start, "format": fmt, **more}


def now_text(now):
    return now.strftime("%Y-%m-%dT%H:%M:%SZ")


def keys_case(spec, now):
    definition = build(spec)

    def produce():
        with partition_loading_context(now, None):
            keys = definition.get_partition_keys()
            return {
                **listed(keys),
                "firstKey": definition.get_first_partition_key(),
                "lastKey": definition.get_last_partition_key(),
            }

    add("keys", {"definition": spec, "now": now_text(now)}, produce)


def window_cases(spec, now, most):
    definition = build(spec)
    with partition_loading_context(now, None):
        try:
            keys = list(definition.get_partition_keys())
        except Exception:
            return
        chosen = keys if len(keys) <= most else random.sample(keys, most)
        for key in chosen:

            def produce(key=key):
                tw = definition.time_window_for_partition_key(key)
                middle = tw.start.timestamp() + (tw.end.timestamp() - tw.start.timestamp()) / 2
                return {
                    "window": window(tw),
                    "has": definition.has_partition_key(key),
                    "next": definition.get_next_partition_key(key),
                    "atMiddle": definition.get_partition_key_for_timestamp(middle),
                    "atEndClosed": definition.get_partition_key_for_timestamp(
                        tw.end.timestamp(), end_closed=True
                    ),
                }

            add("window", {"definition": spec, "now": now_text(now), "key": key}, produce)


# Definitions over zones, offsets, ends and end offsets.
DST_SPANS = [
    ("2021-03-05", "2021-03-20", utc(2021, 3, 18, 4, 30)),
    ("2021-10-25", "2021-11-12", utc(2021, 11, 10, 4, 30)),
    ("2022-03-20", "2022-04-05", utc(2022, 4, 4, 1, 0)),
    ("2022-09-28", "2022-10-08", utc(2022, 10, 6, 13, 0)),
    ("2020-02-25", "2020-03-04", utc(2020, 3, 3, 12, 0)),
    ("2022-12-28", "2023-01-05", utc(2023, 1, 4, 0, 0)),
]

for zone in ZONES:
    for start, end, now in DST_SPANS:
        for more in ({}, {"hourOffset": 2, "minuteOffset": 30}, {"hourOffset": 1}):
            spec = daily(start, timezone=zone, **more)
            keys_case(spec, now)
            window_cases(spec, now, 4)
        spec = daily(start, timezone=zone, end=end)
        keys_case(spec, now + timedelta(days=200))
        for more in ({}, {"minuteOffset": 30}):
            spec = hourly(f"{start}-00:00", timezone=zone, **more)
            keys_case(spec, now)
            window_cases(spec, now, 3)
    for start, _, now in DST_SPANS[:2]:
        for expression, fmt in (
            ("*/15 * * * *", "%Y-%m-%d-%H:%M"),
            ("0 */4 * * *", "%Y-%m-%d-%H:%M"),
            ("0 0,11 * * *", "%Y-%m-%d-%H:%M"),
            ("0 * * * *", "%Y-%m-%d-%H:%M:%S%z"),
        ):
            stamp = f"{start}-00:00" if "%S" not in fmt else f"{start}-00:00:00+0000"
            spec = cron(expression, stamp, fmt, timezone=zone)
            keys_case(spec, now)
            window_cases(spec, now, 2)

for zone in ("UTC", "America/New_York", "Europe/Berlin", "Asia/Kathmandu"):
    for offset in range(7):
        spec = weekly("2021-01-01", timezone=zone, dayOffset=offset, hourOffset=4, minuteOffset=15)
        keys_case(spec, utc(2021, 5, 20, 3))
        window_cases(spec, utc(2021, 5, 20, 3), 3)
    for offset in (1, 2, 12, 15, 28):
        spec = monthly("2020-01-03", timezone=zone, dayOffset=offset, hourOffset=3, minuteOffset=15)
        keys_case(spec, utc(2021, 7, 13))
        window_cases(spec, utc(2021, 7, 13), 3)
    for end_offset in range(-4, 5):
        for end in (None, "2021-03-01"):
            for now in (
                utc(2021, 1, 1, 0, 30),
                utc(2021, 1, 6, 1, 20),
                utc(2021, 2, 28, 23, 0),
                utc(2021, 3, 10),
                utc(2020, 12, 25),
            ):
                spec = daily("2021-01-01", timezone=zone, endOffset=end_offset)
                if end:
                    spec["end"] = end
                keys_case(spec, now)
    for end_offset in (-1, 0, 1, 2):
        keys_case(weekly("2021-01-01", timezone=zone, endOffset=end_offset), utc(2021, 1, 31, 1, 20))
        keys_case(monthly("2021-01-01", timezone=zone, endOffset=end_offset), utc(2021, 3, 1, 1, 20))
        keys_case(hourly("2021-05-05-01:00", timezone=zone, endOffset=end_offset), utc(2021, 5, 7, 3, 0))

# Irregular expressions.
for expression, start in itertools.product(
    (
        "0 7 * * *",
        "0 0 1 1 *",
        "0 0 1 */3 *",
        "15 3 * * 1-5",
        "0 0 * * 1,3,5",
        "0 0 1,15 * *",
        "0 6 1 * 1",
        "30 4 29 2 *",
        "0 0 31 * *",
        "5,35 * * * *",
        "0 9-17 * * *",
        "0 0 */2 * *",
        "0 12 * 6-8 *",
    ),
    ("2019-12-15-00:00", "2021-02-03-10:20"),
):
    for zone in ("UTC", "America/New_York", "Europe/Berlin"):
        spec = cron(expression, start, "%Y-%m-%d-%H:%M", timezone=zone)
        near = "* * *" in expression and ("," in expression or "-" in expression)
        now = utc(2021, 4, 20, 12, 34) if near else utc(2024, 6, 1, 12, 34)
        keys_case(spec, now)
        window_cases(spec, now, 3)

# Exclusions.
for zone in ("UTC", "America/New_York"):
    for exclusions in (["0 0 * * 0,6"], ["0 0 1 * *"], ["0 0 * * 1", "0 0 * * 3"]):
        for end_offset in (0, 1, 3):
            spec = daily("2021-01-01", timezone=zone, exclusions=exclusions, endOffset=end_offset)
            for now in (utc(2021, 3, 18, 12), utc(2021, 1, 4, 6), utc(2021, 2, 1, 3)):
                keys_case(spec, now)
            window_cases(spec, utc(2021, 3, 18, 12), 3)
    spec = hourly("2021-03-12-00:00", timezone=zone, exclusions=["0 3 * * *"])
    keys_case(spec, utc(2021, 3, 16))

# Membership.
MEMBERS = [
    "2020-11-01-01:00",
    "2020-11-01-01:00-0800",
    "2020-11-01-01:00-0700",
    "2020-11-01-02:00",
    "2020-11-01-02:00-0800",
    "2020-11-01-2:00",
    "2020-11-01",
    "2020-13-01-00:00",
    "2020-02-30-00:00",
    "2020-11-01-24:00",
    "2019-12-31-23:00",
    "2021-01-01-00:00",
    "nonsense",
    "",
    "2020-03-08-02:00",
    "2020-03-08-02:30",
    "2020-03-08-03:00",
]
for zone in ("UTC", "US/Pacific", "Europe/Berlin", "America/New_York"):
    for spec in (
        hourly("2020-01-01-00:00", timezone=zone),
        hourly("2020-10-01-00:00", timezone=zone, end="2021-01-01-00:00"),
        cron("0 2 * * *", "2020-01-01-00:00", "%Y-%m-%d-%H:%M", timezone=zone),
    ):
        for key in MEMBERS:

            def produce(spec=spec, key=key):
                with partition_loading_context(utc(2020, 12, 31, 12), None):
                    return {"has": build(spec).has_partition_key(key)}

            add("has", {"definition": spec, "now": "2020-12-31T12:00:00Z", "key": key}, produce)
for spec in (
    weekly("2021-05-01"),
    weekly("2021-05-01", dayOffset=3, hourOffset=4, minuteOffset=15),
    monthly("2021-05-01", dayOffset=12, hourOffset=3, minuteOffset=15),
    monthly("2021-05-01"),
    daily("2021-05-01", minuteOffset=15),
    daily("2021-05-01", format="%Y/%m/%d"),
    daily("2021-05-01", format="%d %b %Y"),
):
    if spec.get("format"):
        spec["start"] = datetime(2021, 5, 1).strftime(spec["format"])
    for day in range(1, 29):
        for fmt in sorted({spec.get("format", "%Y-%m-%d"), "%Y-%m-%d"}):
            key = datetime(2021, 5, day).strftime(fmt)

            def produce(spec=spec, key=key):
                with partition_loading_context(utc(2021, 8, 1), None):
                    return {"has": build(spec).has_partition_key(key)}

            add("has", {"definition": spec, "now": "2021-08-01T00:00:00Z", "key": key}, produce)

# Formats.
for fmt in (
    "%Y %m %d %H %M %S %f",
    "%y%m%d",
    "%j of %Y",
    "%b %B %a %A",
    "%p %I",
    "%U %W %V %G %u %w",
    "%z",
    "100%% %Y",
    "%Y-W%V-%u",
):
    for stamp in (0, 86399, 951782400, 1582934400, 1609459199, 1704067200, 1735603200, 4102444799):
        for zone in ("UTC", "America/St_Johns", "Asia/Kathmandu"):

            def produce(fmt=fmt, stamp=stamp, zone=zone):
                from dagster._time import get_timezone

                return {"text": datetime.fromtimestamp(stamp, get_timezone(zone)).strftime(fmt)}

            add("format", {"format": fmt, "instant": stamp, "timezone": zone}, produce)

# Mappings.


def mapping_of(spec):
    kind = spec["kind"]
    if kind == "default":
        return None
    if kind == "time-window":
        return TimeWindowPartitionMapping(
            start_offset=spec.get("startOffset", 0),
            end_offset=spec.get("endOffset", 0),
            allow_nonexistent_upstream_partitions=spec.get("allowNonexistentUpstream", False),
        )
    if kind == "identity":
        return IdentityPartitionMapping()
    if kind == "all":
        return AllPartitionMapping()
    if kind == "last":
        return LastPartitionMapping()
    if kind == "specific":
        return SpecificPartitionsPartitionMapping(spec["keys"])
    if kind == "static":
        return StaticPartitionMapping(spec["table"])
    if kind == "multi-to-single":
        return MultiToSingleDimensionPartitionMapping(spec.get("dimension"))
    if kind == "multi":
        return MultiPartitionMapping(
            {
                name: DimensionPartitionMapping(part["dimension"], mapping_of(part["mapping"]))
                for name, part in spec["dimensions"].items()
            }
        )
    raise ValueError(kind)


def mapping_case(up, down, mapping, direction, keys, now):
    def produce():
        up_def, down_def = build(up), build(down) if down else None
        with partition_loading_context(now, None):
            chosen = infer_partition_mapping(mapping_of(mapping), down_def, up_def)
            if direction == "up":
                subset = None
                if down_def is not None:
                    subset = down_def.empty_subset().with_partition_keys(keys)
                result = chosen.get_upstream_mapped_partitions_result_for_partitions(
                    subset, down_def, up_def, current_time=now
                )
                return {
                    "mapping": type(chosen).__name__,
                    "keys": listed(sorted(result.partitions_subset.get_partition_keys())),
                    "missing": listed(
                        sorted(result.required_but_nonexistent_subset.get_partition_keys())
                    ),
                }
            subset = up_def.empty_subset().with_partition_keys(keys)
            result = chosen.get_downstream_partitions_for_partitions(
                subset, up_def, down_def, current_time=now
            )
            return {
                "mapping": type(chosen).__name__,
                "keys": listed(sorted(result.get_partition_keys())),
            }

    add(
        "mapping",
        {
            "upstream": up,
            "downstream": down,
            "mapping": mapping,
            "direction": direction,
            "keys": keys,
            "now": now_text(now),
        },
        produce,
    )


def some_keys(spec, now, patterns=3):
    with partition_loading_context(now, None):
        keys = list(build(spec).get_partition_keys())
    if not keys:
        return []
    picks = [[keys[0]], [keys[-1]], [keys[len(keys) // 2]]]
    for _ in range(patterns):
        start = random.randrange(len(keys))
        picks.append(keys[start : start + random.randrange(1, 6)])
    picks.append(sorted(set(random.sample(keys, min(4, len(keys))))))
    return picks


time_now = utc(2021, 3, 20, 6)
for zone in ("UTC", "America/New_York", "Europe/Berlin"):
    grids = [
        hourly("2021-03-10-00:00", timezone=zone),
        daily("2021-03-10", timezone=zone),
        daily("2021-03-10", timezone=zone, hourOffset=11),
        daily("2021-03-12", timezone=zone),
        weekly("2021-02-01", timezone=zone),
        monthly("2020-12-01", timezone=zone),
        cron("0 0,11 * * *", "2021-03-08-00:00", "%Y-%m-%d-%H:%M", timezone=zone),
        daily("2021-03-08", timezone=zone, endOffset=2),
    ]
    for up, down in itertools.product(grids, grids):
        mapping = random.choice(
            [
                {"kind": "default"},
                {"kind": "time-window", "startOffset": -1},
                {"kind": "time-window", "startOffset": -1, "endOffset": -1},
                {"kind": "time-window", "startOffset": 0, "endOffset": 1},
                {"kind": "time-window", "startOffset": -2, "endOffset": 1},
                {"kind": "time-window", "allowNonexistentUpstream": True},
            ]
        )
        for chosen in ({"kind": "default"}, mapping):
            for keys in some_keys(down, time_now, 1):
                mapping_case(up, down, chosen, "up", keys, time_now)
            for keys in some_keys(up, time_now, 1):
                mapping_case(up, down, chosen, "down", keys, time_now)

colors = {"kind": "static", "keys": ["red", "yellow", "blue", "green"]}
sizes = {"kind": "static", "keys": ["s", "m", "l"]}
warm = {"kind": "static", "keys": ["yellow", "red", "orange"]}
days = daily("2021-03-10")
months = monthly("2021-01-01")
weeks = weekly("2021-02-01")
color_day = {"kind": "multi", "dimensions": {"date": days, "color": colors}}
size_day = {"kind": "multi", "dimensions": {"size": sizes, "day": days}}
size_week = {"kind": "multi", "dimensions": {"size": sizes, "week": weeks}}
table = {"kind": "static", "table": {"red": "s", "yellow": ["s", "m"], "blue": ["l"]}}
PAIRS = [
    (colors, colors, {"kind": "default"}),
    (colors, warm, {"kind": "identity"}),
    (warm, colors, {"kind": "identity"}),
    (colors, sizes, table),
    (colors, sizes, {"kind": "all"}),
    (days, sizes, {"kind": "last"}),
    (days, days, {"kind": "last"}),
    (colors, sizes, {"kind": "specific", "keys": ["red", "blue"]}),
    (colors, None, {"kind": "default"}),
    (days, None, {"kind": "default"}),
    (days, None, {"kind": "last"}),
    (color_day, None, {"kind": "default"}),
    (color_day, color_day, {"kind": "default"}),
    (color_day, days, {"kind": "default"}),
    (color_day, colors, {"kind": "default"}),
    (color_day, months, {"kind": "default"}),
    (days, color_day, {"kind": "default"}),
    (colors, color_day, {"kind": "default"}),
    (months, color_day, {"kind": "default"}),
    (color_day, days, {"kind": "multi-to-single"}),
    (
        color_day,
        size_day,
        {
            "kind": "multi",
            "dimensions": {"date": {"dimension": "day", "mapping": {"kind": "identity"}}},
        },
    ),
    (
        color_day,
        size_day,
        {
            "kind": "multi",
            "dimensions": {
                "date": {"dimension": "day", "mapping": {"kind": "time-window", "startOffset": -1, "endOffset": -1}},
                "color": {"dimension": "size", "mapping": table},
            },
        },
    ),
    (
        color_day,
        size_week,
        {
            "kind": "multi",
            "dimensions": {"date": {"dimension": "week", "mapping": {"kind": "time-window"}}},
        },
    ),
]
for up, down, mapping in PAIRS:
    for now in (utc(2021, 3, 20, 6), utc(2021, 3, 14)):
        if down is None:
            mapping_case(up, down, mapping, "up", [], now)
        else:
            for keys in some_keys(down, now, 4):
                mapping_case(up, down, mapping, "up", keys, now)
            for keys in some_keys(up, now, 4):
                mapping_case(up, down, mapping, "down", keys, now)

# Subsets.
for pattern in [
    "-+",
    "+-",
    "+",
    "-",
    "--+++---+++--",
    "+-+-+-+",
    "+++++",
    *("".join(random.choice("+-") for _ in range(random.randrange(3, 40))) for _ in range(60)),
]:
    for spec in (daily("2015-01-01"), hourly("2015-03-07-20:00", timezone="America/New_York")):

        def produce(pattern=pattern, spec=spec):
            definition = build(spec)
            with partition_loading_context(utc(2016, 1, 1), None):
                keys = definition.get_partition_keys()[: len(pattern)]
                chosen = [key for key, mark in zip(keys, pattern) if mark == "+"]
                shuffled = list(chosen)
                random.shuffle(shuffled)
                subset = definition.empty_subset().with_partition_keys(shuffled)
                other = definition.empty_subset().with_partition_keys(
                    [key for index, key in enumerate(keys) if index % 3 == 0]
                )
                return {
                    "text": subset.serialize(),
                    "size": len(subset),
                    "union": (subset | other).serialize() if chosen else None,
                    "intersection": sorted((subset & other).get_partition_keys()),
                    "difference": sorted((subset - other).get_partition_keys()),
                    "missing": len(list(subset.get_partition_keys_not_in_subset(definition))),
                }

        add("subset", {"definition": spec, "pattern": pattern, "now": "2016-01-01T00:00:00Z"}, produce)

# Multi definitions.
for dimensions in (
    {"abc": {"kind": "static", "keys": ["a", "b"]}, "123": {"kind": "static", "keys": ["1", "2"]}},
    {"date": days, "color": colors},
    {"zone": sizes, "Area": colors},
):
    spec = {"kind": "multi", "dimensions": dimensions}
    keys_case(spec, utc(2021, 3, 14))
    with partition_loading_context(utc(2021, 3, 14), None):
        keys = list(build(spec).get_partition_keys())
    for _ in range(20):
        first, last = sorted(random.sample(range(len(keys)), 2))

        def produce(spec=spec, start=keys[first], end=keys[last]):
            with partition_loading_context(utc(2021, 3, 14), None):
                return listed(
                    sorted(build(spec).get_partition_keys_in_range(PartitionKeyRange(start, end)))
                )

        add(
            "range",
            {
                "definition": spec,
                "start": keys[first],
                "end": keys[last],
                "now": "2021-03-14T00:00:00Z",
            },
            produce,
        )

json.dump(
    {"dagster": dg.__version__, "cases": cases}, sys.stdout, separators=(",", ":"), ensure_ascii=True
)
