#!/usr/bin/python3
"""Runs OpenStack's own test suites, and a walk with the CLI, against a server without agents.

usage: acceptance.py [--quick] [--only REGEX] [--concurrency N] [--ovn] NARU

NARU is the program. It is started with --api-only on a free port and ended afterwards; what it and the suites
write goes to artifacts/acceptance beside it. --quick runs the classes of quick.txt instead of suites.txt;
--only keeps the tests that match. --ovn lets OVN do the networks, with a northbound database of its own and
simulated chassis. Needs Debian's tempest, neutron-tempest-plugin, manila-tempest-plugin and python3-openstackclient.

The last line is 'N passed, N failed'. Exit status: 0 nothing failed, 1 something did, 2 it could not be run.
"""
import argparse
import collections
import configparser
import json
import os
import pathlib
import re
import shutil
import socket
import subprocess
import sys
import time
import urllib.request

HERE = pathlib.Path(__file__).resolve().parent
RESULTS = HERE.parent.parent / 'artifacts' / 'acceptance'
PASSWORD = 'acceptance'
ATTEMPTS = 600

# Debian's programs with Debian's Python, whatever else is installed; nothing of it speaks through a proxy.
ENVIRONMENT = {
    **{name: value for name, value in os.environ.items()
       if not name.lower().endswith('_proxy') and not name.startswith(('OS_', 'PYTHON'))},
    'PATH': '/usr/sbin:/usr/bin:/sbin:/bin', 'PYTHON': '/usr/bin/python3', 'PYTHONUNBUFFERED': '1', 'OS_TEST_TIMEOUT': '300',
    # Some tests are called after the order of a set: it has to be the same when they are listed and when they run.
    'PYTHONHASHSEED': '0',
}

# 'tempest run' says of each test: {0} tempest.api.….test_name[id-…] [1.234567s] ... ok
OUTCOME = re.compile(r'^\{\d+\} (?P<test>\S+).* \.\.\. (?P<outcome>ok|FAILED|SKIPPED(?:: (?P<reason>.*))?)$')
# A class that cannot be set up fails as a whole.
CLASS_FAILED = re.compile(r'^\{\d+\} setUpClass \((?P<test>\S+)\).* \.\.\. (?P<outcome>FAILED|SKIPPED(?:: (?P<reason>.*))?)$')


