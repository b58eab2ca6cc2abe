import { aap, type NewUsiSample, Usi } from 'accession';
import { begin, type ServiceOperations } from './operations-shared.ts';

const SUBMISSION = '2e2b9a66-4b7c-4d0a-9a5e-000000000001';
const SAMPLE = '2e2b9a66-4b7c-4d0a-9a5e-000000000002';
const TEAM = 'subs.test-team-1';
const DOMAIN = 'dom-2e2b9a66-4b7c-4d0a-9a5e-000000000003';
const USER = 'usr-2e2b9a66-4b7c-4d0a-9a5e-000000000004';
const PROFILE = 'prf-2e2b9a66-4b7c-4d0a-9a5e-000000000005';

const sample = (alias: string): NewUsiSample => ({
  alias,
  title: alias,
  attributes: { note: [{ value: alias }] },
  sampleRelationships: [{ alias: 'parent', team: TEAM, relationshipNature: 'child of' }],
});
const two = (word: string): NewUsiSample[] => [sample(word), sample(`${word}2`)];
/** With the links that a server gives. */
const handle = {
  id: SUBMISSION,
  _links: { contents: { href: `http://repository.test/api/submissions/${SUBMISSION}/contents` } },
};

export const usi: ServiceOperations = {
  service: 'usi',
  simplest: 'samples.get',
  logIn: aap,
  open(options) {
    const { url = '' } = options;
    const client = new Usi({ ...options, aapUrl: url });
    const { submissions, samples, teams, submissionStatuses, validationResults, processingStatuses } = client;
    const { statusDescriptions, dataTypes, checklists, submissionPlans, root } = client;
    const { projects } = client;
    const { users, domains, profiles } = client.aap;
    return {
      client,
      close: () => client.close(),
      operations: {
        follow: (_, options) => client.follow(handle, 'contents', {}, options),
        'root.get': (_, options) => root.get(options),
        'teams.list': (_, options) => begin(teams.list({}, options)),
        'teams.get': (_, options) => teams.get(TEAM, options),
        'teams.getByName': (word, options) => teams.getByName(word, options),
        'teams.create': (word, options) => teams.create({ description: word, centreName: word }, options),
        'teams.items': (_, options) => teams.items(TEAM, options),
        'submissions.list': (_, options) => begin(submissions.list({ status: 'Draft' }, options)),
        'submissions.get': (_, options) => submissions.get(SUBMISSION, options),
        'submissions.getByName': (word, options) => submissions.getByName(word, options),
        'submissions.reload': (_, options) => submissions.reload(SUBMISSION, options),
        'submissions.create': (word, options) => submissions.create(TEAM, { name: word }, options),
        'submissions.patch': (word, options) => submissions.patch(SUBMISSION, { projectName: word }, options),
        'submissions.delete': (_, options) => submissions.delete(SUBMISSION, options),
        'submissions.team': (_, options) => submissions.team(SUBMISSION, options),
        'submissions.contents': (_, options) => submissions.contents(SUBMISSION, options),
        'submissions.statusSummary': (_, options) => submissions.statusSummary(options),
        'submissions.availableStatuses': (_, options) => submissions.availableStatuses(SUBMISSION, options),
        'submissions.status': (_, options) => submissions.status(SUBMISSION, options),
        'submissions.errors': (word, options) =>
          submissions.errors(SUBMISSION, { ...options, ignore: [word] }),
        'submissions.blockers': (_, options) => submissions.blockers(SUBMISSION, options),
        'submissions.isReady': (_, options) => submissions.isReady(SUBMISSION, options),
        'submissions.finalize': (_, options) => submissions.finalize(SUBMISSION, options),
        'submissions.waitUntil': (_, { timeoutMs, ...options }) =>
          submissions.waitUntil(SUBMISSION, 'Completed', { ...options, pollMs: 1, timeoutMs: 1 }),
        'submissions.processingSummary': (_, options) => submissions.processingSummary(SUBMISSION, options),
        'submissions.processingSummaryByType': (_, options) =>
          submissions.processingSummaryByType(SUBMISSION, options),
        'submissions.accessions': (_, options) => submissions.accessions(SUBMISSION, options),
        'submissions.resume': async (word, options) =>
          (await submissions.resume(SUBMISSION, two(word), options)).done({ orThrow: true }),
        'samples.list': (_, options) => begin(samples.list(SUBMISSION, { hasErrors: true }, options)),
        'samples.listByTeam': (_, options) => begin(samples.listByTeam(TEAM, {}, options)),
        'samples.listWithErrors': (_, options) => begin(samples.listWithErrors(SUBMISSION, {}, options)),
        'samples.listWithWarnings': (_, options) => begin(samples.listWithWarnings(SUBMISSION, {}, options)),
        'samples.summary': (_, options) => samples.summary(SUBMISSION, options),
        'samples.get': (_, options) => samples.get(SAMPLE, options),
        'samples.getByAlias': (word, options) => samples.getByAlias(SUBMISSION, word, options),
        'samples.getByAccession': (word, options) => samples.getByAccession(word, options),
        'samples.currentVersion': (word, options) =>
          samples.currentVersion({ team: TEAM, alias: word }, options),
        'samples.history': (word, options) => begin(samples.history({ team: TEAM, alias: word }, options)),
        'samples.create': (word, options) => samples.create(SUBMISSION, sample(word), options),
        'samples.createMany': (word, options, journal) =>
          samples
            .createMany(SUBMISSION, two(word), { ...options, journal, reconcileForMs: 0 })
            .done({ orThrow: true }),
        'samples.patch': (word, options) => samples.patch(SAMPLE, { title: word }, options),
        'samples.update': (word, options) => samples.update(SAMPLE, sample(word), options),
        'samples.delete': (_, options) => samples.delete(SAMPLE, options),
        'samples.validationResult': (_, options) => samples.validationResult(SAMPLE, options),
        'samples.processingStatus': (_, options) => samples.processingStatus(SAMPLE, options),
        'samples.submission': (_, options) => samples.submission(SAMPLE, options),
        'projects.listMine': (_, options) => begin(projects.listMine({}, options)),
        'projects.list': (_, options) => begin(projects.list(SUBMISSION, {}, options)),
        'projects.get': (_, options) => projects.get(SAMPLE, options),
        'projects.create': (word, options) =>
          projects.create(SUBMISSION, { alias: word, title: word }, options),
        'projects.update': (word, options) => projects.update(SAMPLE, { alias: word }, options),
        'projects.patch': (word, options) => projects.patch(SAMPLE, { title: word }, options),
        'projects.delete': (_, options) => projects.delete(SAMPLE, options),
        'submissionStatuses.get': (_, options) => submissionStatuses.get(SUBMISSION, options),
        'submissionStatuses.update': (word, options) => submissionStatuses.update(SUBMISSION, word, options),
        'validationResults.list': (_, options) => begin(validationResults.list(SUBMISSION, {}, options)),
        'validationResults.get': (_, options) => validationResults.get(SAMPLE, options),
        'validationResults.getByEntity': (_, options) => validationResults.getByEntity(SAMPLE, options),
        'processingStatuses.list': (_, options) => begin(processingStatuses.list(SUBMISSION, {}, options)),
        'processingStatuses.get': (_, options) => processingStatuses.get(SAMPLE, options),
        'statusDescriptions.list': (_, options) =>
          begin(statusDescriptions.list('submissionStatuses', {}, options)),
        'statusDescriptions.get': (word, options) =>
          statusDescriptions.get('processingStatuses', word, options),
        'dataTypes.list': (_, options) => begin(dataTypes.list({}, options)),
        'dataTypes.get': (word, options) => dataTypes.get(word, options),
        'checklists.list': (_, options) => begin(checklists.list({}, options)),
        'checklists.get': (word, options) => checklists.get(word, options),
        'checklists.listByDataType': (word, options) => begin(checklists.listByDataType(word, {}, options)),
        'submissionPlans.list': (_, options) => begin(submissionPlans.list({}, options)),
        'aap.token': () => client.aap.token(),
        'aap.renew': () => client.aap.renew(),
        'aap.users.create': (word, options) =>
          users.create(
            { username: 'somebody', password: word, email: 'a@example.org', name: 'Ada', organisation: 'I' },
            options,
          ),
        'aap.users.changePassword': (word, options) =>
          users.changePassword({ username: 'somebody', password: word, newPassword: `${word}2` }, options),
        'aap.users.get': (word, options) => users.get(word, options),
        'aap.users.me': (_, options) => users.me(options),
        'aap.users.domains': (_, options) => begin(users.domains(USER, options)),
        'aap.users.profile': (_, options) => users.profile(USER, options),
        'aap.users.profileAttribute': (word, options) => users.profileAttribute(USER, word, options),
        'aap.users.search': (word, options) =>
          begin(users.search({ key: 'centre name', value: word }, options)),
        'aap.domains.list': (_, options) => begin(domains.list(options)),
        'aap.domains.listManaged': (_, options) => begin(domains.listManaged(options)),
        'aap.domains.get': (_, options) => domains.get(DOMAIN, options),
        'aap.domains.getByName': (word, options) => domains.getByName(word, options),
        'aap.domains.create': (word, options) =>
          domains.create({ domainName: 'self.a', domainDesc: word }, options),
        'aap.domains.delete': (_, options) => domains.delete(DOMAIN, options),
        'aap.domains.users': (_, options) => begin(domains.users(DOMAIN, options)),
        'aap.domains.managers': (_, options) => begin(domains.managers(DOMAIN, options)),
        'aap.domains.addUser': (_, options) => domains.addUser(DOMAIN, USER, options),
        'aap.domains.removeUser': (_, options) => domains.removeUser(DOMAIN, USER, options),
        'aap.domains.addManager': (_, options) => domains.addManager(DOMAIN, USER, options),
        'aap.domains.removeManager': (_, options) => domains.removeManager(DOMAIN, USER, options),
        'aap.domains.profile': (_, options) => domains.profile(DOMAIN, options),
        'aap.domains.profileAttribute': (word, options) => domains.profileAttribute(DOMAIN, word, options),
        'aap.profiles.create': (word, options) => profiles.create(DOMAIN, { 'centre name': word }, options),
        'aap.profiles.get': (_, options) => profiles.get(PROFILE, options),
        'aap.profiles.mine': (_, options) => profiles.mine(options),
        'aap.profiles.getAttribute': (word, options) => profiles.getAttribute(PROFILE, word, options),
        'aap.profiles.update': (word, options) => profiles.update(PROFILE, { note: word }, options),
        'aap.profiles.patch': (word, options) => profiles.patch(PROFILE, { note: word }, options),
        'aap.profiles.deleteAttribute': (word, options) => profiles.deleteAttribute(PROFILE, word, options),
      },
    };
  },
};
