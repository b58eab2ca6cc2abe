"""The calls of SODAR's page of API examples, in its order; only what the page leaves open is filled in, in SETTINGS."""

import json
import sys
import time

import requests

SETTINGS = json.load(sys.stdin)
sodar_url = SETTINGS['sodar_url']
api_token = SETTINGS['api_token']
user_uuid = SETTINGS['user_uuid']
other_user_uuid = SETTINGS['other_user_uuid']
category_uuid = SETTINGS['category_uuid']
sheet_path = SETTINGS['sheet_path']

auth_header = {'Authorization': 'token {}'.format(api_token)}
core_headers = {**auth_header, 'Accept': 'application/vnd.bihealth.sodar-core+json; version=0.13.3'}
sodar_headers = {**auth_header, 'Accept': 'application/vnd.bihealth.sodar+json; version=0.14.1'}
seen = {}

url = sodar_url + '/project/api/list'
projects = requests.get(url, headers=core_headers).json()
seen['projects'] = projects

url = sodar_url + '/project/api/create'
data = {'title': 'New Project via API', 'type': 'PROJECT', 'parent': category_uuid, 'owner': user_uuid}
project = requests.post(url, data=data, headers=core_headers).json()
project_uuid = project['sodar_uuid']
seen['project'] = project

url = sodar_url + '/project/api/roles/create/' + project_uuid
data = {'role': 'project contributor', 'user': other_user_uuid}
response_data = requests.post(url, data=data, headers=core_headers).json()
role_uuid = response_data.get('role_uuid')
seen['role'] = response_data
seen['role_uuid'] = role_uuid

url = sodar_url + '/samplesheets/api/import/' + project_uuid
files = {'file': ('your_isa_tab.zip', open(sheet_path, 'rb'), 'application/zip')}
response = requests.post(url, files=files, headers=sodar_headers)
seen['import'] = [response.status_code, response.json()]

url = sodar_url + '/samplesheets/api/investigation/retrieve/' + project_uuid
inv_info = requests.get(url, headers=sodar_headers).json()
seen['investigation'] = inv_info

url = sodar_url + '/samplesheets/api/export/json/' + project_uuid
response_data = requests.get(url, headers=sodar_headers).json()
seen['export_keys'] = list(response_data.keys())

url = sodar_url + '/samplesheets/api/irods/collections/create/' + project_uuid
response = requests.post(url, headers=sodar_headers)
irods_path = response.json().get('path')
seen['irods_path'] = irods_path

# The page never says which assay it means; here it is the only one.
study = next(iter(inv_info['studies'].values()))
assay_uuid = next(iter(study['assays']))

url = sodar_url + '/landingzones/api/create/' + project_uuid
data = {'assay': assay_uuid}
response = requests.post(url, data=data, headers=sodar_headers)
zone_uuid = response.json().get('sodar_uuid')
seen['zone'] = response.json()
seen['statuses'] = []


def wait_for(wanted):
    # The page looks once; a zone takes a moment.
    url = sodar_url + '/landingzones/api/retrieve/' + zone_uuid
    for _ in range(200):
        response_data = requests.get(url, headers=sodar_headers).json()
        status = response_data.get('status')
        if not seen['statuses'] or seen['statuses'][-1] != status:
            seen['statuses'].append(status)
        if response_data.get('status') == wanted:
            return response_data
        time.sleep(0.02)
    raise RuntimeError('never {}: {}'.format(wanted, seen['statuses']))


zone = wait_for('ACTIVE')

# What the page leaves to iCommands goes through WebDAV here.
dav = SETTINGS['dav_url'] + zone['irods_path']
login = (SETTINGS['username'], SETTINGS['password'])
for name, content in SETTINGS['uploads'].items():
    requests.put(dav + '/' + name, data=content.encode(), auth=login).raise_for_status()

url = sodar_url + '/landingzones/api/submit/move/' + zone_uuid
response = requests.post(url, headers=sodar_headers)
seen['submit'] = [response.status_code, response.json()]
seen['moved'] = wait_for('MOVED')

url = sodar_url + '/samplesheets/api/file/list/' + project_uuid
seen['files'] = requests.get(url, headers=sodar_headers).json()

json.dump(seen, sys.stdout)
