"""Creates samples, one after the other, with one Session."""

import requests

from measure import compete, settings

given = settings()
session = requests.Session()
url = "%s/%d/samples" % (given["url"], given["delay"])


def sample(n):
    """As large as those of the others."""
    described = [
        ("measured property %d" % k, [{"text": "value %d of sample %d" % (k, n), "tag": "x" * 60}])
        for k in range(1, 20)
    ]
    return {
        "name": "sheep %d" % n,
        "release": "2021-04-01T00:00:00Z",
        "characteristics": {"organism": [{"text": "Ovis aries"}], **dict(described)},
    }


def turn():
    for n in range(given["samples"]):
        answer = session.post(url, json=sample(n))
        assert answer.status_code == 201 and "accession" in answer.json()
    return given["samples"]


compete(turn)