class Cloud:
    """The server under test, and what the suites need to find in it."""

    def __init__(self, naru, uses_ovn):
        with socket.socket() as free:
            free.bind(('127.0.0.1', 0))
            self.root = 'http://127.0.0.1:%d' % free.getsockname()[1]
        self.log = open(RESULTS / 'server.log', 'w')
        self.northbound = None
        self.type_drivers = 'local,flat,vlan,geneve' if uses_ovn else 'local,flat,vlan,vxlan,gre,geneve'
        self.process = subprocess.Popen(
            [naru, 'server', '--api-only', '--listen', self.root, '--admin-password', PASSWORD,
             *(['--ovn-nb', 'unix:%s' % self.start_northbound()] if uses_ovn else [])],
            stdout=self.log, stderr=subprocess.STDOUT)
        self.token = None
        try:
            self.wait()
            self.token = self.sign_in()
        except BaseException:
            self.end()
            raise

    def start_northbound(self):
        database, sock = RESULTS / 'nb.db', RESULTS / 'nb.sock'
        subprocess.run(['ovsdb-tool', 'create', database, '/usr/share/ovn/ovn-nb.ovsschema'], check=True, env=ENVIRONMENT)
        self.northbound = subprocess.Popen(
            ['ovsdb-server', database, '--remote=punix:%s' % sock, '--unixctl=%s' % (RESULTS / 'nb.ctl'), '-vconsole:off', '-vsyslog:off'],
            env={**ENVIRONMENT, 'OVS_RUNDIR': str(RESULTS), 'OVS_LOGDIR': str(RESULTS)})
        return sock

    def end(self):
        for process in filter(None, (self.process, self.northbound)):
            process.terminate()
            process.wait()
        self.log.close()

    def call(self, method, path, body=None):
        with self.send(method, path, body and json.dumps(body).encode(), 'application/json') as answer:
            return json.load(answer), answer.headers

    def send(self, method, path, body, kind):
        request = urllib.request.Request(
            self.root + path, method=method, data=body, headers={'Content-Type': kind, **({'X-Auth-Token': self.token} if self.token else {})})
        return urllib.request.build_opener(urllib.request.ProxyHandler({})).open(request)

    def wait(self):
        for _ in range(ATTEMPTS):
            try:
                return self.call('GET', '/identity/v3')
            except OSError:
                if self.process.poll() is not None:
                    break
                time.sleep(0.1)
        sys.exit('acceptance: the server does not answer; see %s' % (RESULTS / 'server.log'))

    def sign_in(self):
        domain = {'name': 'Default'}
        _, headers = self.call('POST', '/identity/v3/auth/tokens', {'auth': {
            'identity': {'methods': ['password'], 'password': {'user': {'name': 'admin', 'domain': domain, 'password': PASSWORD}}},
            'scope': {'project': {'name': 'admin', 'domain': domain}}}})
        return headers['X-Subject-Token']

    def external_network(self):
        network = self.call('POST', '/networking/v2.0/networks', {'network': {
            'name': 'public', 'router:external': True, 'provider:network_type': 'flat', 'provider:physical_network': 'physnet1'}})[0]['network']
        self.call('POST', '/networking/v2.0/subnets', {'subnet': {
            'name': 'public', 'network_id': network['id'], 'ip_version': 4, 'cidr': '198.51.100.0/24', 'enable_dhcp': False}})
        return network['id']

    def images(self):
        """Two, which simulated hosts never look into."""
        ids = []
        for name in ('image', 'other'):
            image = self.call('POST', '/image/v2/images', {
                'name': name, 'disk_format': 'raw', 'container_format': 'bare', 'visibility': 'public'})[0]['id']
            self.send('PUT', '/image/v2/images/%s/file' % image, name.encode() * 1024, 'application/octet-stream').close()
            ids.append(image)
        return ids

    def flavors(self):
        return [self.call('POST', '/compute/v2.1/flavors', {'flavor': {'name': name, 'ram': ram, 'vcpus': 1, 'disk': 1}})[0]['flavor']['id']
                for name, ram in (('nano', 64), ('micro', 96))]

    def share_type(self):
        return self.call('GET', '/share/v2/types/default')[0]['share_type']['name']

    def volume_backends(self):
        pools = self.call('GET', '/volume/v3/scheduler-stats/get_pools?detail=True')[0]['pools']
        return sorted({pool['capabilities']['volume_backend_name'] for pool in pools})

    def reseller_role(self):
        """Who has it owns every account of the object store."""
        self.call('POST', '/identity/v3/roles', {'role': {'name': 'ResellerAdmin'}})
        return 'ResellerAdmin'

    def extensions(self):
        return sorted(one['alias'] for one in self.call('GET', '/networking/v2.0/extensions')[0]['extensions'])

    def variables(self):
        return {'OS_AUTH_URL': self.root + '/identity/v3', 'OS_IDENTITY_API_VERSION': '3', 'OS_REGION_NAME': 'RegionOne',
                'OS_USERNAME': 'admin', 'OS_PASSWORD': PASSWORD, 'OS_PROJECT_NAME': 'admin',
                'OS_USER_DOMAIN_NAME': 'Default', 'OS_PROJECT_DOMAIN_NAME': 'Default'}


