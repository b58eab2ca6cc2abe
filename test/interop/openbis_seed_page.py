"""Every call of the tutorial page "Basic pyBIS introduction", by an unmodified pyBIS, against the sandbox."""
import json
import os
import sys
import tempfile

from pybis import Openbis

URL, USERNAME, PASSWORD = (os.environ["OPENBIS_" + name] for name in ("URL", "USERNAME", "PASSWORD"))
HTTP = {"allow_http_but_do_not_use_this_in_production_and_only_within_safe_networks": True}
out = {}

o = Openbis(URL, **HTTP)
try:
    o.login(USERNAME, "not the password")
    out["bad_login"] = "accepted"
except ValueError as error:
    out["bad_login"] = str(error)
o.login(USERNAME, PASSWORD, save_token=False)
out["active"] = o.is_session_active()
info = o.get_server_information()
out["api"] = info.api_version
out["version"] = info.openbis_version

if out["api"] != "3.5":
    pat = o.get_or_create_personal_access_token("tutorial")
    token = pat.permId
    o.logout()
    o = Openbis(URL, **HTTP)
    o.set_token(token)
    out["pat_active"] = o.is_session_active()

out["spaces"] = list(o.get_spaces().df.code)
space = o.get_space("DEMO")
out["projects_of_space"] = list(space.get_projects().df.identifier)
project = space.get_project("BARLEY")
out["project"] = project.identifier
out["projects"] = len(o.get_projects())
out["project_by_path"] = o.get_project("/DEMO/BARLEY").permId == project.permId

out["collections"] = [
    len(o.get_collections()),
    len(space.get_collections()),
    len(project.get_collections()),
]
collection = o.get_collection("/DEMO/BARLEY/GREENHOUSE")
out["collection"] = [collection.identifier, collection.type.code, collection.props["$name"]]
out["collection_by_permid"] = o.get_collection(collection.permId).identifier

out["objects"] = [
    len(o.get_objects()),
    len(space.get_objects()),
    len(project.get_objects()),
    len(collection.get_objects()),
]
step = o.get_object("/DEMO/BARLEY/GREENHOUSE/EXP2")
out["object"] = [step.identifier, step.code, step.type.code, step.props["$name"], step.registrator]
out["object_short"] = o.get_object("/DEMO/BARLEY/EXP2").permId == step.permId
out["object_by_permid"] = o.get_object(step.permId).identifier
out["parents"] = [p.identifier for p in step.get_parents()]
out["children"] = [c.identifier for c in step.get_children()]

out["datasets"] = [len(o.get_datasets()), len(step.get_datasets()), len(collection.get_datasets()), len(project.get_datasets())]
dataset = o.get_dataset(o.get_datasets()[0].permId)
out["dataset"] = [dataset.type.code, dataset.kind, dataset.props["$name"]]
out["files"] = sorted(dataset.file_list)
here = tempfile.mkdtemp()
dataset.download(destination=here)
flat = tempfile.mkdtemp()
dataset.download(destination=flat, create_default_folders=False)


def tree(root):
    return sorted(
        (os.path.relpath(os.path.join(folder, name), root).replace(dataset.permId, "PERMID"), os.path.getsize(os.path.join(folder, name)))
        for folder, _, names in os.walk(root)
        for name in names
    )


out["downloaded"] = tree(here)
out["downloaded_flat"] = tree(flat)
json.dump(out, sys.stdout)
