"""Reads a list of samples page by page: one Session, from one `next` to the next."""

import requests

from measure import compete, settings

given = settings()
session = requests.Session()


def turn():
    seen = 0
    following = "%s/%d/samples?page=0&size=100" % (given["url"], given["delay"])
    while following and seen < given["samples"]:
        page = session.get(following).json()
        seen += len(page["_embedded"]["samples"])
        following = page["_links"].get("next", {}).get("href")
    assert seen == given["samples"]
    return 1


for _ in range(given.get("warm", 0)):
    turn()
compete(turn)
