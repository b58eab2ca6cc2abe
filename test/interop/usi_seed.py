"""The workflow of pyUSIrest's usage page, run step by step with the unmodified pyUSIrest.

Usage: usi_seed.py LINE, where LINE is what `accession sandbox start --json` prints. Prints one line of JSON per step;
the test that starts it compares them.
"""

import json
import sys
import time

import pyUSIrest.settings
import requests
from pyUSIrest.auth import Auth
from pyUSIrest.exceptions import NotReadyError, USIConnectionError, USIDataError
from pyUSIrest.usi import Root, User

sandbox = json.loads(sys.argv[1])
# As the page says: after the import, before anything is made.
pyUSIrest.settings.AUTH_URL = sandbox["urls"]["aap"]
pyUSIrest.settings.ROOT_URL = sandbox["urls"]["usi"]
login = sandbox["credentials"]["aap"]


def step(title, /, **values):
    print(json.dumps({"step": title, **values}), flush=True)


def pace(kind, ms):
    """How long the sandbox takes: slow where a step looks at what is not done yet, so that a busy machine sees it too."""
    url = "%s/_sandbox/lifecycle/%s" % (sandbox["url"], kind)
    requests.put(url, json={"after": {"ms": ms}}).raise_for_status()


def refusal(action):
    try:
        action()
    except Exception as error:  # the class and the words are what is compared
        return [type(error).__name__, str(error)]
    return None


def wait(look, done, seconds=20):
    end = time.time() + seconds
    while time.time() < end:
        seen = look()
        if done(seen):
            return seen
        time.sleep(0.1)
    raise SystemExit("waited %s seconds for nothing" % seconds)


# Creating an Auth object
auth = Auth(user=login["username"], password=login["password"])
again = Auth(token=auth.token)
step(
    "auth",
    life=auth.claims["exp"] - auth.claims["iat"],
    expired=again.is_expired(),
    domains=again.get_domains(),
    text=str(auth).split(" will ")[0],
)
step("wrong password", refused=refusal(lambda: Auth(user=login["username"], password="no"))[0])

# Creating an USI User
user_id = User.create_user(
    user="new-colleague",
    password="a password",
    confirmPwd="a password",
    email="new.colleague@example.org",
    full_name="New Colleague",
    organisation="Somewhere",
)
step("create user", prefix=user_id[:4], length=len(user_id))

# Creating a Team, and a new token, without which the team is not seen
user = User(auth)
created = user.create_team(description="Your description", centreName="My Institution")
step(
    "create team",
    name=created.name,
    seen_with_old_token=created.name in [team.name for team in Root(auth).get_user_teams()],
)
auth = Auth(user=login["username"], password=login["password"])
user = User(auth)
root = Root(auth)
team = root.get_team_by_name(created.name)
step(
    "teams",
    names=[item.name for item in root.get_user_teams()],
    own=[item.name for item in user.get_teams()],
    text=str(team),
    unknown=refusal(lambda: root.get_team_by_name("subs.nobody")),
)

# Add Profile to Domain
domain = user.get_domain_by_name(team.name)
profile = domain.create_profile(attributes={"centre name": "My Institution"})
step("profile", attributes=profile.data["attributes"], named=profile.data["domain"]["domainName"])

# Adding User to Team
my_id = user.get_my_id()
domain = user.get_domain_by_name(team.name)
updated = user.add_user_to_team(user_id=user_id, domain_id=domain.domainReference)
step(
    "add user",
    me=[user.userName, my_id == auth.claims["sub"]],
    other=user.get_user_by_id(user_id).userName,
    added=[item["userName"] for item in updated.users],
    members=[item.userName for item in user.get_domain_by_name(team.name).users],
    text=str(domain).split(" ", 1)[1],
)

# Create a Submission
submission = team.create_submission()
step(
    "submission",
    status=submission.status,
    team=submission.team,
    ready=submission.check_ready(),
    counted=submission.get_status(),
    samples=len(list(submission.get_samples())),
    finalize=refusal(submission.finalize),
)

