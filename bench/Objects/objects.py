#!/usr/bin/python3
"""Measures the object store, next to plain file writes on the same disk and to Debian's Swift in the same run.

usage: objects.py [--seconds N] [--gib N] [--stream-gib N] [--no-swift] NARU

NARU is the program. Everything is below a directory of its own beside the program's data, and is gone afterwards.
Needs Debian's wrk and curl, and for the comparison swift-proxy, swift-account, swift-container, swift-object and memcached.
Small objects are put and read by wrk over connections that stay open, each object under a name of its own.
"""
import argparse
import json
import os
import pathlib
import re
import secrets
import shutil
import socket
import subprocess
import sys
import tempfile
import threading
import time
import urllib.error
import urllib.request

SMALL = 4096
CONNECTIONS = (8, 64)
KEYS = 1000

PUT = """
local count = 0
local id = 0
function setup(thread) thread:set("id", id); id = id + 1 end
function request()
  count = count + 1
  return wrk.format("PUT", path .. "/t" .. id .. "-" .. count, headers, body)
end
"""
GET = """
local count = 0
function request()
  count = count + 1
  return wrk.format("GET", path .. "/k" .. (count %% %d), headers)
end
""" % KEYS
HEAD = """
path = "%s"
headers = {["X-Auth-Token"] = "%s", ["Content-Type"] = "application/octet-stream"}
body = string.rep("naru", %d)
id = 0
"""


def free_port():
    with socket.socket() as one:
        one.bind(('127.0.0.1', 0))
        return one.getsockname()[1]


def wait(what, seconds=60):
    for _ in range(seconds * 10):
        try:
            return what()
        except OSError:
            time.sleep(0.1)
    sys.exit('objects: a server did not answer')


def call(method, url, body=None, **headers):
    request = urllib.request.Request(url, method=method, data=body, headers={name.replace('_', '-'): value for name, value in headers.items()})
    return urllib.request.build_opener(urllib.request.ProxyHandler({})).open(request, timeout=120)


