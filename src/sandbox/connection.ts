import { readFileSync } from 'node:fs';
import type { Lab, LabConfig, LabCredentials, LabEnv, LabUrls, Login } from './face.ts';
import type { ResolvedSeed } from './seed.ts';
import { AAP } from './services/aap/http.ts';
import type { Stores } from './services/all.ts';
import { openbisToken } from './services/openbis/seed.ts';
import { DAV } from './services/sodar/index.ts';
import { sodarCredentials } from './services/sodar/seed.ts';
import { USI } from './services/usi/links.ts';
import { WEBIN_AUTH } from './services/webin/index.ts';

/** What configuration and environment are made of. */
type Access = Pick<Lab, 'urls' | 'credentials' | 'ca'>;

/** Where the services of the sandbox at an origin are; its upload area is elsewhere. */
export function urlsOf(origin: string, enaFtp: string): LabUrls {
  return {
    webin: origin + WEBIN_AUTH,
    biosamples: `${origin}/biosamples`,
    ena: origin,
    enaFtp,
    aap: origin + AAP,
    usi: origin + USI,
    sodar: `${origin}/sodar`,
    sodarDav: origin + DAV,
    openbis: origin,
  };
}

/** Whom to log in as. */
export function credentialsOf(seed: ResolvedSeed, { site, openbis }: Stores): LabCredentials {
  const [first, second] = seed.accounts;
  const [scientist] = seed.openbis.users;
  const login = ({ username, password }: Login): Login => ({ username, password });
  return {
    webin: login(first),
    ...(second ? { webinBroker: login(second) } : {}),
    aap: login(seed.aap.users[0]),
    sodar: sodarCredentials(site),
    openbis: { ...login(scientist), token: openbisToken(openbis, scientist.username) },
  };
}

export function configOf({ urls, credentials, ca }: Access): LabConfig {
  const { webin, aap } = credentials;
  const { token, username, password } = credentials.sodar;
  const { token: _token, ...openbis } = credentials.openbis;
  return {
    environment: 'test',
    webin: { ...webin, url: urls.webin },
    biosamples: { url: urls.biosamples },
    // Settings of a client hold certificates, variables of an environment the path of a file.
    ena: { url: urls.ena, ftpUrl: urls.enaFtp, ca: ca && readFileSync(ca, 'utf8') },
    aap: { ...aap, url: urls.aap },
    usi: { url: urls.usi },
    sodar: { url: urls.sodar, token, webdavUrl: urls.sodarDav, username, password },
    openbis: { ...openbis, url: urls.openbis },
  };
}

export function envOf({ urls, credentials, ca }: Access): LabEnv {
  const { webin, aap, sodar, openbis } = credentials;
  return {
    ACCESSION_ENVIRONMENT: 'test',
    WEBIN_USERNAME: webin.username,
    WEBIN_PASSWORD: webin.password,
    WEBIN_AUTH_URL: urls.webin,
    BIOSAMPLES_URL: urls.biosamples,
    ENA_URL: urls.ena,
    ENA_FTP_URL: urls.enaFtp,
    ACCESSION_CA: ca,
    AAP_USERNAME: aap.username,
    AAP_PASSWORD: aap.password,
    AAP_URL: urls.aap,
    USI_URL: urls.usi,
    SODAR_URL: urls.sodar,
    SODAR_API_TOKEN: sodar.token,
    SODAR_WEBDAV_URL: urls.sodarDav,
    SODAR_USERNAME: sodar.username,
    SODAR_PASSWORD: sodar.password,
    OPENBIS_URL: urls.openbis,
    OPENBIS_USERNAME: openbis.username,
    OPENBIS_PASSWORD: openbis.password,
    OPENBIS_TOKEN: openbis.token,
  };
}