# Add Samples to a Submission
animal_data = {
    "alias": "animal_1",
    "title": "A Sample Organism",
    "releaseDate": "2018-06-19",
    "taxonId": 9940,
    "taxon": "Ovis aries",
    "attributes": {
        "material": [{"value": "organism", "terms": [{"url": ""}]}],
        "project": [{"value": "A Sample Project"}],
    },
    "sampleRelationships": [],
}
sample_data = {
    "alias": "sample_1",
    "title": "A Sample Speciemen",
    "releaseDate": "2018-06-19",
    "taxonId": 9940,
    "taxon": "Ovis aries",
    "description": "A Useful Description",
    "attributes": {
        "material": [{"value": "specimen from organism", "terms": [{"url": ""}]}],
        "project": [{"value": "A Sample Project"}],
    },
    "sampleRelationships": [{"alias": "animal_1", "relationshipNature": "derived from"}],
}
pace("usi.validation", 2000)
animal = submission.create_sample(animal_data)
sample = submission.create_sample(sample_data)
step(
    "samples",
    texts=[str(animal), str(sample)],
    pending=[str(item.get_validation_result()) for item in (animal, sample)],
    relationships=sample.sampleRelationships,
    twice=refusal(lambda: submission.create_sample(animal_data)),
    not_ready=refusal(submission.has_errors),
)

pace("usi.validation", 300)

# Check and finalize: first with an error, which is found, mended and gone
status = wait(submission.get_status, lambda counter: "Pending" not in counter)
step("validated", status=status, errors={str(k): v for k, v in submission.has_errors().items()})

sample.patch({"title": "A Sample Specimen", "releaseDate": "2018-06-19", "taxon": "Ovis"})
wait(submission.get_status, lambda counter: "Pending" not in counter)
wrong = list(submission.get_samples(has_errors=True))
step(
    "errors",
    errors={str(k): v for k, v in submission.has_errors().items()},
    ignored={str(k): v for k, v in submission.has_errors(["Taxonomy"]).items()},
    wrong=[item.alias for item in wrong],
    messages=wrong[0].get_validation_result().errorMessages,
    finalize=refusal(submission.finalize),
)
sample.patch({"taxon": "Ovis aries", "releaseDate": "2018-06-19"})

# A sample that should not be there
extra = submission.create_sample(dict(animal_data, alias="mistake"))
extra.delete()
wait(submission.get_status, lambda counter: "Pending" not in counter)
step("mended", aliases=[item.alias for item in submission.get_samples()], title=sample.title)

# Filtering, as the page says in prose
step(
    "filters",
    complete=[item.alias for item in submission.get_samples(status="Complete")],
    pending=[item.alias for item in submission.get_samples(status="Pending")],
)

pace("usi.submission", 1000)
final = submission.finalize()
step("finalized", status=final.data["status"], of_submission=submission.status)
step("locked", refused=refusal(lambda: animal.patch({"title": "too late"})))


# Fetch a submission by name
def completed():
    found = root.get_submission_by_name(submission.name)
    return found.status


wait(completed, lambda state: state == "Completed")
found = Root(auth).get_submission_by_name(submission.name)
step(
    "completed",
    status=found.status,
    unknown=refusal(lambda: root.get_submission_by_name("nothing"))[0],
    by_team=[item.name == found.name for item in team.get_submissions(status="Completed")],
    mine=[item.name == found.name for item in root.get_user_submissions(team=team.name)],
    drafts=len(list(root.get_user_submissions(status="Draft", team=team.name))),
)

# Get Sample from a submission: the ids are there
samples = list(found.get_samples())
step(
    "accessions",
    accessions={item.alias: item.accession for item in samples},
    texts=[str(item).split(" ", 1)[1] for item in samples],
    related=samples[1].sampleRelationships,
)

# Many samples: more than one page
many = team.create_submission()
for n in range(45):
    many.create_sample(dict(animal_data, alias="animal_%d" % (n + 10)))
wait(many.get_status, lambda counter: "Pending" not in counter)
step("pages", count=many.get_status(), distinct=len({item.alias for item in many.get_samples()}))
many.delete()
step("deleted", refused=refusal(lambda: root.get_submission_by_name(many.name))[0])

# A team whose profile lost its centre name: the error of old teams
domain.create_profile(attributes={"other": "value"})
error = refusal(team.create_submission)
step("old team", refused=error[0], missing="missing_profile_attribute" in error[1])
assert error[0] in (USIDataError.__name__, USIConnectionError.__name__)
assert NotReadyError.__name__ == "NotReadyError"