def configure(cloud, workspace):
    """Writes tempest.conf: what is there is asked of the server, what is not is switched off."""
    identity = cloud.root + '/identity/v3'
    (image, other_image), (flavor, other_flavor) = cloud.images(), cloud.flavors()
    configuration = configparser.ConfigParser(interpolation=None)
    configuration.read_dict({
        'DEFAULT': {'log_dir': workspace / 'logs', 'log_file': 'tempest.log'},
        'oslo_concurrency': {'lock_path': workspace / 'locks'},
        'auth': {'use_dynamic_credentials': True, 'admin_username': 'admin', 'admin_password': PASSWORD,
                 'admin_project_name': 'admin', 'admin_domain_name': 'Default', 'admin_user_domain_name': 'Default',
                 'admin_project_domain_name': 'Default', 'default_credentials_domain_name': 'Default'},
        'identity': {'uri': identity, 'uri_v3': identity, 'auth_version': 'v3', 'region': 'RegionOne',
                     'v3_endpoint_type': 'public', 'default_domain_id': 'default'},
        'identity-feature-enabled': {'api_v2': False, 'api_v3': True, 'trust': True, 'application_credentials': True, 'access_rules': True,
                                     'project_tags': True, 'domain_specific_drivers': False, 'security_compliance': False},
        'network': {'catalog_type': 'network', 'endpoint_type': 'publicURL', 'public_network_id': cloud.external_network(),
                    'floating_network_name': 'public', 'build_timeout': 60, 'build_interval': 1},
        'network-feature-enabled': {'api_extensions': ','.join(cloud.extensions()), 'ipv6': True, 'ipv6_subnet_attributes': True,
                                    'floating_ips': True, 'port_security': True},
        'neutron_plugin_options': {'available_type_drivers': cloud.type_drivers, 'provider_vlans': 'physnet1',
                                   'create_shared_resources': True, 'agent_availability_zone': 'nova', 'q_agent': 'ovs'},
        'service_available': {'neutron': True, 'nova': True, 'glance': True, 'cinder': True, 'swift': True, 'manila': True},
        'compute': {'catalog_type': 'compute', 'endpoint_type': 'publicURL', 'image_ref': image, 'image_ref_alt': other_image, 'flavor_ref': flavor,
                    'flavor_ref_alt': other_flavor, 'min_compute_nodes': 2, 'min_microversion': '2.1', 'max_microversion': '2.96', 'build_timeout': 60,
                    'build_interval': 1},
        'compute-feature-enabled': {'resize': True, 'cold_migration': True, 'live_migration': True, 'console_output': True, 'vnc_console': False,
                                    'personality': False, 'change_password': True, 'can_migrate_between_any_hosts': True},
        'volume': {'catalog_type': 'volumev3', 'endpoint_type': 'publicURL', 'build_timeout': 60, 'build_interval': 1, 'min_microversion': '3.0',
                   'max_microversion': '3.70', 'backend_names': ','.join(cloud.volume_backends()), 'storage_protocol': 'file', 'vendor_name': 'Naru'},
        'volume-feature-enabled': {'backup': True, 'snapshot': True, 'clone': True, 'multi_backend': False, 'extend_attached_volume': False},
        'object-storage': {'operator_role': 'member', 'reseller_admin_role': cloud.reseller_role()},
        'object-storage-feature-enabled': {'discoverability': True, 'object_versioning': True, 'container_sync': False, 'tempurl_digest_hashlib': 'sha256',
                                           'discoverable_apis': ','.join(cloud.call('GET', '/object-store/info')[0])},
        # What the suite knows of later versions is less than what is there: they show more than it expects.
        'share': {'catalog_type': 'sharev2', 'endpoint_type': 'publicURL', 'build_timeout': 60, 'build_interval': 1, 'min_api_microversion': '2.0',
                  'max_api_microversion': '2.71', 'enable_protocols': 'nfs', 'enable_ip_rules_for_protocols': 'nfs', 'multitenancy_enabled': False,
                  'backend_names': 'SIMULATED', 'capability_storage_protocol': 'NFS', 'default_share_type_name': cloud.share_type(), 'run_manage_unmanage_tests': True,
                  'run_manage_unmanage_snapshot_tests': True, 'run_mount_snapshot_tests': True, 'run_revert_to_snapshot_tests': True},
        'image': {'catalog_type': 'image', 'endpoint_type': 'publicURL'},
        'image-feature-enabled': {'api_v2': True, 'import_image': True, 'os_glance_reserved': True},
        'validation': {'run_validation': False},
    })
    with open(workspace / 'etc' / 'tempest.conf', 'w') as file:
        configuration.write(file)


def lines(name):
    """The lines of a file beside this one, without comments."""
    return [line for line in (HERE / name).read_text().splitlines() if line and not line.startswith('#')]


def choose(workspace, suites, only):
    """The ids of the tests to run, and those that a decision leaves out with its reason."""
    listed = subprocess.run(['tempest', 'run', '--config-file', 'etc/tempest.conf', '--list-tests'],
                            cwd=workspace, env=ENVIRONMENT, capture_output=True, text=True).stdout.splitlines()
    wanted = re.compile('|'.join(suites))
    chosen = [test for test in listed if wanted.match(test) and re.search(only, test)]
    skips = [line.split('\t') for line in lines('skips.txt')]
    skipped = {test: reason for test in chosen for pattern, reason in skips if re.match(pattern, test)}
    return [test for test in chosen if test not in skipped], skipped


