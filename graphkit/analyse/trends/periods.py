"""Years, quarters and months, one after another without a gap."""

from dataclasses import dataclass
from enum import StrEnum

import numpy as np
import numpy.typing as npt

from graphkit.analyse.columns import Ints

_MONTHS = {"year": 12, "quarter": 3, "month": 1}


class Every(StrEnum):
    """How long a period is."""

    YEAR = "year"
    QUARTER = "quarter"
    MONTH = "month"


@dataclass(frozen=True, slots=True, eq=False)
class Periods:
    """The period of each date, -1 where there is none, and the names of all periods in order."""

    place: Ints
    names: tuple[str, ...]


def periods(
    dates: npt.NDArray[np.datetime64], every: Every = Every.YEAR, *, years: Ints | None = None
) -> Periods:
    """Return the periods from the first date to the last, also those in which nothing happened.

    `years`, 0 where there is none, stand in for dates that are not known to the day; they tell
    years alone.

    >>> days = np.array(["2023-11-30", "NaT", "2024-06-01"], "datetime64[D]")
    >>> periods(days, Every.QUARTER).names
    ('2023-Q4', '2024-Q1', '2024-Q2')
    >>> periods(days).place.tolist()
    [0, -1, 1]
    """
    if every is Every.YEAR and years is not None:
        dates = np.where(
            years > 0, (years - 1970).astype("datetime64[Y]"), dates.astype("datetime64[Y]")
        )
    known = ~np.isnat(dates)
    if not known.any():
        return Periods(np.full(len(dates), -1), ())
    months = dates.astype("datetime64[M]").astype(np.int64)
    number = months // _MONTHS[every]
    first, last = int(number[known].min()), int(number[known].max())
    names = tuple(_name(place, every) for place in range(first, last + 1))
    return Periods(np.where(known, number - first, -1), names)


def _name(number: int, every: Every) -> str:
    if every is Every.YEAR:
        return str(1970 + number)
    if every is Every.QUARTER:
        return f"{1970 + number // 4}-Q{number % 4 + 1}"
    return f"{1970 + number // 12}-{number % 12 + 1:02}"
