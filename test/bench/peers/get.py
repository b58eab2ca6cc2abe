"""Gets the same small record again and again: one Session, used by so many threads as calls go on at a time."""

from concurrent.futures import ThreadPoolExecutor

import requests
from requests.adapters import HTTPAdapter

from measure import compete, settings

given = settings()
url = "%s/0/samples/of-%d" % (given["url"], given["bytes"])
session = requests.Session()
session.mount("http://", HTTPAdapter(pool_maxsize=given["concurrency"]))
pool = ThreadPoolExecutor(given["concurrency"])


def once(_):
    assert "name" in session.get(url).json()


def turn():
    for _ in pool.map(once, range(given["calls"])):
        pass
    return given["calls"]


turn()
compete(turn)