class Naru:
    name = 'Naru'

    def __init__(self, program, place, words=()):
        self.root = 'http://127.0.0.1:%d' % free_port()
        self.process = subprocess.Popen(
            [program, 'server', '--api-only', '--listen', self.root, '--admin-password', 'bench', '--data', place / 'naru', *words],
            stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        wait(lambda: call('GET', self.root + '/identity/v3').close())
        body = ('{"auth": {"identity": {"methods": ["password"], "password": {"user": {"name": "admin", "domain": {"name": "Default"}, "password": "bench"}}},'
                ' "scope": {"project": {"name": "admin", "domain": {"name": "Default"}}}}}')
        with call('POST', self.root + '/identity/v3/auth/tokens', body.encode(), Content_Type='application/json') as answer:
            self.token = answer.headers['X-Subject-Token']
            self.account = '%s/object-store/v1/AUTH_%s' % (self.root, json.load(answer)['token']['project']['id'])

    def memory(self):
        status = pathlib.Path('/proc/%d/status' % self.process.pid).read_text()
        return int(re.search(r'VmRSS:\s+(\d+)', status).group(1)) // 1024

    def end(self):
        self.process.terminate()
        self.process.wait()


class Swift:
    """Proxy, account, container and object server of Debian, one of each, with tempauth and one replica."""
    name = 'Swift'

    def __init__(self, place):
        self.place = place / 'swift'
        (self.place / 'devices' / 'd1').mkdir(parents=True)
        ports = {kind: free_port() for kind in ('proxy', 'account', 'container', 'object', 'memcached')}
        shutil.chown(self.place, 'swift', 'swift')
        os.chmod(place, 0o755)
        for path in self.place.rglob('*'):
            shutil.chown(path, 'swift', 'swift')
        self.rings(ports)
        (self.place / 'swift.conf').write_text('[swift-hash]\nswift_hash_path_suffix = bench\n[storage-policy:0]\nname = one\ndefault = yes\n')
        common = '[DEFAULT]\nbind_ip = 127.0.0.1\nbind_port = %d\nuser = swift\nswift_dir = %s\ndevices = %s\nmount_check = false\nworkers = 1\nlog_level = ERROR\n'
        for kind in ('account', 'container', 'object'):
            (self.place / (kind + '.conf')).write_text(common % (ports[kind], self.place, self.place / 'devices') + (
                '[pipeline:main]\npipeline = %s-server\n[app:%s-server]\nuse = egg:swift#%s\nallow_versions = true\n' % (kind, kind, kind)))
        (self.place / 'proxy.conf').write_text(common % (ports['proxy'], self.place, self.place / 'devices') + (
            '[pipeline:main]\npipeline = catch_errors cache tempauth proxy-server\n[app:proxy-server]\nuse = egg:swift#proxy\naccount_autocreate = true\n'
            '[filter:catch_errors]\nuse = egg:swift#catch_errors\n[filter:cache]\nuse = egg:swift#memcache\nmemcache_servers = 127.0.0.1:%d\n'
            '[filter:tempauth]\nuse = egg:swift#tempauth\nuser_bench_bench = bench .admin\n' % ports['memcached']))
        self.processes = [subprocess.Popen(['memcached', '-u', 'nobody', '-l', '127.0.0.1', '-p', str(ports['memcached'])])]
        environment = {**os.environ, 'PATH': '/usr/sbin:/usr/bin:/sbin:/bin'}
        for kind in ('account', 'container', 'object', 'proxy'):
            self.processes.append(subprocess.Popen(['/usr/bin/swift-%s-server' % kind, self.place / (kind + '.conf')], env=environment,
                                                   stdout=open(self.place / (kind + '.log'), 'w'), stderr=subprocess.STDOUT, start_new_session=True))
        # A backend that is not up yet is left alone by the proxy for a minute.
        for kind in ('account', 'container', 'object'):
            wait(lambda port=ports[kind]: socket.create_connection(('127.0.0.1', port)).close())
        self.root = 'http://127.0.0.1:%d' % ports['proxy']
        with wait(lambda: call('GET', self.root + '/auth/v1.0', X_Auth_User='bench:bench', X_Auth_Key='bench')) as answer:
            self.token, self.account = answer.headers['X-Auth-Token'], answer.headers['X-Storage-Url']

    def rings(self, ports):
        sys.path.insert(0, '/usr/lib/python3/dist-packages')
        from swift.common.ring import RingBuilder
        for kind in ('account', 'container', 'object'):
            builder = RingBuilder(4, 1, 1)
            builder.add_dev({'id': 0, 'region': 1, 'zone': 1, 'ip': '127.0.0.1', 'port': ports[kind], 'device': 'd1', 'weight': 1.0,
                             'replication_ip': '127.0.0.1', 'replication_port': ports[kind]})
            builder.rebalance()
            builder.get_ring().save(str(self.place / (kind + '.ring.gz')))

    def end(self):
        for process in self.processes:
            process.terminate()
            process.wait()


def wrk(store, script, container, seconds, place, connections):
    file = place / 'wrk.lua'
    path = store.account[len(store.root):] + '/' + container
    file.write_text(HEAD % (path, store.token, SMALL // 4) + script)
    said = subprocess.run(['wrk', '-t', '2', '-c', str(connections), '-d', '%ds' % seconds, '-s', file, store.root], capture_output=True, text=True).stdout
    if 'Non-2xx' in said:
        print('  ' + re.search(r'Non-2xx.*', said).group(0))
    return float(re.search(r'Requests/sec:\s+([\d.]+)', said).group(1))


def small(store, seconds, place, connections):
    """Uploads and downloads a second."""
    for container in ('small', 'keys'):
        call('PUT', '%s/%s' % (store.account, container), b'', X_Auth_Token=store.token).close()
    wrk(store, PUT.replace('"/t"', '"/w%d-"' % connections), 'small', 2, place, connections)
    puts = wrk(store, PUT.replace('"/t"', '"/t%d-"' % connections), 'small', seconds, place, connections)
    for key in range(KEYS):
        call('PUT', '%s/keys/k%d' % (store.account, key), b'naru' * (SMALL // 4), X_Auth_Token=store.token).close()
    gets = wrk(store, GET, 'keys', seconds, place, connections)
    return puts, gets


def large(store, file, gib):
    """MB/s of an upload and a download by curl."""
    call('PUT', store.account + '/large', b'', X_Auth_Token=store.token).close()
    url = '%s/large/%s' % (store.account, secrets.token_hex(4))
    rates = []
    for words in (['-T', file, '-H', 'Expect:'], ['-o', '/dev/null']):
        began = time.monotonic()
        subprocess.run(['curl', '-sf', '--noproxy', '*', '-H', 'X-Auth-Token: ' + store.token, *words, url], check=True, stdout=subprocess.DEVNULL)
        rates.append(gib * 1024 / (time.monotonic() - began))
    call('DELETE', url, X_Auth_Token=store.token).close()
    return rates


def plain_small(place, seconds, threads_wanted):
    """Files of the same size, each written, synchronized and given its name, by so many threads."""
    folder = place / 'plain'
    folder.mkdir(exist_ok=True)
    counts = [0] * threads_wanted
    end = time.monotonic() + seconds

    def write(number):
        while time.monotonic() < end:
            name = folder / ('%d-%d-%d' % (threads_wanted, number, counts[number]))
            with open(str(name) + '.new', 'wb') as file:
                file.write(b'naru' * (SMALL // 4))
                file.flush()
                os.fsync(file.fileno())
            os.rename(str(name) + '.new', name)
            counts[number] += 1

    threads = [threading.Thread(target=write, args=(number,)) for number in range(threads_wanted)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return sum(counts) / seconds


def plain_large(place, gib):
    began = time.monotonic()
    with open(place / 'plain.bin', 'wb') as file:
        block = os.urandom(1 << 20)
        for _ in range(gib * 1024):
            file.write(block)
        file.flush()
        os.fsync(file.fileno())
    return gib * 1024 / (time.monotonic() - began)


def stream(store, file, gib, times):
    """The largest resident size while objects are put and read, and the one before."""
    samples, done = [store.memory()], threading.Event()

    def watch():
        while not done.wait(0.2):
            samples.append(store.memory())

    watcher = threading.Thread(target=watch)
    watcher.start()
    for _ in range(times):
        large(store, file, gib)
    done.set()
    watcher.join()
    return samples[0], max(samples)


def main():
    parser = argparse.ArgumentParser(usage=__doc__)
    parser.add_argument('naru')
    parser.add_argument('--seconds', type=int, default=10)
    parser.add_argument('--gib', type=int, default=1)
    parser.add_argument('--stream-gib', type=int, default=10)
    parser.add_argument('--no-swift', action='store_true')
    options = parser.parse_args()
    place = pathlib.Path(tempfile.mkdtemp(prefix='naru-objects-bench-', dir='/var/tmp'))
    stores = []
    try:
        print('load %s before' % os.getloadavg()[0], flush=True)
        for threads in CONNECTIONS:
            print('plain files of 4 KB with fsync, %d threads: %.0f /s' % (threads, plain_small(place, options.seconds, threads)), flush=True)
        print('a plain file with fsync: %.0f MB/s' % plain_large(place, options.gib), flush=True)
        stores.append(Naru(options.naru, place))
        if not options.no_swift:
            stores.append(Swift(place))
        rates = {}
        for store in stores:
            # With more connections Swift's one object server answers 503 to most requests.
            for connections in CONNECTIONS if store.name == 'Naru' else CONNECTIONS[:1]:
                rates[store.name, connections] = small(store, options.seconds, place, connections)
                print('%s, 4 KB, %d connections: PUT %.0f /s, GET %.0f /s' % (store.name, connections, *rates[store.name, connections]), flush=True)
            print('%s, %d GiB: PUT %.0f MB/s, GET %.0f MB/s' % (store.name, options.gib, *large(store, place / 'plain.bin', options.gib)), flush=True)
        for connections in () if options.no_swift else CONNECTIONS[:1]:
            ratios = (ours / theirs for ours, theirs in zip(rates['Naru', connections], rates['Swift', connections]))
            print('times Swift, %d connections: PUT %.1f, GET %.1f' % (connections, *ratios), flush=True)
        if options.stream_gib:
            print('Naru while %d GiB stream in and out: %d MiB before, %d MiB at most' % (
                options.stream_gib, *stream(stores[0], place / 'plain.bin', options.gib, options.stream_gib // options.gib)), flush=True)
        print('load %s after' % os.getloadavg()[0])
    finally:
        for store in stores:
            store.end()
        shutil.rmtree(place, ignore_errors=True)


if __name__ == '__main__':
    main()
