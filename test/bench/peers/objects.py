"""Searches openBIS for objects of a type with pyBIS, and makes objects or a table of the answer."""

from pybis import Openbis

from measure import compete, settings

given = settings()
INSECURE = {"allow_http_but_do_not_use_this_in_production_and_only_within_safe_networks": True}
openbis = Openbis(given["OPENBIS_URL"], **INSECURE)
openbis.login(given["OPENBIS_USERNAME"], given["OPENBIS_PASSWORD"], save_token=False)


def turn():
    props = "*" if given["makes"] == "table of all" else None
    found = openbis.get_objects(type="SHEEP", count=given["count"], props=props)
    rows = sum(1 for _ in found) if given["makes"] == "objects" else len(found.df)
    assert rows == given["count"], rows
    return rows


compete(turn)
