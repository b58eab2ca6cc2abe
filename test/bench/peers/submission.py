"""A submission to USI with pyUSIrest: samples created, validated, their status and errors read, handed in."""

import pyUSIrest.settings
from pyUSIrest.auth import Auth
from pyUSIrest.usi import Root

from measure import compete, settings

given = settings()
pyUSIrest.settings.AUTH_URL = given["AAP_URL"]
pyUSIrest.settings.ROOT_URL = given["USI_URL"]
auth = Auth(user=given["AAP_USERNAME"], password=given["AAP_PASSWORD"])
team = Root(auth).get_team_by_name("subs.test-team-1")


def sample(n):
    return {
        "alias": "sheep_%d" % n,
        "title": "Sheep %d" % n,
        "releaseDate": "2018-06-19",
        "taxonId": 9940,
        "taxon": "Ovis aries",
        "attributes": {"material": [{"value": "organism"}], "project": [{"value": "A flock"}]},
        "sampleRelationships": [],
    }


def turn():
    submission = team.create_submission()
    for n in range(given["samples"]):
        submission.create_sample(sample(n))
    assert submission.get_status() == {"Complete": given["samples"]}
    assert submission.has_errors() == {False: given["samples"]}
    submission.finalize()
    return given["samples"]


compete(turn)
