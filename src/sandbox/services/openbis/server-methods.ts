import type { Call } from '../../routes.ts';
import type { OpenBis } from './instance.ts';
import { result } from './methods.ts';
import { isObj } from './params.ts';
import { refuse } from './rules.ts';
import type { Session } from './sessions.ts';
import { Dto, type Fields, type Wire } from './wire.ts';
import type { Work } from './work.ts';
import { MAX_VALIDITY_S, WARNING_S } from './write-pats.ts';

/** A method that is about the server or the session itself. All parameters count, the token too. */
export interface ServerMethod {
  params: number;
  run(openbis: OpenBis, args: readonly unknown[], call: Call): Wire;
}

/** Says what a call may begin with: a password, or nothing secret. */
export const OPEN_METHODS = [
  'login',
  'loginAs',
  'loginAsAnonymousUser',
  'getServerPublicInformation',
  'getMajorVersion',
  'getMinorVersion',
];

function credentials(user: unknown, password: unknown): [string, string] {
  if (typeof user !== 'string' || user.trim() === '') throw refuse('login.no-user');
  if (typeof password !== 'string' || password.trim() === '') throw refuse('login.no-password');
  return [user, password];
}

function loginAs(openbis: OpenBis, args: readonly unknown[], call: Call): Wire {
  const [user, password] = credentials(args[0], args[1]);
  const token = openbis.sessions.login(user, password);
  if (token === null) return null;
  const work = openbis.work(call, openbis.sessions.caller(token));
  openbis.sessions.logout(token);
  const other = openbis.store.tables.person.get(String(args[2] ?? ''));
  return work.rights.admin && other ? openbis.sessions.open(other, user) : null;
}

const PUBLIC = {
  'authentication-service': 'file-authentication-service',
  'authentication-service.switch-aai.link': null,
  'authentication-service.switch-aai.label': null,
  'openbis.support.email': 'openbis-support@example.org',
};

function information({ api }: OpenBis): Record<string, string | null> {
  const newer = {
    'personal-access-tokens-enabled': 'true',
    'personal-access-tokens-max-validity-period': String(MAX_VALIDITY_S),
    'personal-access-tokens-validity-warning-period': String(WARNING_S),
  };
  return {
    'api-version': api,
    'openbis-version': api === '3.6' ? '20.10.7' : '19.06.5',
    'project-samples-enabled': 'true',
    'archiving-configured': 'false',
    'enabled-technologies': 'eln-lims, eln-lims-life-sciences',
    'create-continuous-sample-codes': 'false',
    ...(api === '3.6' ? newer : {}),
    ...PUBLIC,
  };
}

function sessionInformation(
  work: Work,
  session: Omit<Session, 'lastUsed'>,
  options: unknown,
  patSession: string | null,
): Dto {
  const writer = work.writer();
  const fetched = isObj(options) ? options : {};
  const person = (user: string, part: unknown): Wire =>
    isObj(part) ? (writer.object('person', user, part) ?? null) : null;
  const fields: Fields = {
    userName: session.user,
    homeGroupCode: work.store.tables.person.get(session.user)?.space ?? null,
    sessionToken: session.token,
    personalAccessTokenSession: patSession !== null,
    personalAccessTokenSessionName: patSession,
    person: person(session.user, fetched.person),
    creatorPerson: person(session.creator, fetched.creatorPerson),
  };
  return new Dto('as.dto.session.SessionInformation', fields);
}

const everything = { person: {}, creatorPerson: {} };

export const SERVER_METHODS: ReadonlyMap<string, ServerMethod> = new Map<string, ServerMethod>([
  [
    'login',
    { params: 2, run: (openbis, [user, password]) => openbis.sessions.login(...credentials(user, password)) },
  ],
  ['loginAs', { params: 3, run: loginAs }],
  [
    'loginAsAnonymousUser',
    {
      params: 0,
      run: ({ anonymous, sessions, store }) => {
        const person = anonymous === null ? undefined : store.tables.person.get(anonymous);
        return person ? sessions.open(person) : null;
      },
    },
  ],
  [
    'logout',
    {
      params: 1,
      run: ({ sessions, workspaces }, [token]) => {
        if (typeof token !== 'string' || token === '') throw refuse('session.empty');
        sessions.logout(token);
        workspaces.forget(token);
        return null;
      },
    },
  ],
  [
    'isSessionActive',
    {
      params: 1,
      run: ({ sessions }, [token]) => {
        if (typeof token !== 'string' || token === '') throw refuse('session.empty');
        return sessions.active(token);
      },
    },
  ],
  ['getServerPublicInformation', { params: 0, run: () => PUBLIC }],
  [
    'getServerInformation',
    {
      params: 1,
      run: (openbis, [token]) => {
        openbis.sessions.caller(token);
        return information(openbis);
      },
    },
  ],
  ['getMajorVersion', { params: 0, run: () => 3 }],
  ['getMinorVersion', { params: 0, run: ({ api }) => Number(api.split('.')[1]) }],
  [
    'getSessionInformation',
    {
      params: 1,
      run: (openbis, [token], call) => {
        const caller = openbis.sessions.caller(token);
        return sessionInformation(openbis.work(call, caller), caller, everything, caller.patSession);
      },
    },
  ],
  [
    'searchSessionInformation',
    {
      params: 3,
      run: (openbis, [token, , options], call) => {
        const work = openbis.work(call, openbis.sessions.caller(token));
        const own = openbis.sessions.list().filter(({ user }) => work.rights.admin || user === work.user);
        const objects = own.map((session) => sessionInformation(work, session, options, null));
        return result(objects, objects.length);
      },
    },
  ],
]);
