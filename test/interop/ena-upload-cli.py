"""Drives ena-upload-cli's own functions, unchanged, against a server of our choice.

Its command has the addresses of ENA built in and ignores proxies, but the functions it is made of take the
address as an argument. Prints one line of JSON: what they made of the receipts.
"""

import json
import os
import sys

import ena_upload.ena_upload as client

url, ftp_host, ftp_port, username, password = sys.argv[1:6]
templates = os.path.join(os.path.dirname(client.__file__), "templates")
tool = {"tool_name": "interop", "tool_version": "1"}


def table(name, columns, *rows):
    with open(name + ".tsv", "w") as out:
        for row in (columns, *rows):
            out.write("\t".join(row) + "\n")
    return name + ".tsv"


with open("reads.fastq.gz", "wb") as out:
    out.write(b"not really reads" * 5000)
md5 = client.get_md5("reads.fastq.gz")

ftps = client.MyFTP_TLS(timeout=20)
ftps.context.set_ciphers("HIGH:!DH:!aNULL")
ftps.connect(ftp_host, port=int(ftp_port))
ftps.auth()
ftps.login(username, password)
ftps.prot_p()
with open("reads.fastq.gz", "rb") as data:
    stored = ftps.storbinary("STOR reads.fastq.gz", data)
ftps.quit()

tables = {
    "study": table(
        "study",
        ["alias", "title", "study_type", "study_abstract"],
        ["cli-study", "A study", "Metagenomics", "Very short"],
    ),
    "sample": table(
        "sample",
        [
            "alias",
            "title",
            "taxon_id",
            "scientific_name",
            "sample_description",
            "collection date",
            "geographic location (country and/or sea)",
        ],
        ["cli-sample", "A sample", "9606", "Homo sapiens", "Of somebody", "2020-10-11", "Belgium"],
    ),
    "experiment": table(
        "experiment",
        [
            "alias",
            "title",
            "study_alias",
            "sample_alias",
            "design_description",
            "library_name",
            "library_strategy",
            "library_source",
            "library_selection",
            "library_layout",
            "insert_size",
            "library_construction_protocol",
            "platform",
            "instrument_model",
        ],
        [
            "cli-experiment",
            "An experiment",
            "cli-study",
            "cli-sample",
            "Some design",
            "lib",
            "WGS",
            "METAGENOMIC",
            "RANDOM",
            "SINGLE",
            "250",
            "By hand",
            "ILLUMINA",
            "Illumina MiSeq",
        ],
    ),
    "run": table(
        "run",
        ["alias", "experiment_alias", "file_name", "file_type", "file_checksum"],
        ["cli-run", "cli-experiment", "reads.fastq.gz", "fastq", md5],
    ),
}


def submit(action):
    frames = client.create_dataframe(tables, action, True, False)
    targets = client.extract_targets(action, frames)
    xmls = client.run_construct(templates, targets, "INTEROP LAB", "ERC000011", tool)
    xmls["submission"] = client.construct_submission(templates, action, xmls, "INTEROP LAB", "ERC000011", tool)
    receipt = client.send_schemas(xmls, url, username, password).text
    return client.process_receipt(receipt.encode("utf-8"), action)


sys.stdout, shown = sys.stderr, sys.stdout
added = {name: dict(zip(rows["alias"], rows["accession"])) for name, rows in submit("ADD").items()}
modified = {name: dict(zip(rows["alias"], rows["accession"])) for name, rows in submit("MODIFY").items()}
try:
    submit("ADD")
    repeated = "accepted"
except SystemExit as stopped:
    repeated = str(stopped)
print(json.dumps({"stored": stored, "added": added, "modified": modified, "repeated": repeated}), file=shown)
