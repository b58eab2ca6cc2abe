"""Sends a file as a form, with requests-toolbelt, which alone of what Python has does not read it whole first."""

import os

import requests
from requests_toolbelt.multipart.encoder import MultipartEncoder

from measure import compete, settings

given = settings()
session = requests.Session()
path = os.path.join(given["folder"], "%d.bin" % given["size"])
url = "%s/0/files/%d/sent.bin" % (given["url"], given["rate"])


def turn():
    with open(path, "rb") as content:
        form = MultipartEncoder({"file": ("sent.bin", content, "application/octet-stream")})
        answer = session.post(url, data=form, headers={"Content-Type": form.content_type})
    size = os.path.getsize(path)
    assert answer.json()["bytes"] >= size
    return size / 2**30


compete(turn)