def run_suites(cloud, suites, only, concurrency):
    """Runs tempest; answers the names of what passed, what failed, and the reasons of what was skipped."""
    workspace = RESULTS / 'workspace'
    subprocess.run(['tempest', 'init', workspace, '--name', 'naru', '--workspace-path', RESULTS / 'workspaces.yaml'],
                   cwd=RESULTS, env=ENVIRONMENT, check=True, capture_output=True)
    configure(cloud, workspace)
    tests, skipped = choose(workspace, suites, only)
    (RESULTS / 'tests.txt').write_text(''.join(test + '\n' for test in tests))
    print('acceptance: %d tests, %d of them left out by skips.txt' % (len(tests) + len(skipped), len(skipped)), flush=True)
    passed, failed = [], []
    run = subprocess.Popen(
        ['tempest', 'run', '--config-file', 'etc/tempest.conf', '--concurrency', str(concurrency), '--load-list', RESULTS / 'tests.txt'],
        cwd=workspace, env=ENVIRONMENT, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True)
    is_traceback = False
    with open(RESULTS / 'tempest.log', 'w') as log:
        for line in run.stdout:
            log.write(line)
            found = CLASS_FAILED.match(line.rstrip()) or OUTCOME.match(line.rstrip())
            if not found:
                is_traceback = line.startswith('Captured traceback') or is_traceback and not line.startswith('Captured ')
                if is_traceback:
                    print(line, end='', flush=True)
                continue
            is_traceback = False
            if found['outcome'] == 'ok':
                passed.append(found['test'])
            elif found['outcome'] == 'FAILED':
                failed.append(found['test'])
                print('FAILED ' + found['test'], flush=True)
            else:
                skipped[found['test']] = found['reason'] or 'the suite gives no reason'
    run.wait()
    if not passed and not failed:
        sys.exit('acceptance: tempest did not run; see %s' % (RESULTS / 'tempest.log'))
    return passed, failed, skipped


def walk(cloud):
    """The walk with the CLI; it prints 'ok …' and 'FAILED …' lines."""
    run = subprocess.run(['/usr/bin/python3', HERE / 'walkthrough.py'], env={**ENVIRONMENT, **cloud.variables()}, stdout=subprocess.PIPE, text=True)
    (RESULTS / 'walkthrough.log').write_text(run.stdout)
    outcomes = run.stdout.splitlines()
    failed = [line for line in outcomes if line.startswith('FAILED ')] or (['FAILED the walk ended early'] if run.returncode else [])
    print(''.join(line + '\n' for line in failed), end='', flush=True)
    return sum(line.startswith('ok ') for line in outcomes), len(failed)


def main():
    parser = argparse.ArgumentParser(usage=__doc__)
    parser.add_argument('naru')
    parser.add_argument('--quick', action='store_true')
    parser.add_argument('--only', default='')
    parser.add_argument('--concurrency', type=int, default=2)
    parser.add_argument('--ovn', action='store_true')
    options = parser.parse_args()
    if not all(shutil.which(program, path=ENVIRONMENT['PATH']) for program in ('tempest', 'openstack')):
        sys.exit(2)
    shutil.rmtree(RESULTS, ignore_errors=True)
    RESULTS.mkdir(parents=True)
    cloud = Cloud(options.naru, options.ovn)
    try:
        passed, failed, skipped = run_suites(cloud, lines('quick.txt' if options.quick else 'suites.txt'), options.only, options.concurrency)
        steps, broken = walk(cloud)
    finally:
        cloud.end()
    suites = collections.defaultdict(collections.Counter)
    for outcome, tests in (('passed', passed), ('failed', failed), ('skipped', skipped)):
        for test in tests:
            suites['.'.join(test.split('.')[:3] if test.startswith('tempest.') else test.split('.')[:2])][outcome] += 1
    for name, counts in sorted(suites.items()):
        print('%-32s %4d passed %4d failed %4d skipped' % (name, counts['passed'], counts['failed'], counts['skipped']))
    for reason, count in collections.Counter(skipped.values()).most_common():
        print('skipped %3d: %s' % (count, reason))
    print('walk with the CLI: %d steps passed, %d failed' % (steps, broken))
    print('%d passed, %d failed' % (len(passed) + steps, len(failed) + broken))
    return 1 if failed or broken else 0


if __name__ == '__main__':
    sys.exit(main())
