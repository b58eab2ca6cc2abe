"""Fetches a file, a mebibyte at a time."""

import os

import requests

from measure import compete, settings

given = settings()
session = requests.Session()
url = "%s/0/files/%d" % (given["url"], given["bytes"])


def turn():
    place = os.path.join(given["folder"], "got-%d.bin" % os.getpid())
    with session.get(url, stream=True) as answer, open(place, "wb") as out:
        for part in answer.iter_content(1 << 20):
            out.write(part)
    assert os.path.getsize(place) == given["bytes"]
    os.remove(place)
    return given["bytes"] / 2**30


compete(turn)
