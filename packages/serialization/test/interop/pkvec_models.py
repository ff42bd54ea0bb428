"""Stand-ins for the classes that the golden vectors name; only their shapes matter."""

import collections
import dataclasses
import enum


class Color(enum.Enum):
    RED = 1
    GREEN = 2


class Level(enum.IntEnum):
    LOW = 1
    HIGH = 10


class Perm(enum.Flag):
    R = 4
    W = 2
    X = 1


NT = collections.namedtuple("NT", "a b c")


class Plain:
    pass


class Point(Plain):
    pass


class Node(Plain):
    pass


class WithState(Plain):
    def __setstate__(self, state):
        self.state = state

    def __getstate__(self):
        return self.state


class Outer:
    class Inner(Plain):
        pass


class Slotted:
    __slots__ = ("a", "b")


class StateSetter(Plain):
    pass


def set_it(target, state):
    target.__dict__.update(state)


def plain_function(*args):
    return args


class WithReduce:
    def __init__(self, *args):
        self.args = args

    def __reduce__(self):
        return (WithReduce, self.args)


class FullReduce:
    def __init__(self):
        self.items, self.pairs = [], []

    def append(self, item):
        self.items.append(item)

    def extend(self, items):
        self.items.extend(items)

    def __setitem__(self, key, value):
        self.pairs.append((key, value))


class WithNewArgs(str):
    def __new__(cls, text="", *extra):
        return super().__new__(cls, text)


class WithNewArgsEx:
    def __new__(cls, *args, **kwargs):
        return super().__new__(cls)


class MyList(list):
    pass


class MyDict(dict):
    pass


class MyInt(int):
    pass


@dataclasses.dataclass
class Item:
    name: str = ""
    price: float = 0.0
    tags: list = dataclasses.field(default_factory=list)
